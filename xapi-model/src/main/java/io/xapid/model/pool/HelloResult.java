package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "hello_return", doc = "How a coordinator answers the greeting of a member.")
public enum HelloResult implements WireEnum {
    OK("ok", "All is well."),
    UNKNOWN_HOST("unknown_host", "The coordinator does not know the host."),
    CANNOT_TALK_BACK("cannot_talk_back", "The coordinator cannot connect to the host.");

    private final String wireName;
    private final String doc;

    HelloResult(String wireName, String doc) {
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
