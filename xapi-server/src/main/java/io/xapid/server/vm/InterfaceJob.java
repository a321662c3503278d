package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;

/** Changes the interfaces of a running guest. Its subject is the VM; the interface is the argument {@code vif}. */
final class InterfaceJob implements JobKind {
    /** What is done to the interface. */
    enum Change {
        PLUG("VIF.plug"),
        UNPLUG("VIF.unplug"),
        MOVE("VIF.move");

        private final String message;

        Change(String message) {
            this.message = message;
        }

        String message() {
            return message;
        }
    }

    private final Change change;
    private final Workshop on;

    InterfaceJob(Change change, Workshop on) {
        this.change = change;
        this.on = on;
    }

    @Override
    public String name() {
        return change.message();
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        Row<Vif> vif = Rows.require(state, Vif.CLASS, Ref.of(order.argument("vif")));
        Row<Vm> vm = Rows.require(state, Vm.CLASS, vif.get(Vif.VM));
        Blueprint.Port port = new DeviceSpecs(state, vm, on.hypervisor().capabilities()).port(vif);
        return new Run(order, vm, vif, port);
    }

    private final class Run implements JobRun {
        private final JobOrder order;
        private final Row<Vm> vm;
        private final Row<Vif> vif;
        private final Blueprint.Port port;
        private volatile boolean out;

        Run(JobOrder order, Row<Vm> vm, Row<Vif> vif, Blueprint.Port port) {
            this.order = order;
            this.vm = vm;
            this.vif = vif;
            this.port = port;
        }

        @Override
        public Plan plan() {
            var assembly = new Assembly(on.disks(), on.networks());
            return switch (change) {
                case PLUG ->
                    Plan.named(name())
                            .then(step("attach " + port.name(), c -> assembly.attach(port))
                                    .undoneBy(c -> assembly.detach(port)))
                            .then(step(
                                            "plug " + port.name(),
                                            c -> on.hypervisor().plug(DomainSpecs.idOf(vm), assembly.nic(port)))
                                    .undoneBy(c -> on.hypervisor()
                                            .unplugNic(
                                                    DomainSpecs.idOf(vm),
                                                    port.nic().device())))
                            .build();
                case UNPLUG -> unplugging(assembly);
                case MOVE ->
                    Plan.named(name())
                            .then(step("move " + port.name(), c -> on.networks().attach(target(), port.nic()))
                                    .undoneBy(c -> on.networks().attach(port.network(), port.nic())))
                            .build();
            };
        }

        private Plan unplugging(Assembly assembly) {
            return Plan.named(name())
                    .then(step("unplug " + port.name(), c -> {
                                on.hypervisor()
                                        .unplugNic(
                                                DomainSpecs.idOf(vm), port.nic().device());
                                out = true;
                            })
                            .forGood()
                            .undoneBy(c -> {
                                if (out) {
                                    assembly.detach(port);
                                }
                            }))
                    .then(step("detach " + port.name(), c -> assembly.detach(port)))
                    .build();
        }

        private Ref<Network> target() {
            return Ref.of(order.argument("network"));
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            write(transaction);
            return JobResult.NOTHING;
        }

        /** What is out of the guest is out, even if the rest did not work. */
        @Override
        public void abandon(Transaction transaction, Failure why) {
            if (out) {
                write(transaction);
            }
        }

        private void write(Transaction transaction) {
            switch (change) {
                case PLUG -> DeviceRecords.connected(transaction, port);
                case UNPLUG -> DeviceRecords.disconnectedInterface(transaction, vif);
                case MOVE -> transaction.set(Vif.CLASS, vif.ref(), Vif.NETWORK, target());
            }
            transaction.touch(Vm.CLASS, vm.ref());
        }

        @Override
        public Failure explain(Exception problem) {
            return change == Change.UNPLUG
                    ? HypervisorFailures.ofUnplug(problem, "VIF", vif.ref())
                    : HypervisorFailures.ofEnded(problem, on.hypervisor(), vm, PowerState.RUNNING)
                            .orElseGet(() -> HypervisorFailures.ofPlug(problem, "VIF", vif.ref()));
        }
    }
}
