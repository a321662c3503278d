package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.hypervisor.DomainStatus;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Cancellation;
import io.xapid.server.plan.Plan;

/** Has a guest begin anew: by asking it, or by ending it and building it again. */
final class RebootVmJob implements JobKind {
    /** Who decides that the guest restarts. */
    enum Manner {
        CLEAN("VM.clean_reboot"),
        HARD("VM.hard_reboot");

        private final String message;

        Manner(String message) {
            this.message = message;
        }
    }

    private final Manner manner;
    private final Workshop on;

    RebootVmJob(Manner manner, Workshop on) {
        this.manner = manner;
        this.on = on;
    }

    @Override
    public String name() {
        return manner.message;
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        Row<Vm> vm = Rows.require(state, Vm.CLASS, order.about());
        return manner == Manner.CLEAN
                ? new Asked(vm)
                : new Rebuilt(on.specs().blueprint(state, vm), vm, Remains.of(state, vm));
    }

    private static JobResult told(Transaction transaction, Row<Vm> vm, String how) {
        Alerts.VM_REBOOTED.raise(transaction, vm, "VM '%s' rebooted %s".formatted(vm.get(Vm.NAME_LABEL), how));
        return JobResult.NOTHING;
    }

    /** The guest restarts itself and keeps its domain. */
    private final class Asked implements JobRun {
        private final Row<Vm> vm;

        Asked(Row<Vm> vm) {
            this.vm = vm;
        }

        @Override
        public Plan plan() {
            DomainStatus before = on.hypervisor().statusOf(DomainSpecs.idOf(vm));
            return Plan.named(manner.message)
                    .then(step("ask the guest to restart", c -> on.hypervisor().requestReboot(DomainSpecs.idOf(vm))))
                    .then(step("wait until it has", c -> await(before, c)).weighing(20))
                    .build();
        }

        private void await(DomainStatus before, Cancellation cancellation) throws Exception {
            boolean came = on.watch()
                    .await(
                            DomainSpecs.idOf(vm),
                            status -> status.resets() > before.resets()
                                    || !status.state().isAlive(),
                            StopVmJob.PATIENCE,
                            cancellation);
            if (!came) {
                throw new VmFailure.ShutdownTimeout(vm.ref(), String.valueOf(StopVmJob.PATIENCE.toSeconds()));
            }
            if (on.hypervisor().stateOf(DomainSpecs.idOf(vm)).isEnded()) {
                on.hypervisor().reset(DomainSpecs.idOf(vm)); // it went down and does not come up by itself
            }
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            Observed.rebooted(transaction, vm.ref());
            return told(transaction, vm, "cleanly");
        }

        @Override
        public Failure explain(Exception problem) {
            return HypervisorFailures.ofEnded(problem, on.hypervisor(), vm, PowerState.RUNNING)
                    .orElseGet(() -> HypervisorFailures.ofRequest(problem, vm.ref()));
        }
    }

    /** The guest is ended and built again, as its rows want it now. */
    private final class Rebuilt implements JobRun {
        private final Blueprint guest;
        private final Row<Vm> vm;
        private final Remains remains;
        private volatile boolean gone;
        private volatile ConsoleEndpoints consoles = ConsoleEndpoints.NONE;

        Rebuilt(Blueprint guest, Row<Vm> vm, Remains remains) {
            this.guest = guest;
            this.vm = vm;
            this.remains = remains;
        }

        @Override
        public Plan plan() {
            Plan.Builder ended = Plan.named(manner.message).then(on.stopVm().end(remains, () -> gone = true));
            return on.startVm()
                    .continued(ended, guest, false)
                    .then(step("find consoles", c -> consoles = on.hypervisor().consolesOf(guest.id())))
                    .build();
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            Observed.started(transaction, guest, on.here(), PowerState.RUNNING);
            on.consoles().appear(transaction, Rows.require(transaction, Vm.CLASS, guest.vm()), consoles);
            return told(transaction, vm, "forcibly");
        }

        @Override
        public void abandon(Transaction transaction, Failure why) {
            if (gone) {
                Observed.halted(transaction, guest.vm());
            }
        }

        @Override
        public Failure explain(Exception problem) {
            Ref<Vm> about = guest.vm();
            return HypervisorFailures.ofStart(
                    problem, about, on.hypervisor().capabilities().name());
        }
    }
}
