package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.storage.VdiRegistry;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRequest.Admitted;
import io.xapid.server.job.Jobs;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Messages of class VDI that make disks known and forget them, while their volumes stay as they are. */
public final class VdiRegistryService implements VdiRegistry {
    private final Jobs jobs;
    private final Ref<Host> here;
    private final VdiAdmission admission;
    private final SrAdmission srAdmission;
    private final IntroduceVdi introducing;
    private final UpdateVdi updating;

    VdiRegistryService(StorageRoom room, Jobs jobs) {
        this.jobs = jobs;
        this.here = room.here();
        this.admission = room.disks();
        this.srAdmission = room.ofRepositories();
        this.introducing = new IntroduceVdi(room.repositories());
        this.updating = new UpdateVdi(room.repositories());
    }

    /** What the storage itself knows of the volume wins over what the caller says of it. */
    @Override
    public CompletionStage<Ref<Vdi>> introduce(
            Call call,
            String uuid,
            String nameLabel,
            String nameDescription,
            Ref<Sr> sr,
            VdiType type,
            boolean sharable,
            boolean readOnly,
            Map<String, String> otherConfig,
            String location,
            Map<String, String> xenstoreData,
            Map<String, String> smConfig,
            boolean managed,
            long virtualSize,
            long physicalUtilisation,
            Ref<Pool> metadataOfPool,
            boolean isASnapshot,
            Instant snapshotTime,
            Ref<Vdi> snapshotOf) {
        Optional<String> chosen = uuid.isEmpty()
                ? Optional.empty()
                : Optional.of(Uuids.canonical(uuid).orElseThrow(() -> new CallFailure.UuidInvalid("VDI", uuid)));
        var wishes = new DiskWishes(
                nameLabel, nameDescription, type, sharable, readOnly, otherConfig, smConfig, xenstoreData, List.of());
        var ref = new Ref<Vdi>("OpaqueRef:" + UUID.randomUUID());
        return jobs.submitFor(call, new JobRequest(introducing, ref, VdiService.PATIENCE, transaction -> {
            Row<Sr> row = Disks.requireSr(transaction, sr);
            srAdmission.admit(transaction, row, StorageOperation.VDI_INTRODUCE);
            Ref<Host> acting = Plugs.acting(transaction, here, row);
            requireFree(transaction, row, location);
            var arguments = new HashMap<>(wishes.asArguments());
            arguments.put("operation", "introduce");
            arguments.put("sr", sr.value());
            arguments.put(IntroduceVdi.LOCATION, location);
            chosen.ifPresent(id -> arguments.put(IntroduceVdi.EXPECTED, id));
            return new Admitted(acting, List.of(Disks.mark(row, StorageOperation.VDI_INTRODUCE)), arguments);
        }));
    }

    @Override
    public CompletionStage<Void> forget(Call call, Ref<Vdi> vdi) {
        return jobs.inTurn(call, transaction -> {
            Row<Vdi> row = Disks.require(transaction, vdi);
            admission.admit(transaction, row, VdiOperation.FORGET);
            VdiRows.remove(transaction, row);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> update(Call call, Ref<Vdi> vdi) {
        return jobs.submitFor(call, new JobRequest(updating, vdi, VdiService.PATIENCE, transaction -> {
            Row<Vdi> row = Disks.require(transaction, vdi);
            admission.admit(transaction, row, VdiOperation.UPDATE);
            Ref<Host> acting = Plugs.acting(transaction, here, Disks.requireSr(transaction, row.get(Vdi.SR)));
            return new Admitted(acting, List.of(Disks.mark(row, VdiOperation.UPDATE)), Disks.arguments("update", row));
        }));
    }

    @Override
    public CompletionStage<Void> forceUnlock(Call call, Ref<Vdi> vdi) {
        throw new CallFailure.MessageDeprecated();
    }

    private static void requireFree(Transaction transaction, Row<Sr> sr, String location) {
        boolean taken = sr.get(Sr.VDIS).stream()
                .map(ref -> transaction.get(Vdi.CLASS, ref))
                .anyMatch(vdi -> vdi != null && vdi.get(Vdi.LOCATION).equals(location));
        if (taken) {
            throw new SrFailure.LocationNotUnique(sr.ref(), location);
        }
    }
}
