package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "on_softreboot_behavior", doc = "What to do with a machine after a soft reboot of its guest.")
public enum OnSoftReboot implements WireEnum {
    SOFT_REBOOT("soft_reboot", "Reboot in place and keep the domain."),
    DESTROY("destroy", "Stop the machine."),
    RESTART("restart", "Start the machine anew."),
    PRESERVE("preserve", "Leave the domain for inspection.");

    private final String wireName;
    private final String doc;

    OnSoftReboot(String wireName, String doc) {
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
