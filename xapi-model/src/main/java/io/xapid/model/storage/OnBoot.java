package io.xapid.model.storage;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "on_boot", doc = "What becomes of the content of a disk when its machine starts.")
public enum OnBoot implements WireEnum {
    RESET("reset", "The disk returns to its original content."),
    PERSIST("persist", "The disk keeps its content.");

    private final String wireName;
    private final String doc;

    OnBoot(String wireName, String doc) {
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
