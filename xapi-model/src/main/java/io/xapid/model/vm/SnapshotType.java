package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vmss_type", doc = "The kind of snapshot a schedule takes.")
public enum SnapshotType implements WireEnum {
    SNAPSHOT("snapshot", "Disks only."),
    CHECKPOINT("checkpoint", "Disks and memory."),
    SNAPSHOT_WITH_QUIESCE("snapshot_with_quiesce", "Disks, settled by the guest first.");

    private final String wireName;
    private final String doc;

    SnapshotType(String wireName, String doc) {
        this.wireName = wireName;
        this.doc = doc;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String doc() {
        return doc;
    }
}
