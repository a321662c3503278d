package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vif_ipv4_configuration_mode", doc = "How the host configures the IPv4 address inside a guest.")
public enum VifIpv4Mode implements WireEnum {
    NONE("None", "The guest sees to it itself."),
    STATIC("Static", "A fixed address is set."),
    DHCP("DHCP", "The guest is told to use DHCP.");

    private final String wireName;
    private final String doc;

    VifIpv4Mode(String wireName, String doc) {
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
