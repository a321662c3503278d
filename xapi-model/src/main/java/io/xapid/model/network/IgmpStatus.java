package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "pif_igmp_status", doc = "Whether multicast snooping works on an interface.")
public enum IgmpStatus implements WireEnum {
    ENABLED("enabled", "Snooping is on."),
    DISABLED("disabled", "Snooping is off."),
    UNKNOWN("unknown", "The state is not known.");

    private final String wireName;
    private final String doc;

    IgmpStatus(String wireName, String doc) {
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
