package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vif_ipv6_configuration_mode", doc = "How the host configures the IPv6 address inside a guest.")
public enum VifIpv6Mode implements WireEnum {
    NONE("None", "The guest sees to it itself."),
    STATIC("Static", "A fixed address is set."),
    AUTOCONF("Autoconf", "The guest derives its own address.");

    private final String wireName;
    private final String doc;

    VifIpv6Mode(String wireName, String doc) {
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
