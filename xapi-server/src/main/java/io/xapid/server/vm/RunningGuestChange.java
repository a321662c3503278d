package io.xapid.server.vm;

import io.xapid.model.meta.Failure;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;
import java.util.function.Consumer;

/**
 * One try at changing a running guest.
 *
 * @param note writes what the guest has when that is done
 */
record RunningGuestChange(Workshop on, Row<Vm> vm, Plan plan, Consumer<Transaction> note) implements JobRun {
    @Override
    public JobResult conclude(Transaction transaction) {
        note.accept(transaction);
        return JobResult.NOTHING;
    }

    @Override
    public Failure explain(Exception problem) {
        return HypervisorFailures.ofEnded(problem, on.hypervisor(), vm, PowerState.RUNNING)
                .orElseGet(() -> HypervisorFailures.ofPlug(problem, "VM", vm.ref()));
    }
}
