package io.xapid.model.network;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(
        name = "network_default_locking_mode",
        doc = "What interfaces without a mode of their own may send on a network.")
public enum NetworkLockingMode implements WireEnum {
    UNLOCKED("unlocked", "All traffic passes."),
    DISABLED("disabled", "No traffic passes.");

    private final String wireName;
    private final String doc;

    NetworkLockingMode(String wireName, String doc) {
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
