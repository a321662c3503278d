package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "update_after_apply_guidance", doc = "What has to be restarted once a pool update is installed.")
public enum PoolUpdateGuidance implements WireEnum {
    RESTART_HVM("restartHVM", "Restart guests with full hardware virtualisation."),
    RESTART_PV("restartPV", "Restart paravirtual guests."),
    RESTART_HOST("restartHost", "Reboot the host."),
    RESTART_XAPI("restartXAPI", "Restart the toolstack.");

    private final String wireName;
    private final String doc;

    PoolUpdateGuidance(String wireName, String doc) {
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
