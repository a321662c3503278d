package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
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

    private final class Run implements JobRun {
        private final JobOrder order;
        private final Row<Vm> vm;
        private final Row<Vbd> vbd;
        private final Blueprint.Drive drive;
        private volatile boolean out;

        Run(JobOrder order, Row<Vm> vm, Row<Vbd> vbd, Blueprint.Drive drive) {
            this.order = order;
            this.vm = vm;
            this.vbd = vbd;
            this.drive = drive;
        }

        @Override
        public Plan plan() {
            var assembly = new Assembly(on.disks(), on.networks());
            return switch (change) {
                case PLUG ->
                    attaching(assembly, drive)
                            .then(step(
                                            "plug " + drive.name(),
                                            c -> on.hypervisor().plug(DomainSpecs.idOf(vm), assembly.disk(drive)))
                                    .undoneBy(c -> on.hypervisor().unplugDisk(DomainSpecs.idOf(vm), drive.slot())))
                            .build();
                case UNPLUG ->
                    detaching(
                            assembly, "unplug ", () -> on.hypervisor().unplugDisk(DomainSpecs.idOf(vm), drive.slot()));
                case INSERT -> inserting(assembly);
                case EJECT ->
                    detaching(
                            assembly,
                            "empty ",
                            () -> on.hypervisor().changeMedium(DomainSpecs.idOf(vm), drive.slot(), Optional.empty()));
            };
        }

        private Plan inserting(Assembly assembly) {
            Blueprint.Drive filled = new Blueprint.Drive(
                    drive.vbd(), disc(), drive.user(), drive.slot(), drive.kind(), true, drive.bus());
            return attaching(assembly, filled)
                    .then(step(
                                    "insert into " + drive.name(),
                                    c -> on.hypervisor()
                                            .changeMedium(
                                                    DomainSpecs.idOf(vm),
                                                    drive.slot(),
                                                    assembly.disk(filled).medium()))
                            .undoneBy(c ->
                                    on.hypervisor().changeMedium(DomainSpecs.idOf(vm), drive.slot(), Optional.empty())))
                    .build();
        }

        private Plan.Builder attaching(Assembly assembly, Blueprint.Drive what) {
            return Plan.named(name())
                    .then(step("attach " + what.name(), c -> assembly.attach(what))
                            .undoneBy(c -> assembly.detach(what)));
        }

        private Plan detaching(Assembly assembly, String verb, Runnable takingOut) {
            return Plan.named(name())
                    .then(step(verb + drive.name(), c -> {
                                takingOut.run();
                                out = true;
                            })
                            .forGood()
                            .undoneBy(c -> {
                                if (out) {
                                    assembly.detach(drive);
                                }
                            }))
                    .then(step("detach " + drive.name(), c -> assembly.detach(drive)))
                    .build();
        }

        private Ref<Vdi> disc() {
            return Ref.of(order.argument("vdi"));
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
                case PLUG -> DeviceRecords.connected(transaction, drive);
                case UNPLUG -> DeviceRecords.disconnected(transaction, vbd);
                case INSERT -> fill(transaction, vbd.ref(), disc());
                case EJECT -> empty(transaction, vbd.ref());
            }
            transaction.touch(Vm.CLASS, vm.ref());
        }

        @Override
        public Failure explain(Exception problem) {
            return change == Change.UNPLUG || change == Change.EJECT
                    ? HypervisorFailures.ofUnplug(problem, "VBD", vbd.ref())
                    : HypervisorFailures.ofEnded(problem, on.hypervisor(), vm, PowerState.RUNNING)
                            .orElseGet(() -> HypervisorFailures.ofPlug(problem, "VBD", vbd.ref()));
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
