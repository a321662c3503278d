package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes the disks that a template asks for, after which the template is a VM that can be started. */
final class ProvisionVmJob implements JobKind {
    private final DiskLibrary library;

    ProvisionVmJob(DiskLibrary library) {
        this.library = library;
    }

    @Override
    public String name() {
        return "VM.provision";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order, Rows.require(state, Vm.CLASS, order.about()));
    }

    private final class Run implements JobRun {
        private final Row<Vm> vm;
        private final List<ProvisionDisks.Disk> wanted;
        private final Map<String, DiskLibrary.Identity> identities;

        Run(JobOrder order, Row<Vm> vm) {
            this.vm = vm;
            this.wanted = wantedBy(vm);
            this.identities = PlannedDisks.from(order.arguments());
        }

        @Override
        public Plan plan() {
            return Plan.named("VM.provision").thenEach(wanted, this::making).build();
        }

        private Step making(ProvisionDisks.Disk disk) {
            DiskLibrary.Identity identity = identityOf(disk);
            return step(
                            "create disk " + disk.device(),
                            c -> library.create(new DiskLibrary.Wanted(
                                    identity,
                                    vm.get(Vm.NAME_LABEL) + " " + disk.device(),
                                    disk.type(),
                                    disk.size(),
                                    Map.of())))
                    .undoneBy(c -> library.destroy(identity));
        }

        private DiskLibrary.Identity identityOf(ProvisionDisks.Disk disk) {
            return Objects.requireNonNull(identities.get(disk.device()), "chosen when the job was admitted");
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            wanted.forEach(disk -> transaction.insert(
                    Vbd.CLASS,
                    Map.<Field<Vbd, ?>, Object>of(
                            Vbd.VM, vm.ref(),
                            Vbd.VDI, identityOf(disk).vdi(),
                            Vbd.USERDEVICE, disk.device(),
                            Vbd.BOOTABLE, disk.bootable(),
                            Vbd.MODE, VbdMode.READ_WRITE,
                            Vbd.TYPE, VbdType.DISK,
                            Vbd.EMPTY, false,
                            Vbd.OTHER_CONFIG, Map.of("owner", ""))));
            var otherConfig =
                    new HashMap<>(Rows.require(transaction, Vm.CLASS, vm.ref()).get(Vm.OTHER_CONFIG));
            otherConfig.remove(ProvisionDisks.KEY);
            transaction.set(Vm.CLASS, vm.ref(), Vm.OTHER_CONFIG, otherConfig);
            transaction.set(Vm.CLASS, vm.ref(), Vm.IS_A_TEMPLATE, false);
            return JobResult.NOTHING;
        }

        @Override
        public Failure explain(Exception problem) {
            return HypervisorFailures.internal(problem);
        }
    }

    static List<ProvisionDisks.Disk> wantedBy(Row<Vm> vm) {
        String xml = vm.get(Vm.OTHER_CONFIG).get(ProvisionDisks.KEY);
        return xml == null ? List.of() : ProvisionDisks.parse(xml);
    }
}
