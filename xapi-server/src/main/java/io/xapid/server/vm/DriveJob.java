package io.xapid.server.vm;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;
import java.util.Optional;

/** Changes the drives of a running guest. Its subject is the VM; the drive is the argument {@code vbd}. */
final class DriveJob implements JobKind {
    /** What is done to the drive. */
    enum Change {
        PLUG("VBD.plug"),
        UNPLUG("VBD.unplug"),
        INSERT("VBD.insert"),
        EJECT("VBD.eject");

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

    DriveJob(Change change, Workshop on) {
        this.change = change;
        this.on = on;
    }

    @Override
    public String name() {
        return change.message();
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        Row<Vbd> vbd = Rows.require(state, Vbd.CLASS, Ref.of(order.argument("vbd")));
        Row<Vm> vm = Rows.require(state, Vm.CLASS, vbd.get(Vbd.VM));
        Blueprint.Drive drive = new DeviceSpecs(state, vm, on.hypervisor().capabilities()).drive(vbd);
        return new Run(order, vm, vbd, drive);
    }

    private final class Run extends DeviceRun {
        private final JobOrder order;
        private final Row<Vbd> vbd;
        private final Blueprint.Drive drive;

        Run(JobOrder order, Row<Vm> vm, Row<Vbd> vbd, Blueprint.Drive drive) {
            super(name(), DriveJob.this.on, vm);
            this.order = order;
            this.vbd = vbd;
            this.drive = drive;
        }

        @Override
        public Plan plan() {
            Runnable unplug = () -> hypervisor().unplugDisk(id, drive.slot());
            Runnable empty = () -> hypervisor().changeMedium(id, drive.slot(), Optional.empty());
            Runnable detach = () -> assembly.detach(drive);
            return switch (change) {
                case PLUG ->
                    giving(
                            drive.name(),
                            () -> assembly.attach(drive),
                            detach,
                            new Deed("plug", () -> hypervisor().plug(id, assembly.disk(drive)), unplug));
                case UNPLUG -> taking(drive.name(), "unplug", unplug, detach);
                case INSERT -> inserting(empty);
                case EJECT -> taking(drive.name(), "empty", empty, detach);
            };
        }

        private Plan inserting(Runnable empty) {
            Blueprint.Drive filled = new Blueprint.Drive(
                    drive.vbd(), disc(), drive.user(), drive.slot(), drive.kind(), true, drive.bus());
            return giving(
                    drive.name(),
                    () -> assembly.attach(filled),
                    () -> assembly.detach(filled),
                    new Deed(
                            "insert into",
                            () -> hypervisor()
                                    .changeMedium(
                                            id,
                                            drive.slot(),
                                            assembly.disk(filled).medium()),
                            empty));
        }

        private Ref<Vdi> disc() {
            return Ref.of(order.argument("vdi"));
        }

        @Override
        String type() {
            return "VBD";
        }

        @Override
        Ref<Vbd> device() {
            return vbd.ref();
        }

        @Override
        boolean takesOut() {
            return change == Change.UNPLUG || change == Change.EJECT;
        }

        @Override
        void write(Transaction transaction) {
            switch (change) {
                case PLUG -> DeviceRecords.connected(transaction, drive);
                case UNPLUG -> DeviceRecords.disconnected(transaction, vbd);
                case INSERT -> fill(transaction, vbd.ref(), disc());
                case EJECT -> empty(transaction, vbd.ref());
            }
        }
    }

    /** Writes that a disc lies in a drive. */
    static void fill(Transaction transaction, Ref<Vbd> vbd, Ref<Vdi> disc) {
        transaction.set(Vbd.CLASS, vbd, Vbd.VDI, disc);
        transaction.set(Vbd.CLASS, vbd, Vbd.EMPTY, false);
    }

    /** Writes that a drive is empty. */
    static void empty(Transaction transaction, Ref<Vbd> vbd) {
        transaction.set(Vbd.CLASS, vbd, Vbd.VDI, Ref.none());
        transaction.set(Vbd.CLASS, vbd, Vbd.EMPTY, true);
    }
}
