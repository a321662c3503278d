package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vm_appliance_operation", doc = "Actions that may be under way on an appliance.")
public enum ApplianceOperation implements WireEnum {
    START("start", "Starting all machines."),
    CLEAN_SHUTDOWN("clean_shutdown", "Asking all machines to shut down."),
    HARD_SHUTDOWN("hard_shutdown", "Cutting the power of all machines."),
    SHUTDOWN("shutdown", "Shutting down gently, then by force.");

    private final String wireName;
    private final String doc;

    ApplianceOperation(String wireName, String doc) {
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
