package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vm_uefi_mode", doc = "The key mode of the UEFI firmware of a machine.")
public enum UefiMode implements WireEnum {
    SETUP("setup", "Keys may be enrolled freely."),
    USER("user", "Keys are enrolled and guarded.");

    private final String wireName;
    private final String doc;

    UefiMode(String wireName, String doc) {
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
