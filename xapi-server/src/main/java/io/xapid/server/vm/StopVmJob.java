package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Cancellation;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.Step;
import java.time.Duration;

/** Ends a guest, with or without its consent. */
final class StopVmJob implements JobKind {
    /** How long a guest may take to end itself. */
    static final Duration PATIENCE = Duration.ofMinutes(20);

    /** Who decides that the guest ends. */
    enum Manner {
        CLEAN("VM.clean_shutdown"),
        HARD("VM.hard_shutdown"),
        CLEAN_THEN_HARD("VM.shutdown");

        private final String message;

        Manner(String message) {
            this.message = message;
        }

        String message() {
            return message;
        }
    }

    private final Manner manner;
    private final Workshop on;
    private final DiskLibrary library;

    StopVmJob(Manner manner, Workshop on, DiskLibrary library) {
        this.manner = manner;
        this.on = on;
        this.library = library;
    }

    @Override
    public String name() {
        return manner.message();
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(Rows.require(state, Vm.CLASS, order.about()), state);
    }

    private final class Run implements JobRun {
        private final Row<Vm> vm;
        private final Snapshot state;
        private final Remains remains;
        private volatile boolean gone;

        Run(Row<Vm> vm, Snapshot state) {
            this.vm = vm;
            this.state = state;
            this.remains = Remains.of(state, vm);
        }

        @Override
        public Plan plan() {
            long delay = manner == Manner.CLEAN ? vm.get(Vm.SHUTDOWN_DELAY) : 0;
            boolean runs = on.hypervisor().stateOf(remains.id()) == DomainState.RUNNING;
            Plan.Builder story = Plan.named(manner.message());
            if (manner != Manner.HARD && runs) {
                story.then(step("ask the guest to shut down", c -> ask())).then(patience());
            }
            Ref<Vdi> image = vm.get(Vm.SUSPEND_VDI);
            return on.stopVm()
                    .continued(story, remains, () -> gone = true)
                    .thenIf(!image.isNull(), step("delete memory image", c -> deleteImage(image)))
                    .thenIf(
                            delay > 0,
                            step(
                                    "note that it is off",
                                    c -> on.store()
                                            .transact(transaction -> {
                                                Observed.halted(transaction, vm.ref());
                                                return true;
                                            })
                                            .join()))
                    .thenIf(delay > 0, Delays.waiting("wait for what it is given to stop", delay))
                    .build();
        }

        private void ask() {
            try {
                on.hypervisor().requestShutdown(remains.id());
            } catch (HypervisorException unheard) {
                if (manner == Manner.CLEAN
                        && on.hypervisor().stateOf(remains.id()).isAlive()) {
                    throw unheard;
                }
            }
        }

        private Step patience() {
            long own = vm.get(Vm.SHUTDOWN_DELAY);
            Duration most = manner == Manner.CLEAN_THEN_HARD && own > 0 ? Duration.ofSeconds(own) : PATIENCE;
            return step("wait until it has", c -> await(most, c)).weighing(20);
        }

        private void await(Duration most, Cancellation cancellation) throws Exception {
            boolean ended =
                    on.watch().await(remains.id(), status -> !status.state().isAlive(), most, cancellation);
            if (!ended && manner == Manner.CLEAN) {
                throw new VmFailure.ShutdownTimeout(vm.ref(), String.valueOf(most.toSeconds()));
            }
        }

        private void deleteImage(Ref<Vdi> image) {
            Row<Vdi> row = state.get(Vdi.CLASS, image);
            if (row != null) {
                library.destroy(new DiskLibrary.Identity(image, row.get(Vdi.UUID), row.get(Vdi.SR)));
            }
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            Observed.halted(transaction, vm.ref());
            transaction.set(Vm.CLASS, vm.ref(), Vm.SUSPEND_VDI, Ref.none());
            transaction.set(Vm.CLASS, vm.ref(), Vm.HA_ALWAYS_RUN, false);
            Alerts.VM_SHUTDOWN.raise(
                    transaction, vm, "VM '%s' shut down %s".formatted(vm.get(Vm.NAME_LABEL), inWords(manner)));
            return JobResult.NOTHING;
        }

        /** What cannot be undone is true all the same. */
        @Override
        public void abandon(Transaction transaction, Failure why) {
            if (gone) {
                Observed.halted(transaction, vm.ref());
            }
        }

        @Override
        public Failure explain(Exception problem) {
            return HypervisorFailures.ofRequest(problem, vm.ref());
        }
    }

    private static String inWords(Manner manner) {
        return manner == Manner.HARD ? "forcibly" : "cleanly";
    }
}
