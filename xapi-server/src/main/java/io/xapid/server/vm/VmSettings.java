package io.xapid.server.vm;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.job.Jobs;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Writes settings of VMs: one transaction each, when nothing is under way that forbids it. */
final class VmSettings {
    private final Jobs jobs;
    private final VmAdmission admission;

    VmSettings(Jobs jobs, VmAdmission admission) {
        this.jobs = jobs;
        this.admission = admission;
    }

    /** Checks and writes, and throws the documented failure if it must not be. It may be run again. */
    @FunctionalInterface
    interface Change {
        void make(Transaction transaction, Row<Vm> vm);
    }

    CompletionStage<Void> change(Call call, Ref<Vm> vm, Change change) {
        return jobs.inTurn(call, transaction -> {
                    change.make(transaction, Rows.require(transaction, Vm.CLASS, vm));
                    return true;
                })
                .thenCompose(done -> Done.stage());
    }

    /** The same, as an operation that must be allowed now. It is over before anyone could see it under way. */
    CompletionStage<Void> change(Call call, Ref<Vm> vm, VmOperation as, Change change) {
        return change(call, vm, (transaction, row) -> {
            admission.check(transaction, row, as);
            change.make(transaction, row);
        });
    }

    /** @throws VmFailure.BadPowerState when the VM is not off */
    static void requireHalted(Row<Vm> vm) {
        if (vm.get(Vm.POWER_STATE) != PowerState.HALTED) {
            throw VmFailure.BadPowerState.of(vm.ref(), Set.of(PowerState.HALTED), vm.get(Vm.POWER_STATE));
        }
    }
}
