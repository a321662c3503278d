package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "ip_configuration_mode", doc = "How an interface of a host gets its IPv4 address.")
public enum IpMode implements WireEnum {
    NONE("None", "No address."),
    DHCP("DHCP", "Leased from a DHCP server."),
    STATIC("Static", "Set by hand.");

    private final String wireName;
    private final String doc;

    IpMode(String wireName, String doc) {
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
