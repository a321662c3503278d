package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vmpp_backup_type", doc = "What a protection policy saves of a machine.")
public enum BackupType implements WireEnum {
    SNAPSHOT("snapshot", "Disks only."),
    CHECKPOINT("checkpoint", "Disks and memory.");

    private final String wireName;
    private final String doc;

    BackupType(String wireName, String doc) {
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
