package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
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

    private final class Run extends DeviceRun {
        private final JobOrder order;
        private final Row<Vif> vif;
        private final Blueprint.Port port;

        Run(JobOrder order, Row<Vm> vm, Row<Vif> vif, Blueprint.Port port) {
            super(name(), InterfaceJob.this.on, vm);
            this.order = order;
            this.vif = vif;
            this.port = port;
        }

        @Override
        public Plan plan() {
            Runnable unplug = () -> hypervisor().unplugNic(id, port.nic().device());
            Runnable detach = () -> assembly.detach(port);
            return switch (change) {
                case PLUG ->
                    giving(
                            port.name(),
                            () -> assembly.attach(port),
                            detach,
                            new Deed("plug", () -> hypervisor().plug(id, assembly.nic(port)), unplug));
                case UNPLUG -> taking(port.name(), "unplug", unplug, detach);
                case MOVE ->
                    story().then(step("move " + port.name(), c -> on.networks().attach(target(), port.nic()))
                                    .undoneBy(c -> on.networks().attach(port.network(), port.nic())))
                            .build();
            };
        }

        private Ref<Network> target() {
            return Ref.of(order.argument("network"));
        }

        @Override
        String type() {
            return "VIF";
        }

        @Override
        Ref<Vif> device() {
            return vif.ref();
        }

        @Override
        boolean takesOut() {
            return change == Change.UNPLUG;
        }

        @Override
        void write(Transaction transaction) {
            switch (change) {
                case PLUG -> DeviceRecords.connected(transaction, port);
                case UNPLUG -> DeviceRecords.disconnectedInterface(transaction, vif);
                case MOVE -> transaction.set(Vif.CLASS, vif.ref(), Vif.NETWORK, target());
            }
        }
    }
}
