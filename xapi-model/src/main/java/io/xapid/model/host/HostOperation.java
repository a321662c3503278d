package io.xapid.model.host;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "host_allowed_operations", doc = "Actions that may be under way on a host.")
public enum HostOperation implements WireEnum {
    PROVISION("provision", "Provisioning a machine."),
    EVACUATE("evacuate", "Moving all machines away."),
    SHUTDOWN("shutdown", "Shutting the host down."),
    REBOOT("reboot", "Rebooting the host."),
    POWER_ON("power_on", "Powering the host on."),
    VM_START("vm_start", "Starting a machine here."),
    VM_RESUME("vm_resume", "Resuming a machine here."),
    VM_MIGRATE("vm_migrate", "Migrating a machine to or from here."),
    APPLY_UPDATES("apply_updates", "Installing updates."),
    ENABLE("enable", "Enabling the host.");

    private final String wireName;
    private final String doc;

    HostOperation(String wireName, String doc) {
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
