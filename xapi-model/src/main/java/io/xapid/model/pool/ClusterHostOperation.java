package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "cluster_host_operation", doc = "Actions that may be under way on a cluster member.")
public enum ClusterHostOperation implements WireEnum {
    ENABLE("enable", "Switching on clustering on the host."),
    DISABLE("disable", "Switching off clustering on the host."),
    DESTROY("destroy", "Taking the host out of the cluster.");

    private final String wireName;
    private final String doc;

    ClusterHostOperation(String wireName, String doc) {
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
