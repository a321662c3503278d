package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "network_purpose", doc = "Extra uses a network is released for.")
public enum NetworkPurpose implements WireEnum {
    NBD("nbd", "Disk export over NBD with TLS."),
    INSECURE_NBD("insecure_nbd", "Disk export over NBD without TLS.");

    private final String wireName;
    private final String doc;

    NetworkPurpose(String wireName, String doc) {
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
