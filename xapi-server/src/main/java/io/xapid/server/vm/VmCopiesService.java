package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostOperation;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmCopies;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Makes VMs from other VMs and from templates. */
public final class VmCopiesService implements VmCopies {
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Jobs jobs;
    private final DiskLibrary library;
    private final CopyVmJob clone;
    private final CopyVmJob copy;
    private final ProvisionVmJob provision;
    private final VmAdmission admission;
    private final Ref<Pool> pool;
    private final Ref<Host> here;

    VmCopiesService(Jobs jobs, DiskLibrary library, VmAdmission admission, Ref<Pool> pool, Ref<Host> here) {
        this.jobs = jobs;
        this.library = library;
        this.clone = new CopyVmJob(CopyVmJob.Way.CLONE, library);
        this.copy = new CopyVmJob(CopyVmJob.Way.COPY, library);
        this.provision = new ProvisionVmJob(library);
        this.admission = admission;
        this.pool = pool;
        this.here = here;
    }

    static List<JobKind> kinds(DiskLibrary library) {
        return List.of(
                new CopyVmJob(CopyVmJob.Way.CLONE, library),
                new CopyVmJob(CopyVmJob.Way.COPY, library),
                new ProvisionVmJob(library));
    }

    @Override
    public CompletionStage<Ref<Vm>> clone(Call call, Ref<Vm> vm, String newName) {
        return submit(call, clone, vm, newName, VmOperation.CLONE, Ref.none());
    }

    @Override
    public CompletionStage<Ref<Vm>> copy(Call call, Ref<Vm> vm, String newName, Ref<Sr> sr) {
        return submit(call, copy, vm, newName, VmOperation.COPY, sr);
    }

    /** Copies are about the VM to be made, so that several of one VM are made side by side. */
    private CompletionStage<Ref<Vm>> submit(
            Call call, CopyVmJob kind, Ref<Vm> vm, String newName, VmOperation operation, Ref<Sr> sr) {
        var made = new Ref<Vm>("OpaqueRef:" + UUID.randomUUID());
        return jobs.submitFor(call, new JobRequest(kind, made, LONGEST, transaction -> {
            Row<Vm> source = Rows.require(transaction, Vm.CLASS, vm);
            admission.check(transaction, source, operation);
            Map<String, DiskLibrary.Identity> disks = disksOf(transaction, source, sr);
            var arguments = new HashMap<>(PlannedDisks.asArguments(disks));
            arguments.put(CopyVmJob.SOURCE, vm.value());
            arguments.put(CopyVmJob.NAME, newName);
            return new JobRequest.Admitted(
                    library.acting(transaction, here, repositories(transaction, disks)),
                    List.of(new Mark(Vm.CLASS, vm, operation)),
                    arguments);
        }));
    }

    /** Those that disks are copied from, and to. */
    private static List<Ref<Sr>> repositories(Transaction transaction, Map<String, DiskLibrary.Identity> disks) {
        var all = new ArrayList<Ref<Sr>>();
        disks.forEach((source, copy) -> {
            all.add(Rows.require(transaction, Vdi.CLASS, Ref.of(source)).get(Vdi.SR));
            all.add(copy.sr());
        });
        return all;
    }

    /** @param into the SR for all copies; the null reference to leave each in its own */
    private static Map<String, DiskLibrary.Identity> disksOf(Transaction transaction, Row<Vm> vm, Ref<Sr> into) {
        if (!into.isNull()) {
            Row<Sr> sr = Rows.require(transaction, Sr.CLASS, into);
            if (sr.get(Sr.CONTENT_TYPE).equals("iso")) {
                throw new CallFailure.OperationNotAllowed("An SR for CD images takes no copies of disks.");
            }
        }
        var disks = new LinkedHashMap<String, DiskLibrary.Identity>();
        for (Ref<Vbd> ref : vm.get(Vm.VBDS)) {
            Row<Vbd> vbd = Rows.require(transaction, Vbd.CLASS, ref);
            Row<Vdi> vdi = CopiedRows.isCopied(vbd) ? transaction.get(Vdi.CLASS, vbd.get(Vbd.VDI)) : null;
            if (vdi != null) {
                disks.put(vdi.ref().value(), PlannedDisks.choose(into.isNull() ? vdi.get(Vdi.SR) : into));
            }
        }
        return disks;
    }

    @Override
    public CompletionStage<Void> provision(Call call, Ref<Vm> vm) {
        return jobs.submitFor(call, new JobRequest(provision, vm, LONGEST, transaction -> {
            Row<Vm> row = Rows.require(transaction, Vm.CLASS, vm);
            admission.check(transaction, row, VmOperation.PROVISION);
            if (!row.get(Vm.OTHER_CONFIG).getOrDefault("postinstall", "").isEmpty()) {
                throw new CallFailure.NotImplemented("VM.provision of a template with an install script");
            }
            Map<String, DiskLibrary.Identity> disks = disksFor(transaction, row);
            Ref<Host> acting = library.acting(
                    transaction,
                    here,
                    disks.values().stream().map(DiskLibrary.Identity::sr).toList());
            return new JobRequest.Admitted(
                    acting,
                    List.of(
                            new Mark(Vm.CLASS, vm, VmOperation.PROVISION),
                            new Mark(Host.CLASS, acting, HostOperation.PROVISION)),
                    PlannedDisks.asArguments(disks));
        }));
    }

    private Map<String, DiskLibrary.Identity> disksFor(Transaction transaction, Row<Vm> vm) {
        var disks = new LinkedHashMap<String, DiskLibrary.Identity>();
        for (ProvisionDisks.Disk disk : ProvisionVmJob.wantedBy(vm)) {
            disks.put(disk.device(), PlannedDisks.choose(repository(transaction, disk.sr())));
        }
        return disks;
    }

    private Ref<Sr> repository(Transaction transaction, String uuid) {
        if (!uuid.isEmpty()) {
            return transaction
                    .table(Sr.CLASS)
                    .findByUuid(uuid)
                    .map(Row::ref)
                    .orElseThrow(() -> new CallFailure.UuidInvalid("SR", uuid));
        }
        Row<Pool> row = transaction.get(Pool.CLASS, pool);
        Ref<Sr> usual = row == null ? Ref.none() : row.get(Pool.DEFAULT_SR);
        if (transaction.get(Sr.CLASS, usual) == null) {
            throw new SrFailure.DefaultSrNotFound(usual);
        }
        return usual;
    }
}
