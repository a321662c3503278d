package io.xapid.model.host;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "pci_dom0_access", doc = "Whether the control domain may use a PCI device.")
public enum Dom0Access implements WireEnum {
    ENABLED("enabled", "The control domain uses the device."),
    DISABLE_ON_REBOOT("disable_on_reboot", "In use now, released at the next reboot."),
    DISABLED("disabled", "The device is hidden from the control domain."),
    ENABLE_ON_REBOOT("enable_on_reboot", "Hidden now, given back at the next reboot.");

    private final String wireName;
    private final String doc;

    Dom0Access(String wireName, String doc) {
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
