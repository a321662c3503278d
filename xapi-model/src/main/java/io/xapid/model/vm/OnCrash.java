package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "on_crash_behaviour", doc = "What to do with a machine after its guest crashed.")
public enum OnCrash implements WireEnum {
    DESTROY("destroy", "Stop the machine."),
    COREDUMP_AND_DESTROY("coredump_and_destroy", "Save a dump, then stop the machine."),
    RESTART("restart", "Start the machine anew."),
    COREDUMP_AND_RESTART("coredump_and_restart", "Save a dump, then start the machine anew."),
    PRESERVE("preserve", "Leave the crashed domain for inspection."),
    RENAME_RESTART("rename_restart", "Keep the crashed domain aside and start a new one.");

    private final String wireName;
    private final String doc;

    OnCrash(String wireName, String doc) {
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
