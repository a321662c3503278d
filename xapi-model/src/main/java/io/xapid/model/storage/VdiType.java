package io.xapid.model.storage;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vdi_type", doc = "What a disk is used for.")
public enum VdiType implements WireEnum {
    SYSTEM("system", "Holds an operating system that can be replaced."),
    USER("user", "Holds data of the user."),
    EPHEMERAL("ephemeral", "Holds scratch data."),
    SUSPEND("suspend", "Holds the memory of a suspended machine."),
    CRASHDUMP("crashdump", "Holds a crash dump."),
    HA_STATEFILE("ha_statefile", "Holds the high availability state file."),
    METADATA("metadata", "Holds pool metadata."),
    REDO_LOG("redo_log", "Holds the database redo log."),
    RRD("rrd", "Holds performance records."),
    PVS_CACHE("pvs_cache", "Holds the cache of a provisioning proxy."),
    CBT_METADATA("cbt_metadata", "Holds change tracking data only.");

    private final String wireName;
    private final String doc;

    VdiType(String wireName, String doc) {
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
