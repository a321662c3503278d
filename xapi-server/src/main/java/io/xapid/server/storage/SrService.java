package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
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
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRequest.Admitted;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import io.xapid.storage.DriverDescription;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Messages of class SR: making, removing, scanning and naming repositories. */
public final class SrService implements SrLifecycle, SrContents, SrSettings {
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Store store;
    private final Jobs jobs;
    private final Ref<Host> here;
    private final Drivers drivers;
    private final SrAdmission admission;
    private final ScanSr scanning;
    private final MakeSr making;
    private final DestroySr destroying;

    public SrService(
            Store store, Jobs jobs, Ref<Host> here, Drivers drivers, SrAdmission admission, Repositories repositories) {
        this.store = store;
        this.jobs = jobs;
        this.here = here;
        this.drivers = drivers;
        this.admission = admission;
        this.scanning = new ScanSr(repositories);
        this.making = new MakeSr(drivers, repositories);
        this.destroying = new DestroySr(drivers, repositories);
    }

    /** The kinds of jobs about repositories, for {@code JobRunner}. */
    public static List<JobKind> kinds(Drivers drivers, Repositories repositories) {
        return List.of(
                new ScanSr(repositories), new MakeSr(drivers, repositories), new DestroySr(drivers, repositories));
    }

    @Override
    public CompletionStage<Void> scan(Call call, Ref<Sr> sr) {
        return jobs.submitFor(call, new JobRequest(scanning, sr, PATIENCE, transaction -> {
            Row<Sr> row = VdiService.requireSr(transaction, sr);
            admission.admit(transaction, row, StorageOperation.SCAN);
            Plugs.require(transaction, row, here);
            return admitted(row, StorageOperation.SCAN, Map.of("operation", "scan"));
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
        DriverDescription driver = drivers.require(type).describe();
        String uuid = UUID.randomUUID().toString();
        return jobs.submitFor(
                call, new JobRequest(making, new Ref<Sr>("OpaqueRef:" + UUID.randomUUID()), PATIENCE, transaction -> {
                    if (transaction.get(Host.CLASS, host) == null) {
                        throw new CallFailure.HandleInvalid("host", host.value());
                    }
                    var arguments = new HashMap<String, String>();
                    deviceConfig.forEach((key, value) -> arguments.put(MakeSr.DEVICE_CONFIG + key, value));
                    smConfig.forEach((key, value) -> arguments.put(MakeSr.SM_CONFIG + key, value));
                    arguments.put("operation", "create");
                    arguments.put("uuid", uuid);
                    arguments.put("name_label", nameLabel);
                    arguments.put("name_description", nameDescription);
                    arguments.put("type", type);
                    arguments.put("content_type", contentType.isEmpty() ? driver.contentType() : contentType);
                    arguments.put("shared", String.valueOf(shared));
                    return new Admitted(host, List.of(), arguments);
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
        DriverDescription driver = drivers.require(type).describe();
        return store.transact(transaction -> {
            String chosen = uuid.isEmpty() ? UUID.randomUUID().toString() : canonical(uuid);
            if (transaction.table(Sr.CLASS).findByUuid(chosen).isPresent()) {
                throw new SrFailure.UuidExists(chosen);
            }
            return transaction.insert(
                    Sr.CLASS,
                    Map.of(
                            Sr.UUID, chosen,
                            Sr.NAME_LABEL, nameLabel,
                            Sr.NAME_DESCRIPTION, nameDescription,
                            Sr.TYPE, type,
                            Sr.CONTENT_TYPE, contentType.isEmpty() ? driver.contentType() : contentType,
                            Sr.SHARED, shared,
                            Sr.SM_CONFIG, smConfig));
        });
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Sr> sr) {
        return jobs.submitFor(call, new JobRequest(destroying, sr, PATIENCE, transaction -> {
            Row<Sr> row = requireDestructible(transaction, sr);
            admission.admit(transaction, row, StorageOperation.DESTROY);
            return admitted(row, StorageOperation.DESTROY, Map.of("operation", "destroy"));
        }));
    }

    @Override
    public CompletionStage<Void> forget(Call call, Ref<Sr> sr) {
        return store.transact(transaction -> {
            Row<Sr> row = requireDestructible(transaction, sr);
            admission.admit(transaction, row, StorageOperation.FORGET);
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

    @Override
    public CompletionStage<List<String>> getSupportedTypes(Call call) {
        return java.util.concurrent.CompletableFuture.completedStage(
                drivers.all().stream().map(DriverDescription::type).toList());
    }

    @Override
    public CompletionStage<Void> setNameLabel(Call call, Ref<Sr> sr, String value) {
        return store.transact(transaction -> {
            transaction.set(Sr.CLASS, VdiService.requireSr(transaction, sr).ref(), Sr.NAME_LABEL, value);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> setNameDescription(Call call, Ref<Sr> sr, String value) {
        return store.transact(transaction -> {
            transaction.set(Sr.CLASS, VdiService.requireSr(transaction, sr).ref(), Sr.NAME_DESCRIPTION, value);
            return null;
        });
    }

    static void removeRows(Transaction transaction, Row<Sr> sr) {
        for (Ref<Vdi> vdi : sr.get(Sr.VDIS)) {
            transaction.delete(Vdi.CLASS, vdi);
        }
        for (Ref<Pbd> pbd : sr.get(Sr.PBDS)) {
            transaction.delete(Pbd.CLASS, pbd);
        }
        transaction.delete(Sr.CLASS, sr.ref());
    }

    private Admitted admitted(Row<Sr> sr, StorageOperation operation, Map<String, String> arguments) {
        return new Admitted(here, List.of(new Mark(Sr.CLASS, sr.ref(), operation)), arguments);
    }

    private static Row<Sr> requireDestructible(Transaction transaction, Ref<Sr> sr) {
        Row<Sr> row = VdiService.requireSr(transaction, sr);
        if ("true".equals(row.get(Sr.OTHER_CONFIG).get("indestructible"))) {
            throw new SrFailure.Indestructible(sr);
        }
        return row;
    }

    private static String canonical(String uuid) {
        try {
            return UUID.fromString(uuid).toString();
        } catch (IllegalArgumentException malformed) {
            throw new CallFailure.InvalidValue("uuid", uuid);
        }
    }
}
