package io.xapid.server.storage;

import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMetrics;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vm;
import io.xapid.storage.RepositoryStat;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Translates between the rows of disks and the volumes that hold them. */
final class VdiRows {
    private static final String SHARABLE = "sharable";
    private static final String READ_ONLY = "read_only";

    private VdiRows() {}

    static VolumeId idOf(Row<Vdi> vdi) {
        return VolumeId.parse(vdi.get(Vdi.UUID));
    }

    /** What is written on the volume itself, so that the disk can be known when only the storage is left. */
    static VolumeLabels labels(String name, String description, VdiType type, boolean sharable, boolean readOnly) {
        var keys = new HashMap<String, String>();
        if (sharable) {
            keys.put(SHARABLE, "true");
        }
        if (readOnly) {
            keys.put(READ_ONLY, "true");
        }
        return new VolumeLabels(name, description, type.wireName(), keys);
    }

    /** The fields of a disk that follow from its volume. */
    static Map<Field<Vdi, ?>, Object> values(Transaction transaction, Ref<Sr> sr, Volume volume) {
        VolumeLabels labels = volume.labels();
        var values = new HashMap<Field<Vdi, ?>, Object>();
        values.put(Vdi.UUID, volume.id().toString());
        values.put(Vdi.SR, sr);
        values.put(Vdi.LOCATION, volume.location());
        values.put(Vdi.VIRTUAL_SIZE, volume.virtualBytes());
        values.put(Vdi.PHYSICAL_UTILISATION, volume.physicalBytes());
        values.put(Vdi.READ_ONLY, volume.readOnly() || labels.keys().containsKey(READ_ONLY));
        values.put(Vdi.SHARABLE, labels.keys().containsKey(SHARABLE));
        values.put(Vdi.MANAGED, true);
        values.put(Vdi.NAME_LABEL, labels.name());
        values.put(Vdi.NAME_DESCRIPTION, labels.description());
        values.put(Vdi.TYPE, typeOf(labels));
        values.put(Vdi.SNAPSHOT_TIME, Instant.EPOCH);
        volume.snapshotTime().ifPresent(taken -> {
            values.put(Vdi.IS_A_SNAPSHOT, true);
            values.put(Vdi.SNAPSHOT_TIME, taken.truncatedTo(ChronoUnit.SECONDS));
            volume.snapshotOf()
                    .flatMap(id -> transaction.findByUuid(Vdi.CLASS, id.toString()))
                    .ifPresent(original -> values.put(Vdi.SNAPSHOT_OF, original.ref()));
        });
        return values;
    }

    /** Whoever wrote the labels may have used a word that this daemon does not know. */
    private static VdiType typeOf(VolumeLabels labels) {
        for (VdiType type : VdiType.values()) {
            if (type.wireName().equals(labels.type())) {
                return type;
            }
        }
        return VdiType.USER;
    }

    /** Makes the row of a new disk. A scan that was faster has made one already, which gives way. */
    static void insert(Transaction transaction, Ref<Vdi> vdi, Map<Field<Vdi, ?>, Object> values) {
        transaction
                .table(Vdi.CLASS)
                .findByUuid(String.valueOf(values.get(Vdi.UUID)))
                .ifPresent(scanned -> transaction.delete(Vdi.CLASS, scanned.ref()));
        transaction.insert(Vdi.CLASS, vdi, values);
    }

    /** Writes on a disk's row what its volume is now. */
    static void observe(Transaction transaction, Ref<Vdi> vdi, Volume volume) {
        transaction.set(Vdi.CLASS, vdi, Vdi.VIRTUAL_SIZE, volume.virtualBytes());
        transaction.set(Vdi.CLASS, vdi, Vdi.PHYSICAL_UTILISATION, volume.physicalBytes());
        transaction.set(Vdi.CLASS, vdi, Vdi.LOCATION, volume.location());
        transaction.set(Vdi.CLASS, vdi, Vdi.MISSING, false);
    }

    /** Writes on a repository's row how full it is. */
    static void observe(Transaction transaction, Ref<Sr> sr, RepositoryStat stat) {
        transaction.set(Sr.CLASS, sr, Sr.PHYSICAL_SIZE, stat.physicalBytes());
        transaction.set(Sr.CLASS, sr, Sr.PHYSICAL_UTILISATION, stat.utilisedBytes());
        transaction.set(Sr.CLASS, sr, Sr.VIRTUAL_ALLOCATION, stat.virtualBytes());
    }

    /** Removes the row of a disk, and what only made sense with it: drives go, CD drives are empty then. */
    static void remove(Transaction transaction, Row<Vdi> vdi) {
        for (Row<Vbd> drive : DiskView.drivesOf(transaction, vdi)) {
            if (drive.get(Vbd.TYPE) == VbdType.CD) {
                transaction.set(Vbd.CLASS, drive.ref(), Vbd.EMPTY, true);
                transaction.set(Vbd.CLASS, drive.ref(), Vbd.VDI, Ref.none());
            } else {
                transaction.delete(VbdMetrics.CLASS, drive.get(Vbd.METRICS));
                transaction.delete(Vbd.CLASS, drive.ref());
            }
        }
        if (vdi.get(Vdi.TYPE) == VdiType.SUSPEND) {
            transaction.table(Vm.CLASS).stream()
                    .filter(vm -> vm.get(Vm.SUSPEND_VDI).equals(vdi.ref()))
                    .forEach(vm -> transaction.set(Vm.CLASS, vm.ref(), Vm.SUSPEND_VDI, Ref.none()));
        }
        transaction.delete(Vdi.CLASS, vdi.ref());
    }
}
