package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.hypervisor.DomainState;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
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

/** Starts a guest on this host. */
final class StartVmJob implements JobKind {
    static final String PAUSED = "paused";

    private final Workshop on;

    StartVmJob(Workshop on) {
        this.on = on;
    }

    @Override
    public String name() {
        return "VM.start";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order, state, false);
    }

    /** A guest that came to life all the same is kept; a half-built one is ended, and started anew. */
    @Override
    public JobRun settle(JobOrder order, Snapshot state) {
        return new Run(order, state, true);
    }

    @Override
    public void release(JobOrder order, Transaction transaction) {
        giveBackPlace(order, transaction);
    }

    /** The VM holds no place on the host any more that it was to start on. */
    static void giveBackPlace(JobOrder order, Transaction transaction) {
        Row<Vm> vm = transaction.get(Vm.CLASS, order.about());
        if (vm != null && vm.get(Vm.SCHEDULED_TO_BE_RESIDENT_ON).equals(order.host())) {
            transaction.set(Vm.CLASS, vm.ref(), Vm.SCHEDULED_TO_BE_RESIDENT_ON, Ref.none());
        }
    }

    private final class Run implements JobRun {
        private final Ref<Vm> vm;
        private final boolean settling;
        private final boolean paused;
        private final long delay;
        private final Blueprint guest;
        private volatile ConsoleEndpoints consoles = ConsoleEndpoints.NONE;

        Run(JobOrder order, Snapshot state, boolean settling) {
            this.vm = order.about();
            this.settling = settling;
            this.paused = Boolean.parseBoolean(order.argument(PAUSED));
            Row<Vm> row = Rows.require(state, Vm.CLASS, vm);
            this.delay = row.get(Vm.START_DELAY);
            this.guest = on.specs().blueprint(state, row);
        }

        @Override
        public Plan plan() {
            Plan.Builder story = settling ? settlement() : on.startVm().plan(guest, paused);
            return story.then(step(
                            "find consoles", c -> consoles = on.hypervisor().consolesOf(guest.id())))
                    .thenIf(
                            delay > 0,
                            step(
                                            "note that it runs",
                                            c -> on.store().transact(this::note).join())
                                    .undoneBy(c -> on.store()
                                            .transact(transaction -> {
                                                Observed.halted(transaction, vm);
                                                return true;
                                            })
                                            .join()))
                    .thenIf(delay > 0, Delays.waiting("wait for what it is given to start", delay))
                    .build();
        }

        private Plan.Builder settlement() {
            DomainState found = on.hypervisor().stateOf(guest.id());
            boolean done = found == (paused ? DomainState.PAUSED : DomainState.RUNNING);
            var adoption = new AdoptVm(on);
            return done
                    ? adoption.plan(guest)
                    : on.startVm()
                            .continued(
                                    Plan.named("VM.start")
                                            .then(step(
                                                    "end what was begun",
                                                    c -> on.hypervisor().destroy(guest.id()))),
                                    guest,
                                    paused);
        }

        private boolean note(Transaction transaction) {
            Observed.started(transaction, guest, on.here(), paused ? PowerState.PAUSED : PowerState.RUNNING);
            on.consoles().appear(transaction, Rows.require(transaction, Vm.CLASS, vm), consoles);
            return true;
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            Row<Vm> row = Rows.require(transaction, Vm.CLASS, vm);
            boolean noted = row.get(Vm.RESIDENT_ON).equals(on.here());
            if (!noted) {
                note(transaction);
            }
            Row<Host> host = Rows.require(transaction, Host.CLASS, on.here());
            Alerts.VM_STARTED.raise(
                    transaction,
                    row,
                    "VM '%s' started on host: %s (uuid: %s)"
                            .formatted(row.get(Vm.NAME_LABEL), host.get(Host.NAME_LABEL), host.get(Host.UUID)));
            return JobResult.NOTHING;
        }

        @Override
        public Failure explain(Exception problem) {
            return HypervisorFailures.ofStart(
                    problem, vm, on.hypervisor().capabilities().name());
        }
    }
}
