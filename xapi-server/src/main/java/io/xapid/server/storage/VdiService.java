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
import io.xapid.model.storage.VdiRegistry;
import io.xapid.model.storage.VdiSettings;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.api.Constructor;
import io.xapid.server.api.Destructor;
import io.xapid.server.api.NewObject;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRequest.Admitted;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import io.xapid.server.storage.DuplicateVdi.Way;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Messages of class VDI: making, removing, growing, copying and naming disks. */
public final class VdiService implements VdiCopies, VdiSettings, VdiRegistry, Constructor<Vdi>, Destructor<Vdi> {
    private static final Duration QUICK = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofHours(24);

    private final Store store;
    private final Jobs jobs;
    private final Ref<Host> here;
    private final VdiAdmission admission;
    private final SrAdmission srAdmission;
    private final CreateVdi creating;
    private final DestroyVdi destroying;
    private final ResizeVdi resizing;
    private final Map<Way, DuplicateVdi> duplicating = new EnumMap<>(Way.class);

    public VdiService(
            Store store,
            Jobs jobs,
            Ref<Host> here,
            VdiAdmission admission,
            SrAdmission srAdmission,
            Repositories repositories) {
        this.store = store;
        this.jobs = jobs;
        this.here = here;
        this.admission = admission;
        this.srAdmission = srAdmission;
        this.creating = new CreateVdi(repositories);
        this.destroying = new DestroyVdi(repositories);
        this.resizing = new ResizeVdi(repositories);
        for (Way way : Way.values()) {
            duplicating.put(way, new DuplicateVdi(way, repositories));
        }
    }

    /** The kinds of jobs about disks, for {@code JobRunner}. */
    public static List<JobKind> kinds(Repositories repositories) {
        return List.of(
                new CreateVdi(repositories),
                new DestroyVdi(repositories),
                new ResizeVdi(repositories),
                new DuplicateVdi(Way.CLONE, repositories),
                new DuplicateVdi(Way.SNAPSHOT, repositories),
                new DuplicateVdi(Way.COPY, repositories));
    }

    @Override
    public CompletionStage<Ref<Vdi>> create(Call call, NewObject<Vdi> wanted) {
        if (wanted.get(Vdi.TYPE) == VdiType.CBT_METADATA) {
            throw new VdiFailure.IncompatibleType(Ref.none(), "CBT metadata");
        }
        long size = wanted.get(Vdi.VIRTUAL_SIZE);
        if (size <= 0) {
            throw new CallFailure.InvalidValue("virtual_size", String.valueOf(size));
        }
        Ref<Sr> sr = wanted.get(Vdi.SR);
        String uuid = UUID.randomUUID().toString();
        DiskWishes wishes = wishesOf(wanted);
        return jobs.submitFor(call, new JobRequest(creating, new Ref<Vdi>(uuid), QUICK, transaction -> {
            Row<Sr> row = requireSr(transaction, sr);
            srAdmission.admit(transaction, row, StorageOperation.VDI_CREATE);
            requirePlugged(transaction, row);
            Map<String, String> arguments = new HashMap<>(wishes.asArguments());
            arguments.put("operation", "VDI.create");
            arguments.put("sr", sr.value());
            arguments.put("uuid", uuid);
            arguments.put("virtual_size", String.valueOf(size));
            return new Admitted(here, List.of(mark(row, StorageOperation.VDI_CREATE)), arguments);
        }));
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Vdi> vdi) {
        return jobs.submitFor(call, new JobRequest(destroying, vdi, QUICK, transaction -> {
            Row<Vdi> row = require(transaction, vdi);
            Row<Sr> sr = requireSr(transaction, row.get(Vdi.SR));
            admission.admit(transaction, row, VdiOperation.DESTROY);
            srAdmission.admit(transaction, sr, StorageOperation.VDI_DESTROY);
            requirePlugged(transaction, sr);
            return new Admitted(
                    here,
                    List.of(mark(sr, StorageOperation.VDI_DESTROY), mark(row, VdiOperation.DESTROY)),
                    argumentsOf("destroy", row));
        }));
    }

    @Override
    public CompletionStage<Void> resize(Call call, Ref<Vdi> vdi, long size) {
        return jobs.submitFor(call, new JobRequest(resizing, vdi, QUICK, transaction -> {
            Row<Vdi> row = require(transaction, vdi);
            Row<Sr> sr = requireSr(transaction, row.get(Vdi.SR));
            admission.admit(transaction, row, VdiOperation.RESIZE);
            srAdmission.admit(transaction, sr, StorageOperation.VDI_RESIZE);
            if (size < row.get(Vdi.VIRTUAL_SIZE)) {
                throw new VdiFailure.TooSmall(vdi, row.get(Vdi.VIRTUAL_SIZE));
            }
            Map<String, String> arguments = argumentsOf("resize", row);
            arguments.put("virtual_size", String.valueOf(size));
            return new Admitted(
                    here, List.of(mark(sr, StorageOperation.VDI_RESIZE), mark(row, VdiOperation.RESIZE)), arguments);
        }));
    }

    @Override
    public CompletionStage<Ref<Vdi>> clone(Call call, Ref<Vdi> vdi, Map<String, String> driverParams) {
        return duplicate(call, vdi, Way.CLONE, VdiOperation.CLONE, StorageOperation.VDI_CLONE);
    }

    @Override
    public CompletionStage<Ref<Vdi>> snapshot(Call call, Ref<Vdi> vdi, Map<String, String> driverParams) {
        return duplicate(call, vdi, Way.SNAPSHOT, VdiOperation.SNAPSHOT, StorageOperation.VDI_SNAPSHOT);
    }

