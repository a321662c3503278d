package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "primary_address_type", doc = "The address family an interface prefers.")
public enum AddressType implements WireEnum {
    IPV4("IPv4", "IPv4 comes first."),
    IPV6("IPv6", "IPv6 comes first.");

    private final String wireName;
    private final String doc;

    AddressType(String wireName, String doc) {
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
