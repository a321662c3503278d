package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vbd_mode", doc = "Whether a machine may write to a drive.")
public enum VbdMode implements WireEnum {
    READ_ONLY("RO", "Reading only."),
    READ_WRITE("RW", "Reading and writing.");

    private final String wireName;
    private final String doc;

    VbdMode(String wireName, String doc) {
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
