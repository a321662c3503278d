package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "tristate_type", doc = "An answer a guest may leave open.")
public enum Tristate implements WireEnum {
    YES("yes", "It holds."),
    NO("no", "It does not hold."),
    UNSPECIFIED("unspecified", "The guest has not said.");

    private final String wireName;
    private final String doc;

    Tristate(String wireName, String doc) {
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
