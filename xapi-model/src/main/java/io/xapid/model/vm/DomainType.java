package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "domain_type", doc = "The kind of virtualisation a machine runs under.")
public enum DomainType implements WireEnum {
    HVM("hvm", "Full hardware virtualisation."),
    PV("pv", "Classic paravirtualisation."),
    PV_IN_PVH("pv_in_pvh", "Paravirtual guest wrapped in a PVH container."),
    PVH("pvh", "Light hardware virtualisation without emulation."),
    UNSPECIFIED("unspecified", "Not decided.");

    private final String wireName;
    private final String doc;

    DomainType(String wireName, String doc) {
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
