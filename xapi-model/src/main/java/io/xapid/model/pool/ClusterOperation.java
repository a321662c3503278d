package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "cluster_operation", doc = "Actions that may be under way on a cluster.")
public enum ClusterOperation implements WireEnum {
    ADD("add", "Adding a member."),
    REMOVE("remove", "Removing a member."),
    ENABLE("enable", "Switching on a member."),
    DISABLE("disable", "Switching off a member."),
    DESTROY("destroy", "Tearing the cluster down.");

    private final String wireName;
    private final String doc;

    ClusterOperation(String wireName, String doc) {
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
