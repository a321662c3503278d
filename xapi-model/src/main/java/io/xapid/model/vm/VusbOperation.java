package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vusb_operations", doc = "Actions that may be under way on a virtual USB device.")
public enum VusbOperation implements WireEnum {
    ATTACH("attach", "Attaching the device."),
    PLUG("plug", "Plugging the device into a running machine."),
    UNPLUG("unplug", "Unplugging the device from a running machine.");

    private final String wireName;
    private final String doc;

    VusbOperation(String wireName, String doc) {
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
