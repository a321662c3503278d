package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vm_power_state", doc = "Whether a virtual machine is running.")
public enum PowerState implements WireEnum {
    HALTED("Halted", "The machine is off."),
    PAUSED("Paused", "The machine is loaded but stands still."),
    RUNNING("Running", "The machine is on."),
    SUSPENDED("Suspended", "The machine sleeps with its memory on disk.");

    private final String wireName;
    private final String doc;

    PowerState(String wireName, String doc) {
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
