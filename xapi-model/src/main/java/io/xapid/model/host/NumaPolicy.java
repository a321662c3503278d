package io.xapid.model.host;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "host_numa_affinity_policy", doc = "How memory and processors of a machine are kept on one NUMA node.")
public enum NumaPolicy implements WireEnum {
    ANY("any", "No placement is attempted."),
    BEST_EFFORT("best_effort", "Keep to few nodes when possible."),
    DEFAULT_POLICY("default_policy", "Follow the built-in default.");

    private final String wireName;
    private final String doc;

    NumaPolicy(String wireName, String doc) {
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
