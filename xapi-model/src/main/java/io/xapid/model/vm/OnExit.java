package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "on_normal_exit", doc = "What to do with a machine after its guest shut down or rebooted.")
public enum OnExit implements WireEnum {
    DESTROY("destroy", "Stop the machine."),
    RESTART("restart", "Start the machine anew.");

    private final String wireName;
    private final String doc;

    OnExit(String wireName, String doc) {
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
