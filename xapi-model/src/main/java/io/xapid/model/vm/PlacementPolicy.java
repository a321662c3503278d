package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "placement_policy", doc = "How the machines of a group are spread over the hosts.")
public enum PlacementPolicy implements WireEnum {
    ANTI_AFFINITY("anti_affinity", "Keep the machines on different hosts."),
    NORMAL("normal", "No special placement.");

    private final String wireName;
    private final String doc;

    PlacementPolicy(String wireName, String doc) {
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
