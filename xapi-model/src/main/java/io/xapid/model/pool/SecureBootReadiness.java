package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "pool_guest_secureboot_readiness", doc = "Whether the pool holds what guests need for secure boot.")
public enum SecureBootReadiness implements WireEnum {
    READY("ready", "All secure boot material is present."),
    READY_NO_DBX("ready_no_dbx", "Usable, but the revocation list is missing."),
    NOT_READY("not_ready", "Needed material is missing.");

    private final String wireName;
    private final String doc;

    SecureBootReadiness(String wireName, String doc) {
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
