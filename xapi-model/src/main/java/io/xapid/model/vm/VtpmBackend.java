package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "persistence_backend", doc = "Where the content of a virtual TPM is kept.")
public enum VtpmBackend implements WireEnum {
    XAPI("xapi", "In the toolstack database.");

    private final String wireName;
    private final String doc;

    VtpmBackend(String wireName, String doc) {
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
