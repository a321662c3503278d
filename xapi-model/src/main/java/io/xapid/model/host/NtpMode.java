package io.xapid.model.host;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "host_ntp_mode", doc = "Where a host learns its time servers from.")
public enum NtpMode implements WireEnum {
    DHCP("DHCP", "From the DHCP server."),
    CUSTOM("Custom", "From a list the operator set."),
    FACTORY("Factory", "From the list built into the product."),
    DISABLED("Disabled", "No time servers are used.");

    private final String wireName;
    private final String doc;

    NtpMode(String wireName, String doc) {
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
