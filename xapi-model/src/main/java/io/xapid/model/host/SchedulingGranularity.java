package io.xapid.model.host;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "host_sched_gran", doc = "The processor unit the hypervisor schedules as a whole.")
public enum SchedulingGranularity implements WireEnum {
    CORE("core", "Whole cores."),
    CPU("cpu", "Single hardware threads."),
    SOCKET("socket", "Whole sockets.");

    private final String wireName;
    private final String doc;

    SchedulingGranularity(String wireName, String doc) {
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
