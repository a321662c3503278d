package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "after_apply_guidance", doc = "What has to be restarted once a patch is installed.")
public enum PatchGuidance implements WireEnum {
    RESTART_HVM("restartHVM", "Restart guests with full hardware virtualisation."),
    RESTART_PV("restartPV", "Restart paravirtual guests."),
    RESTART_HOST("restartHost", "Reboot the host."),
    RESTART_XAPI("restartXAPI", "Restart the toolstack.");

    private final String wireName;
    private final String doc;

    PatchGuidance(String wireName, String doc) {
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
