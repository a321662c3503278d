package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "ipv6_configuration_mode", doc = "How an interface of a host gets its IPv6 address.")
public enum Ipv6Mode implements WireEnum {
    NONE("None", "No address."),
    DHCP("DHCP", "Leased from a DHCPv6 server."),
    STATIC("Static", "Set by hand."),
    AUTOCONF("Autoconf", "Derived from router announcements.");

    private final String wireName;
    private final String doc;

    Ipv6Mode(String wireName, String doc) {
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
