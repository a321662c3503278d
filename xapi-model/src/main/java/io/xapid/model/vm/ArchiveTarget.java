package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vmpp_archive_target_type", doc = "Where a protection policy archives to.")
public enum ArchiveTarget implements WireEnum {
    NONE("none", "Nowhere."),
    CIFS("cifs", "A Windows file share."),
    NFS("nfs", "An NFS file share.");

    private final String wireName;
    private final String doc;

    ArchiveTarget(String wireName, String doc) {
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
