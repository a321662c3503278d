package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import io.xapid.model.pool.PoolFailure;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.ProbeResult;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrContents;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.SrLifecycle;
import io.xapid.model.storage.SrSettings;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRequest.Admitted;
import io.xapid.server.job.Jobs;
import io.xapid.storage.DriverDescription;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Messages of class SR: making, removing, scanning and naming repositories. */
public final class SrService implements SrLifecycle, SrContents, SrSettings {
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final long UNKNOWN = -1;

    private final StorageRoom room;
    private final Store store;
    private final Jobs jobs;
    private final Ref<Host> here;
    private final Drivers drivers;
    private final SrAdmission admission;
    private final ScanSr scanning;
    private final UpdateSr updating;
    private final MakeSr making;
    private final DestroySr destroying;

    SrService(StorageRoom room, Jobs jobs) {
        this.room = room;
        this.store = room.store();
        this.jobs = jobs;
        this.here = room.here();
        this.drivers = room.drivers();
        this.admission = room.ofRepositories();
        this.scanning = new ScanSr(room.repositories());
        this.updating = new UpdateSr(room.repositories());
        this.making = new MakeSr(drivers, room.repositories());
        this.destroying = new DestroySr(drivers, room.repositories());
    }

    @Override
    public CompletionStage<Void> scan(Call call, Ref<Sr> sr) {
        return jobs.submitFor(call, new JobRequest(scanning, sr, PATIENCE, transaction -> {
            Row<Sr> row = Disks.requireSr(transaction, sr);
            admission.admit(transaction, row, StorageOperation.SCAN);
            return admitted(Plugs.acting(transaction, here, row), row, StorageOperation.SCAN, "scan");
        }));
    }

    @Override
    public CompletionStage<Void> update(Call call, Ref<Sr> sr) {
        return jobs.submitFor(call, new JobRequest(updating, sr, PATIENCE, transaction -> {
            Row<Sr> row = Disks.requireSr(transaction, sr);
            admission.admit(transaction, row, StorageOperation.UPDATE);
            return admitted(Plugs.acting(transaction, here, row), row, StorageOperation.UPDATE, "update");
        }));
    }

    @Override
    public CompletionStage<Ref<Sr>> create(
            Call call,
            Ref<Host> host,
            Map<String, String> deviceConfig,
            long physicalSize,
            String nameLabel,
            String nameDescription,
            String type,
            String contentType,
            boolean shared,
            Map<String, String> smConfig) {
        DriverDescription driver = drivers.require(lowerCase(type)).describe();
        requireComplete(driver, deviceConfig);
        var arguments = new HashMap<String, String>();
        deviceConfig.forEach((key, value) -> arguments.put(MakeSr.DEVICE_CONFIG + key, value));
        smConfig.forEach((key, value) -> arguments.put(MakeSr.SM_CONFIG + key, value));
        arguments.put("operation", "create");
        arguments.put("uuid", UUID.randomUUID().toString());
        arguments.put("name_label", nameLabel);
        arguments.put("name_description", nameDescription);
        arguments.put("type", driver.type());
        arguments.put("content_type", contentType.isEmpty() ? driver.contentType() : contentType);
        arguments.put("shared", String.valueOf(shared));
        var sr = new Ref<Sr>("OpaqueRef:" + UUID.randomUUID());
        return jobs.submitFor(call, new JobRequest(making, sr, PATIENCE, transaction -> {
            Ref<Host> acting = shared ? here : host;
            if (transaction.get(Host.CLASS, acting) == null) {
                throw new CallFailure.HandleInvalid("host", acting.value());
            }
            if (room.pool(transaction).upgrading()) {
                throw new PoolFailure.NotSupportedDuringUpgrade();
            }
            return new Admitted(acting, List.of(), arguments);
        }));
    }

    @Override
    public CompletionStage<Ref<Sr>> introduce(
            Call call,
            String uuid,
            String nameLabel,
            String nameDescription,
            String type,
            String contentType,
            boolean shared,
            Map<String, String> smConfig) {
        DriverDescription driver = drivers.require(lowerCase(type)).describe();
        String chosen = uuid.isEmpty()
                ? UUID.randomUUID().toString()
                : Uuids.canonical(uuid).orElseThrow(() -> new CallFailure.UuidInvalid("SR", uuid));
        var values = new HashMap<Field<Sr, ?>, Object>();
        values.put(Sr.UUID, chosen);
        values.put(Sr.NAME_LABEL, nameLabel);
        values.put(Sr.NAME_DESCRIPTION, nameDescription);
        values.put(Sr.TYPE, driver.type());
        values.put(Sr.CONTENT_TYPE, contentType.isEmpty() ? driver.contentType() : contentType);
        values.put(Sr.SHARED, shared);
        values.put(Sr.SM_CONFIG, smConfig);
        values.put(Sr.DEFAULT_VDI_VISIBILITY, true);
        values.put(Sr.PHYSICAL_SIZE, UNKNOWN);
        values.put(Sr.PHYSICAL_UTILISATION, UNKNOWN);
        return store.transact(transaction -> {
            if (transaction.findByUuid(Sr.CLASS, chosen).isPresent()) {
                throw new SrFailure.UuidExists(chosen);
            }
            return transaction.insert(Sr.CLASS, values);
        });
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Sr> sr) {
        return jobs.submitFor(call, new JobRequest(destroying, sr, PATIENCE, transaction -> {
            Row<Sr> row = Disks.requireSr(transaction, sr);
            admission.admit(transaction, row, StorageOperation.DESTROY);
            requireDispensable(transaction, row);
            Ref<Host> acting = Plugs.find(transaction, row, here)
                    .or(() -> Plugs.of(transaction, row).findFirst())
                    .map(pbd -> pbd.get(Pbd.HOST))
                    .orElseThrow(() -> new SrFailure.HasNoPbds(sr));
            return admitted(acting, row, StorageOperation.DESTROY, "destroy");
        }));
    }