    @Override
    public CompletionStage<Ref<Vdi>> copy(Call call, Ref<Vdi> vdi, Ref<Sr> sr, Ref<Vdi> baseVdi, Ref<Vdi> intoVdi) {
        if (!baseVdi.isNull() || !intoVdi.isNull()) {
            throw new CallFailure.NotImplemented("VDI.copy with base_vdi or into_vdi");
        }
        String uuid = UUID.randomUUID().toString();
        return jobs.submitFor(call, new JobRequest(duplicating(Way.COPY), vdi, LONG, transaction -> {
            Row<Vdi> row = require(transaction, vdi);
            admission.admit(transaction, row, VdiOperation.COPY);
            Row<Sr> target = requireSr(transaction, sr.isNull() ? row.get(Vdi.SR) : sr);
            srAdmission.admit(transaction, target, StorageOperation.VDI_CREATE);
            requirePlugged(transaction, target);
            requirePlugged(transaction, requireSr(transaction, row.get(Vdi.SR)));
            return new Admitted(
                    here,
                    List.of(mark(target, StorageOperation.VDI_CREATE), mark(row, VdiOperation.COPY)),
                    duplicateOf(row, target, uuid, "copy"));
        }));
    }

    @Override
    public CompletionStage<Void> setNameLabel(Call call, Ref<Vdi> self, String value) {
        return store.transact(transaction -> {
            transaction.set(Vdi.CLASS, require(transaction, self).ref(), Vdi.NAME_LABEL, value);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> setNameDescription(Call call, Ref<Vdi> self, String value) {
        return store.transact(transaction -> {
            transaction.set(Vdi.CLASS, require(transaction, self).ref(), Vdi.NAME_DESCRIPTION, value);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> forget(Call call, Ref<Vdi> vdi) {
        return store.transact(transaction -> {
            Row<Vdi> row = require(transaction, vdi);
            admission.admit(transaction, row, VdiOperation.FORGET);
            transaction.delete(Vdi.CLASS, row.ref());
            return null;
        });
    }

    @Override
    public CompletionStage<Void> forceUnlock(Call call, Ref<Vdi> vdi) {
        throw new CallFailure.MessageDeprecated();
    }

    private CompletionStage<Ref<Vdi>> duplicate(
            Call call, Ref<Vdi> vdi, Way way, VdiOperation operation, StorageOperation srOperation) {
        String uuid = UUID.randomUUID().toString();
        return jobs.submitFor(call, new JobRequest(duplicating(way), vdi, QUICK, transaction -> {
            Row<Vdi> row = require(transaction, vdi);
            Row<Sr> sr = requireSr(transaction, row.get(Vdi.SR));
            admission.admit(transaction, row, operation);
            srAdmission.admit(transaction, sr, srOperation);
            requirePlugged(transaction, sr);
            return new Admitted(
                    here,
                    List.of(mark(sr, srOperation), mark(row, operation)),
                    duplicateOf(row, sr, uuid, operation.wireName()));
        }));
    }

    private DuplicateVdi duplicating(Way way) {
        return java.util.Objects.requireNonNull(duplicating.get(way));
    }

    private static Map<String, String> argumentsOf(String operation, Row<Vdi> row) {
        var arguments = new HashMap<String, String>();
        arguments.put("operation", operation);
        arguments.put("sr", row.get(Vdi.SR).value());
        arguments.put("uuid", row.get(Vdi.UUID));
        return arguments;
    }

    private static Map<String, String> duplicateOf(Row<Vdi> row, Row<Sr> target, String uuid, String operation) {
        var wishes = new DiskWishes(
                row.get(Vdi.NAME_LABEL),
                row.get(Vdi.NAME_DESCRIPTION),
                row.get(Vdi.TYPE),
                row.get(Vdi.SHARABLE),
                false,
                row.get(Vdi.OTHER_CONFIG),
                Map.of(),
                row.get(Vdi.XENSTORE_DATA),
                Map.of());
        var arguments = new HashMap<>(wishes.asArguments());
        arguments.put("operation", operation);
        arguments.put("sr", target.ref().value());
        arguments.put("uuid", uuid);
        arguments.put("from", row.get(Vdi.UUID));
        arguments.put("from_sr", row.get(Vdi.SR).value());
        return arguments;
    }

    private static DiskWishes wishesOf(NewObject<Vdi> wanted) {
        var tags = new HashMap<String, String>();
        wanted.get(Vdi.TAGS).forEach(tag -> tags.put(tag, ""));
        return new DiskWishes(
                wanted.get(Vdi.NAME_LABEL),
                wanted.get(Vdi.NAME_DESCRIPTION),
                wanted.get(Vdi.TYPE),
                wanted.get(Vdi.SHARABLE),
                wanted.get(Vdi.READ_ONLY),
                wanted.get(Vdi.OTHER_CONFIG),
                wanted.get(Vdi.SM_CONFIG),
                wanted.get(Vdi.XENSTORE_DATA),
                tags);
    }

    private static Row<Vdi> require(Transaction transaction, Ref<Vdi> vdi) {
        return transaction.find(Vdi.CLASS, vdi).orElseThrow(() -> new CallFailure.HandleInvalid("VDI", vdi.value()));
    }

    static Row<Sr> requireSr(Transaction transaction, Ref<Sr> sr) {
        return transaction.find(Sr.CLASS, sr).orElseThrow(() -> new CallFailure.HandleInvalid("SR", sr.value()));
    }

    private void requirePlugged(Transaction transaction, Row<Sr> sr) {
        Plugs.require(transaction, sr, here);
    }

    private static Mark mark(Row<Sr> sr, StorageOperation operation) {
        return new Mark(Sr.CLASS, sr.ref(), operation);
    }

    private static Mark mark(Row<Vdi> vdi, VdiOperation operation) {
        return new Mark(Vdi.CLASS, vdi.ref(), operation);
    }
}
