package io.xapid.server.vm;

import io.xapid.model.event.Task;
import io.xapid.model.event.TaskOperation;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.job.Mark;
import java.util.HashMap;

/** Asks operations under way to stop because one has come that must not wait for them. */
final class GiveWay {
    private GiveWay() {}

    /**
     * Cancels, in the name of {@code task}, what {@code begun} cuts short. The wish stands in the tasks' rows. What was
     * reserved of the VM's devices for that is free at once, since {@code begun} takes its turn only when it has ended.
     */
    static void ask(Transaction transaction, Row<Vm> vm, VmOperation begun, Ref<?> task) {
        vm.get(Vm.CURRENT_OPERATIONS).forEach((other, operation) -> {
            if (VmConcurrency.cutShortBy(begun).contains(operation)) {
                var cut = new Ref<Task>(other);
                cancel(transaction, cut, task);
                vm.get(Vm.VBDS).forEach(vbd -> Mark.leave(transaction, Vbd.CLASS, vbd, cut));
                vm.get(Vm.VIFS).forEach(vif -> Mark.leave(transaction, Vif.CLASS, vif, cut));
            }
        });
    }

    private static void cancel(Transaction transaction, Ref<Task> other, Ref<?> task) {
        Row<Task> row = transaction.get(Task.CLASS, other);
        if (row != null && row.get(Task.STATUS) == TaskStatus.PENDING) {
            var operations = new HashMap<>(row.get(Task.CURRENT_OPERATIONS));
            operations.put(task.value(), TaskOperation.CANCEL);
            transaction.set(Task.CLASS, other, Task.CURRENT_OPERATIONS, operations);
        }
    }
}
