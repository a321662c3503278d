package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "update_status", doc = "Whether a machine is due for an update.")
public enum UpdateStatus implements WireEnum {
    YES("yes", "It is due."),
    NO("no", "It is not due."),
    UNSPECIFIED("unspecified", "Nothing is known.");

    private final String wireName;
    private final String doc;

    UpdateStatus(String wireName, String doc) {
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
