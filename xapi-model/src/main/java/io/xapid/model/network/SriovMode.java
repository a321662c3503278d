package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "sriov_configuration_mode", doc = "How SR-IOV gets switched on for a network device.")
public enum SriovMode implements WireEnum {
    SYSFS("sysfs", "Through the kernel device files."),
    MODPROBE("modprobe", "Through driver module options."),
    MANUAL("manual", "By hand, outside the toolstack."),
    UNKNOWN("unknown", "The way is not known.");

    private final String wireName;
    private final String doc;

    SriovMode(String wireName, String doc) {
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
