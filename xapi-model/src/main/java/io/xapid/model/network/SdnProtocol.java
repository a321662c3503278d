package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "sdn_controller_protocol", doc = "How host and SDN controller connect.")
public enum SdnProtocol implements WireEnum {
    SSL("ssl", "The host connects out over TLS."),
    PSSL("pssl", "The host waits for TLS connections.");

    private final String wireName;
    private final String doc;

    SdnProtocol(String wireName, String doc) {
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