    @Override
    public CompletionStage<Void> forget(Call call, Ref<Sr> sr) {
        return jobs.inTurn(call, transaction -> {
            Row<Sr> row = Disks.requireSr(transaction, sr);
            admission.admit(transaction, row, StorageOperation.FORGET);
            requireDispensable(transaction, row);
            removeRows(transaction, row);
            return null;
        });
    }

    @Override
    public CompletionStage<String> make(
            Call call,
            Ref<Host> host,
            Map<String, String> deviceConfig,
            long physicalSize,
            String nameLabel,
            String nameDescription,
            String type,
            String contentType,
            Map<String, String> smConfig) {
        throw new CallFailure.MessageDeprecated();
    }

    /** No backend of ours looks for repositories. */
    @Override
    public CompletionStage<String> probe(
            Call call, Ref<Host> host, Map<String, String> deviceConfig, String type, Map<String, String> smConfig) {
        drivers.require(lowerCase(type));
        throw new SrFailure.OperationNotSupported();
    }

    @Override
    public CompletionStage<List<Values<ProbeResult>>> probeExt(
            Call call, Ref<Host> host, Map<String, String> deviceConfig, String type, Map<String, String> smConfig) {
        drivers.require(lowerCase(type));
        throw new SrFailure.OperationNotSupported();
    }

    @Override
    public CompletionStage<List<String>> getSupportedTypes(Call call) {
        return CompletableFuture.completedStage(
                drivers.all().stream().map(DriverDescription::type).toList());
    }

    @Override
    public CompletionStage<Void> setNameLabel(Call call, Ref<Sr> sr, String value) {
        return write(sr, Sr.NAME_LABEL, value);
    }

    @Override
    public CompletionStage<Void> setNameDescription(Call call, Ref<Sr> sr, String value) {
        return write(sr, Sr.NAME_DESCRIPTION, value);
    }

    @Override
    public CompletionStage<Void> setShared(Call call, Ref<Sr> sr, boolean value) {
        return store.transact(transaction -> {
            List<Ref<Pbd>> connections = Disks.requireSr(transaction, sr).get(Sr.PBDS);
            if (!value && connections.size() > 1) {
                throw new SrFailure.HasMultiplePbds(connections.toArray(new Ref<?>[0]));
            }
            transaction.set(Sr.CLASS, sr, Sr.SHARED, value);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> setPhysicalSize(Call call, Ref<Sr> self, long value) {
        return store.transact(transaction -> {
            DriverSession.require(
                    transaction, call, Disks.requireSr(transaction, self).ref());
            transaction.set(Sr.CLASS, self, Sr.PHYSICAL_SIZE, value);
            return null;
        });
    }

    static void removeRows(Transaction transaction, Row<Sr> sr) {
        for (Ref<Vdi> ref : sr.get(Sr.VDIS)) {
            Row<Vdi> vdi = transaction.get(Vdi.CLASS, ref);
            if (vdi != null) {
                VdiRows.remove(transaction, vdi);
            }
        }
        for (Ref<Pbd> pbd : sr.get(Sr.PBDS)) {
            transaction.delete(Pbd.CLASS, pbd);
        }
        transaction.delete(Sr.CLASS, sr.ref());
    }

    private CompletionStage<Void> write(Ref<Sr> sr, Field<Sr, String> field, String value) {
        return store.transact(transaction -> {
            transaction.set(Sr.CLASS, Disks.requireSr(transaction, sr).ref(), field, value);
            return null;
        });
    }

    private static Admitted admitted(Ref<Host> acting, Row<Sr> sr, StorageOperation operation, String name) {
        return new Admitted(acting, List.of(Disks.mark(sr, operation)), Map.of("operation", name));
    }

    private static void requireDispensable(Transaction transaction, Row<Sr> sr) {
        if ("true".equals(sr.get(Sr.OTHER_CONFIG).get("indestructible"))) {
            throw new SrFailure.Indestructible(sr.ref());
        }
        for (Row<Host> host : transaction.table(Host.CLASS).rows()) {
            if (host.get(Host.LOCAL_CACHE_SR).equals(sr.ref())) {
                throw new SrFailure.IsCacheSr(host.ref());
            }
        }
    }

    /** Says so at once where the driver would fail for want of a key. */
    static void requireComplete(DriverDescription driver, Map<String, String> deviceConfig) {
        Plugs.refuseReservedKeys(deviceConfig);
        for (String key : driver.required()) {
            if (deviceConfig.getOrDefault(key, "").isEmpty()) {
                int number =
                        key.equals("location") ? StorageFailures.LOCATION_MISSING : StorageFailures.PARAMETERS_MISSING;
                throw StorageFailures.backend(number, "device_config lacks the key " + key);
            }
        }
    }

    private static String lowerCase(String type) {
        return type.toLowerCase(Locale.ROOT);
    }
}
