package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.ImageFormat;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sm;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.storage.DriverDescription;
import io.xapid.storage.Feature;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.RepositoryStat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The rows of storage drivers, and of the repositories that a host starts with. */
final class StorageRows {
    private StorageRows() {}

    /** One SM row for each driver this build has; those of drivers that are gone are removed. */
    static void writeDrivers(Transaction transaction, List<DriverDescription> drivers) {
        var known = new HashMap<String, Row<Sm>>();
        transaction.table(Sm.CLASS).rows().forEach(row -> known.put(row.get(Sm.TYPE), row));
        for (DriverDescription driver : drivers) {
            Row<Sm> row = known.remove(driver.type());
            if (row == null) {
                draft(driver).insert(transaction);
            } else {
                draft(driver).update(transaction, row.ref());
            }
        }
        known.values().forEach(gone -> transaction.delete(Sm.CLASS, gone.ref()));
    }

    private static Draft<Sm> draft(DriverDescription driver) {
        List<String> features =
                driver.features().stream().map(Feature::name).sorted().toList();
        return new Draft<>(Sm.CLASS)
                .with(Sm.NAME_LABEL, driver.name())
                .with(Sm.NAME_DESCRIPTION, driver.description())
                .with(Sm.TYPE, driver.type())
                .with(Sm.VENDOR, driver.vendor())
                .with(Sm.VERSION, driver.version())
                .with(Sm.REQUIRED_API_VERSION, "1.0")
                .with(Sm.CONFIGURATION, driver.configuration())
                .with(Sm.CAPABILITIES, features)
                .with(Sm.FEATURES, features.stream().collect(Collectors.toMap(feature -> feature, feature -> 1L)))
                .with(
                        Sm.SUPPORTED_IMAGE_FORMATS,
                        driver.features().contains(Feature.VDI_CREATE) ? List.of(ImageFormat.QCOW2) : List.of());
    }

    /** Writes down both repositories, to be attached at every start, and says which is for disks. */
    static Ref<Sr> writeRepositories(
            Transaction transaction, Ref<Host> host, UUID uuid, LocalStorage storage, LocalStorage.Fill fill) {
        Ref<Sr> disks = repository(
                transaction,
                host,
                storage.disks(uuid),
                fill.disks(),
                new Draft<>(Sr.CLASS)
                        .with(Sr.NAME_LABEL, "Local storage")
                        .with(Sr.NAME_DESCRIPTION, "Disks of guests, in a directory of this host.")
                        .with(Sr.TYPE, storage.diskType())
                        .with(Sr.CONTENT_TYPE, "user")
                        .with(
                                Sr.OTHER_CONFIG,
                                Map.of(
                                        "i18n-key", "local-storage",
                                        "i18n-original-value-name_label", "Local storage")));
        repository(
                transaction,
                host,
                storage.cds(uuid),
                fill.cds(),
                new Draft<>(Sr.CLASS)
                        .with(Sr.NAME_LABEL, "ISO library")
                        .with(Sr.NAME_DESCRIPTION, "CD images: copy *.iso files into its directory and scan it.")
                        .with(Sr.TYPE, storage.cdType())
                        .with(Sr.CONTENT_TYPE, "iso"));
        return disks;
    }

    private static Ref<Sr> repository(
            Transaction transaction, Ref<Host> host, RepositorySpec spec, RepositoryStat fill, Draft<Sr> draft) {
        Ref<Sr> repository = draft.with(Sr.UUID, spec.id().toString())
                .with(Sr.PHYSICAL_SIZE, fill.physicalBytes())
                .with(Sr.PHYSICAL_UTILISATION, fill.utilisedBytes())
                .with(Sr.VIRTUAL_ALLOCATION, fill.virtualBytes())
                .with(Sr.DEFAULT_VDI_VISIBILITY, true)
                .insert(transaction);
        new Draft<>(Pbd.CLASS)
                .with(Pbd.HOST, host)
                .with(Pbd.SR, repository)
                .with(Pbd.DEVICE_CONFIG, spec.configuration())
                .with(Pbd.CURRENTLY_ATTACHED, true)
                .insert(transaction);
        return repository;
    }
}
