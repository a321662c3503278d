package io.xapid.model.event;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "event_operation", doc = "What happened to the object of an event.")
public enum EventOperation implements WireEnum {
    ADD("add", "The object was created."),
    DEL("del", "The object was removed."),
    MOD("mod", "The object was changed.");

    private final String wireName;
    private final String doc;

    EventOperation(String wireName, String doc) {
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
