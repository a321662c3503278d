package io.xapid.model.host;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "latest_synced_updates_applied_state", doc = "Whether a host has installed the updates fetched last.")
public enum UpdatesAppliedState implements WireEnum {
    YES("yes", "The host is up to date."),
    NO("no", "Updates are still to be installed."),
    UNKNOWN("unknown", "The state has not been worked out.");

    private final String wireName;
    private final String doc;

    UpdatesAppliedState(String wireName, String doc) {
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
