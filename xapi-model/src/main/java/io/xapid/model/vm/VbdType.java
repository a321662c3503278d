package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vbd_type", doc = "The kind of drive a guest sees.")
public enum VbdType implements WireEnum {
    CD("CD", "Optical drive."),
    DISK("Disk", "Hard disk."),
    FLOPPY("Floppy", "Floppy drive.");

    private final String wireName;
    private final String doc;

    VbdType(String wireName, String doc) {
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
