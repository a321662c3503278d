package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "livepatch_status", doc = "Whether live patches can take the place of a reboot for an update.")
public enum LivepatchStatus implements WireEnum {
    OK_LIVEPATCH_COMPLETE("ok_livepatch_complete", "A live patch covers the update fully."),
    OK_LIVEPATCH_INCOMPLETE("ok_livepatch_incomplete", "A live patch covers the update in part."),
    OK("ok", "No live patch is involved.");

    private final String wireName;
    private final String doc;

    LivepatchStatus(String wireName, String doc) {
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
