package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vif_operations", doc = "Actions that may be under way on a virtual interface.")
public enum VifOperation implements WireEnum {
    ATTACH("attach", "Attaching the interface."),
    PLUG("plug", "Plugging the interface into a running machine."),
    UNPLUG("unplug", "Unplugging the interface from a running machine.");

    private final String wireName;
    private final String doc;

    VifOperation(String wireName, String doc) {
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
