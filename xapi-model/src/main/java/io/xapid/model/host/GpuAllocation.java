package io.xapid.model.host;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "allocation_algorithm", doc = "How virtual GPUs are spread over the cards of a group.")
public enum GpuAllocation implements WireEnum {
    BREADTH_FIRST("breadth_first", "Use the emptiest card first."),
    DEPTH_FIRST("depth_first", "Fill up one card before the next.");

    private final String wireName;
    private final String doc;

    GpuAllocation(String wireName, String doc) {
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
