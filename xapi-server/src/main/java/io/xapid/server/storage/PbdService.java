package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.PbdMessages;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.api.Constructor;
import io.xapid.server.api.Destructor;
import io.xapid.server.api.NewObject;
import io.xapid.server.job.JobRecord;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRequest.Admitted;
import io.xapid.server.job.Jobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Messages of class PBD: connecting hosts to repositories. */
public final class PbdService implements PbdMessages, Constructor<Pbd>, Destructor<Pbd> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Set<String> COPIES = Set.of(DuplicateVdi.Way.COPY.message(), CopyIntoVdi.NAME);

    private final Store store;
    private final Jobs jobs;
    private final SrAdmission admission;
    private final PlugPbd plugging;
    private final UnplugPbd unplugging;

    PbdService(StorageRoom room, Jobs jobs) {
        this.store = room.store();
        this.jobs = jobs;
        this.admission = room.ofRepositories();
        this.plugging = new PlugPbd(room.repositories());
        this.unplugging = new UnplugPbd(room.repositories());
    }

    @Override
    public CompletionStage<Ref<Pbd>> create(Call call, NewObject<Pbd> wanted) {
        Map<String, String> deviceConfig = wanted.get(Pbd.DEVICE_CONFIG);
        Plugs.refuseReservedKeys(deviceConfig);
        return jobs.inTurn(call, transaction -> {
            Row<Sr> sr = Disks.requireSr(transaction, wanted.get(Pbd.SR));
            Ref<Host> host = wanted.get(Pbd.HOST);
            if (transaction.get(Host.CLASS, host) == null) {
                throw new CallFailure.HandleInvalid("host", host.value());
            }
            admission.admit(transaction, sr, StorageOperation.PBD_CREATE);
            Plugs.find(transaction, sr, host).ifPresent(present -> {
                throw new SrFailure.PbdExists(sr.ref(), host, present.ref());
            });
            return transaction.insert(
                    Pbd.CLASS,
                    Map.<Field<Pbd, ?>, Object>of(
                            Pbd.SR,
                            sr.ref(),
                            Pbd.HOST,
                            host,
                            Pbd.DEVICE_CONFIG,
                            deviceConfig,
                            Pbd.OTHER_CONFIG,
                            wanted.get(Pbd.OTHER_CONFIG)));
        });
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Pbd> pbd) {
        return jobs.inTurn(call, transaction -> {
            Row<Pbd> row = require(transaction, pbd);
            if (Plugs.isPlugged(row)) {
                throw new CallFailure.OperationNotAllowed("PBD is currently attached");
            }
            admission.admit(transaction, Disks.requireSr(transaction, row.get(Pbd.SR)), StorageOperation.PBD_DESTROY);
            transaction.delete(Pbd.CLASS, pbd);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> plug(Call call, Ref<Pbd> self) {
        return jobs.submitFor(call, new JobRequest(plugging, self, PATIENCE, transaction -> {
            Row<Pbd> pbd = require(transaction, self);
            Row<Sr> sr = Disks.requireSr(transaction, pbd.get(Pbd.SR));
            admission.admit(transaction, sr, StorageOperation.PLUG);
            if (!sr.get(Sr.SHARED)) {
                Plugs.of(transaction, sr)
                        .filter(other -> Plugs.isPlugged(other) && !other.ref().equals(self))
                        .findFirst()
                        .ifPresent(other -> {
                            throw new SrFailure.NotSharable(sr.ref(), other.get(Pbd.HOST));
                        });
            }
            return admitted(pbd, sr, StorageOperation.PLUG);
        }));
    }

    @Override
    public CompletionStage<Void> unplug(Call call, Ref<Pbd> self) {
        return jobs.submitFor(call, new JobRequest(unplugging, self, PATIENCE, transaction -> {
            Row<Pbd> pbd = require(transaction, self);
            Row<Sr> sr = Disks.requireSr(transaction, pbd.get(Pbd.SR));
            admission.admit(transaction, sr, StorageOperation.UNPLUG);
            refuseIfNeeded(transaction.view(), sr);
            return admitted(pbd, sr, StorageOperation.UNPLUG);
        }));
    }

    @Override
    public CompletionStage<Void> setDeviceConfig(Call call, Ref<Pbd> self, Map<String, String> value) {
        return store.transact(transaction -> {
            DriverSession.require(transaction, call, require(transaction, self).get(Pbd.SR));
            transaction.set(Pbd.CLASS, self, Pbd.DEVICE_CONFIG, value);
            return null;
        });
    }

    /** A repository is needed by guests that use its disks, by operations on disks, and by copies that it receives. */
    private static void refuseIfNeeded(Snapshot state, Row<Sr> sr) {
        var inUse = new ArrayList<Ref<Vdi>>();
        var busy = new ArrayList<CallFailure.OtherOperationInProgress>();
        for (Ref<Vdi> ref : sr.get(Sr.VDIS)) {
            state.find(Vdi.CLASS, ref).ifPresent(vdi -> {
                boolean attached = DiskView.drivesOf(state, vdi).stream().anyMatch(DiskView::isActive);
                if (attached && vdi.get(Vdi.TYPE) != VdiType.METADATA) {
                    inUse.add(ref);
                }
                vdi.get(Vdi.CURRENT_OPERATIONS)
                        .forEach((task, operation) -> busy.add(new CallFailure.OtherOperationInProgress(
                                "VDI", ref.value(), operation.wireName(), task)));
            });
        }
        if (!inUse.isEmpty()) {
            throw new VdiFailure.InUse(inUse.toArray(new Ref<?>[0]));
        }
        state.table(JobRecord.CLASS).stream()
                .filter(job -> COPIES.contains(job.get(JobRecord.KIND)))
                .filter(job -> involves(job.get(JobRecord.ARGUMENTS), sr.ref().value()))
                .forEach(job -> busy.add(new CallFailure.OtherOperationInProgress(
                        "VDI",
                        job.get(JobRecord.ARGUMENTS).getOrDefault(DuplicateVdi.SOURCE, ""),
                        VdiOperation.COPY.wireName(),
                        job.get(JobRecord.TASK).value())));
        if (!busy.isEmpty()) {
            throw busy.get(0);
        }
    }

    private static boolean involves(Map<String, String> copy, String sr) {
        return sr.equals(copy.get("sr")) || sr.equals(copy.get(CopyIntoVdi.BASE_SR));
    }

    private static Admitted admitted(Row<Pbd> pbd, Row<Sr> sr, StorageOperation operation) {
        return new Admitted(
                pbd.get(Pbd.HOST),
                List.of(Disks.mark(sr, operation)),
                Map.of("sr", sr.ref().value(), "operation", operation.wireName()));
    }

    private static Row<Pbd> require(Transaction transaction, Ref<Pbd> pbd) {
        return transaction.find(Pbd.CLASS, pbd).orElseThrow(() -> new CallFailure.HandleInvalid("PBD", pbd.value()));
    }
}
