package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "tunnel_protocol", doc = "The encapsulation a tunnel uses.")
public enum TunnelProtocol implements WireEnum {
    GRE("gre", "Generic routing encapsulation."),
    VXLAN("vxlan", "Virtual extensible LAN.");

    private final String wireName;
    private final String doc;

    TunnelProtocol(String wireName, String doc) {
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
