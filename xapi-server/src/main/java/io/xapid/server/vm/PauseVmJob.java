package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.VmId;
import io.xapid.model.meta.Failure;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;

/** Stops a guest's processors, or lets them run on. */
final class PauseVmJob implements JobKind {
    private final boolean pausing;
    private final Workshop on;

    private PauseVmJob(boolean pausing, Workshop on) {
        this.pausing = pausing;
        this.on = on;
    }

    static PauseVmJob pausing(Workshop on) {
        return new PauseVmJob(true, on);
    }

    static PauseVmJob unpausing(Workshop on) {
        return new PauseVmJob(false, on);
    }

    @Override
    public String name() {
        return pausing ? "VM.pause" : "VM.unpause";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        Row<Vm> vm = Rows.require(state, Vm.CLASS, order.about());
        VmId id = DomainSpecs.idOf(vm);
        return new JobRun() {
            @Override
            public Plan plan() {
                return Plan.named(name())
                        .thenIf(
                                pausing,
                                step("pause", c -> on.hypervisor().pause(id))
                                        .undoneBy(c -> on.hypervisor().unpause(id)))
                        .thenIf(
                                !pausing,
                                step("unpause", c -> on.hypervisor().unpause(id))
                                        .undoneBy(c -> on.hypervisor().pause(id)))
                        .build();
            }

            @Override
            public JobResult conclude(Transaction transaction) {
                Observed.power(transaction, vm.ref(), pausing ? PowerState.PAUSED : PowerState.RUNNING);
                (pausing ? Alerts.VM_PAUSED : Alerts.VM_UNPAUSED)
                        .raise(
                                transaction,
                                vm,
                                "VM '%s' was %s".formatted(vm.get(Vm.NAME_LABEL), pausing ? "paused" : "unpaused"));
                return JobResult.NOTHING;
            }

            @Override
            public Failure explain(Exception problem) {
                PowerState needed = pausing ? PowerState.RUNNING : PowerState.PAUSED;
                return HypervisorFailures.ofEnded(problem, on.hypervisor(), vm, needed)
                        .orElseGet(() -> HypervisorFailures.internal(problem));
            }
        };
    }
}
