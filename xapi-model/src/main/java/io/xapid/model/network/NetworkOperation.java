package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "network_operations", doc = "Actions that may be under way on a network.")
public enum NetworkOperation implements WireEnum {
    ATTACHING("attaching", "Something is being attached to the network.");

    private final String wireName;
    private final String doc;

    NetworkOperation(String wireName, String doc) {
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
