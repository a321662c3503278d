package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "update_sync_frequency", doc = "How often the pool looks for new updates.")
public enum UpdateSyncFrequency implements WireEnum {
    DAILY("daily", "Once a day."),
    WEEKLY("weekly", "Once a week.");

    private final String wireName;
    private final String doc;

    UpdateSyncFrequency(String wireName, String doc) {
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
