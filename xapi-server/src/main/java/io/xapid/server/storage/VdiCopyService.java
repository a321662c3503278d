package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiCopies;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRequest.Admitted;
import io.xapid.server.job.Jobs;
import io.xapid.server.storage.DuplicateVdi.Way;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Messages of class VDI that make a disk from another. */
public final class VdiCopyService implements VdiCopies {
    private static final Duration LONG = Duration.ofHours(24);

    private final Jobs jobs;
    private final Ref<Host> here;
    private final VdiAdmission admission;
    private final SrAdmission srAdmission;
    private final DuplicateVdi cloning;
    private final DuplicateVdi snapshotting;
    private final DuplicateVdi copying;
    private final CopyIntoVdi copyingInto;

    VdiCopyService(StorageRoom room, Jobs jobs) {
        this.jobs = jobs;
        this.here = room.here();
        this.admission = room.disks();
        this.srAdmission = room.ofRepositories();
        this.cloning = room.duplicating(Way.CLONE);
        this.snapshotting = room.duplicating(Way.SNAPSHOT);
        this.copying = room.duplicating(Way.COPY);
        this.copyingInto = room.copyingInto();
    }

    @Override
    public CompletionStage<Ref<Vdi>> clone(Call call, Ref<Vdi> vdi, Map<String, String> driverParams) {
        return fork(call, vdi, cloning, VdiOperation.CLONE, StorageOperation.VDI_CLONE);
    }

    @Override
    public CompletionStage<Ref<Vdi>> snapshot(Call call, Ref<Vdi> vdi, Map<String, String> driverParams) {
        return fork(call, vdi, snapshotting, VdiOperation.SNAPSHOT, StorageOperation.VDI_SNAPSHOT);
    }

    /** It marks the source alone: a copy may take hours, during which the target repository serves others. */
    @Override
    public CompletionStage<Ref<Vdi>> copy(Call call, Ref<Vdi> vdi, Ref<Sr> sr, Ref<Vdi> baseVdi, Ref<Vdi> intoVdi) {
        String uuid = UUID.randomUUID().toString();
        Ref<Vdi> subject = intoVdi.isNull() ? freshRef() : intoVdi;
        Ref<Vdi> base = baseVdi.equals(intoVdi) ? Ref.none() : baseVdi; // what it is like itself makes no difference
        JobKind kind = base.isNull() && intoVdi.isNull() ? copying : copyingInto;
        return jobs.submitFor(call, new JobRequest(kind, subject, LONG, transaction -> {
            Row<Vdi> source = readable(transaction, vdi);
            var arguments = new HashMap<>(
                    intoVdi.isNull()
                            ? toNewDisk(transaction, source, sr, uuid)
                            : toOldDisk(transaction, source, intoVdi));
            if (kind.equals(copyingInto) && intoVdi.isNull()) {
                arguments.put(CopyIntoVdi.NEW_SIZE, source.get(Vdi.VIRTUAL_SIZE).toString());
            }
            if (!base.isNull()) {
                Row<Vdi> alike = readable(transaction, base);
                arguments.put(CopyIntoVdi.BASE, alike.get(Vdi.UUID));
                arguments.put(CopyIntoVdi.BASE_SR, alike.get(Vdi.SR).value());
            }
            return new Admitted(
                    Plugs.acting(transaction, here, repositories(transaction, arguments)),
                    List.of(Disks.mark(source, VdiOperation.COPY)),
                    arguments);
        }));
    }

    private Row<Vdi> readable(Transaction transaction, Ref<Vdi> vdi) {
        Row<Vdi> row = Disks.require(transaction, vdi);
        admission.admit(transaction, row, VdiOperation.COPY);
        return row;
    }

    /** All that the host must have that carries it out. */
    private static List<Row<Sr>> repositories(Transaction transaction, Map<String, String> arguments) {
        return Stream.of("from_sr", "sr", CopyIntoVdi.BASE_SR)
                .filter(arguments::containsKey)
                .map(name -> Disks.requireSr(transaction, Ref.of(arguments.getOrDefault(name, ""))))
                .toList();
    }

    private Map<String, String> toNewDisk(Transaction transaction, Row<Vdi> source, Ref<Sr> sr, String uuid) {
        Row<Sr> target = Disks.requireSr(transaction, sr);
        srAdmission.admit(transaction, target, StorageOperation.VDI_CREATE);
        return arguments(source, target, uuid, VdiOperation.COPY);
    }

    private Map<String, String> toOldDisk(Transaction transaction, Row<Vdi> source, Ref<Vdi> into) {
        Row<Vdi> target = Disks.require(transaction, into);
        if (!target.get(Vdi.MANAGED)) {
            throw new VdiFailure.NotManaged(into);
        }
        if (target.get(Vdi.READ_ONLY)) {
            throw new VdiFailure.ReadOnly(into);
        }
        if (target.get(Vdi.VIRTUAL_SIZE) < source.get(Vdi.VIRTUAL_SIZE)) {
            throw new VdiFailure.TooSmall(into, source.get(Vdi.VIRTUAL_SIZE));
        }
        admission.admitReplacing(transaction, target);
        Row<Sr> sr = Disks.requireSr(transaction, target.get(Vdi.SR));
        return arguments(source, sr, target.get(Vdi.UUID), VdiOperation.COPY);
    }

    /** No backend of ours can, so the repository's lack of the feature is the answer. */
    @Override
    public CompletionStage<Void> revert(Call call, Ref<Vdi> snapshot) {
        return jobs.inTurn(call, transaction -> {
            Row<Vdi> row = Disks.require(transaction, snapshot);
            Row<Sr> sr = Disks.requireSr(transaction, row.get(Vdi.SR));
            srAdmission.admit(transaction, sr, StorageOperation.VDI_REVERT);
            admission.admit(transaction, row, VdiOperation.REVERT_TO);
            throw new CallFailure.NotImplemented("VDI.revert");
        });
    }

    private CompletionStage<Ref<Vdi>> fork(
            Call call, Ref<Vdi> vdi, DuplicateVdi kind, VdiOperation operation, StorageOperation srOperation) {
        String uuid = UUID.randomUUID().toString();
        return jobs.submitFor(call, new JobRequest(kind, freshRef(), VdiService.PATIENCE, transaction -> {
            Row<Vdi> row = Disks.require(transaction, vdi);
            Row<Sr> sr = Disks.requireSr(transaction, row.get(Vdi.SR));
            srAdmission.admit(transaction, sr, srOperation);
            admission.admit(transaction, row, operation);
            if (!row.get(Vdi.MANAGED)) {
                throw new VdiFailure.NotManaged(vdi);
            }
            return new Admitted(
                    Plugs.acting(transaction, here, sr),
                    List.of(Disks.mark(sr, srOperation), Disks.mark(row, operation)),
                    arguments(row, sr, uuid, operation));
        }));
    }

    private static Ref<Vdi> freshRef() {
        return new Ref<>("OpaqueRef:" + UUID.randomUUID());
    }

    private static Map<String, String> arguments(Row<Vdi> source, Row<Sr> target, String uuid, VdiOperation operation) {
        var arguments = new HashMap<>(DiskWishes.like(source).asArguments());
        arguments.put("operation", operation.wireName());
        arguments.put("sr", target.ref().value());
        arguments.put("uuid", uuid);
        arguments.put(DuplicateVdi.SOURCE, source.ref().value());
        arguments.put("from", source.get(Vdi.UUID));
        arguments.put("from_sr", source.get(Vdi.SR).value());
        return arguments;
    }
}
