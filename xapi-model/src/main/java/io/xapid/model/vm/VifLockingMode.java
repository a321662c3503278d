package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vif_locking_mode", doc = "Which traffic a virtual interface may send.")
public enum VifLockingMode implements WireEnum {
    NETWORK_DEFAULT("network_default", "As the network prescribes."),
    LOCKED("locked", "Only from its own MAC and listed addresses."),
    UNLOCKED("unlocked", "All traffic passes."),
    DISABLED("disabled", "No traffic passes.");

    private final String wireName;
    private final String doc;

    VifLockingMode(String wireName, String doc) {
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
