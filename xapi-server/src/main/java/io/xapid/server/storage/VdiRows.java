package io.xapid.server.storage;

import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
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
    private VdiRows() {}

    static VolumeId idOf(Row<Vdi> vdi) {
        return VolumeId.parse(vdi.get(Vdi.UUID));
    }

    /** What is written on the volume itself, so that the disk can be known when only the storage is left. */
    static VolumeLabels labels(String name, String description, VdiType type) {
        return new VolumeLabels(name, description, type.wireName(), Map.of());
    }

    /** The fields of a disk that follow from its volume. */
    static Map<Field<Vdi, ?>, Object> values(Transaction transaction, Ref<Sr> sr, Volume volume) {
        var values = new HashMap<Field<Vdi, ?>, Object>();
        values.put(Vdi.UUID, volume.id().toString());
        values.put(Vdi.SR, sr);
        values.put(Vdi.LOCATION, volume.location());
        values.put(Vdi.VIRTUAL_SIZE, volume.virtualBytes());
        values.put(Vdi.PHYSICAL_UTILISATION, volume.physicalBytes());
        values.put(Vdi.READ_ONLY, volume.readOnly());
        values.put(Vdi.MANAGED, true);
        values.put(Vdi.NAME_LABEL, volume.labels().name());
        values.put(Vdi.NAME_DESCRIPTION, volume.labels().description());
        values.put(
                Vdi.TYPE,
                Vdi.TYPE.type() instanceof io.xapid.model.meta.XenType.EnumOf<?> types
                        ? types.find(volume.labels().type())
                                .map(type -> (Object) type)
                                .orElse(VdiType.USER)
                        : VdiType.USER);
        if (volume.snapshotTime().isPresent()) {
            values.put(Vdi.IS_A_SNAPSHOT, true);
            values.put(Vdi.SNAPSHOT_TIME, volume.snapshotTime().get().truncatedTo(ChronoUnit.SECONDS));
            values.put(
                    Vdi.SNAPSHOT_OF,
                    volume.snapshotOf()
                            .flatMap(id -> transaction.table(Vdi.CLASS).findByUuid(id.toString()))
                            .map(Row::ref)
                            .orElse(Ref.none()));
        } else {
            values.put(Vdi.SNAPSHOT_TIME, Instant.EPOCH);
        }
        return values;
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
}
