package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vtpm_operations", doc = "Actions that may be under way on a virtual TPM.")
public enum VtpmOperation implements WireEnum {
    DESTROY("destroy", "Removing the virtual TPM.");

    private final String wireName;
    private final String doc;

    VtpmOperation(String wireName, String doc) {
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
