package io.xapid.model.storage;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "sr_health", doc = "The health of a storage repository.")
public enum SrHealth implements WireEnum {
    HEALTHY("healthy", "Everything works."),
    RECOVERING("recovering", "Repair is in progress."),
    UNREACHABLE("unreachable", "The storage cannot be reached now."),
    UNAVAILABLE("unavailable", "The storage is not usable at all.");

    private final String wireName;
    private final String doc;

    SrHealth(String wireName, String doc) {
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
