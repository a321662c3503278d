package io.xapid.model.host;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "update_guidances", doc = "Follow-up steps that updates ask for on a host or machine.")
public enum UpdateGuidance implements WireEnum {
    REBOOT_HOST("reboot_host", "Reboot the host."),
    REBOOT_HOST_ON_LIVEPATCH_FAILURE("reboot_host_on_livepatch_failure", "Reboot the host if live patching failed."),
    REBOOT_HOST_ON_KERNEL_LIVEPATCH_FAILURE(
            "reboot_host_on_kernel_livepatch_failure", "Reboot the host if patching the live kernel failed."),
    REBOOT_HOST_ON_XEN_LIVEPATCH_FAILURE(
            "reboot_host_on_xen_livepatch_failure", "Reboot the host if patching the live hypervisor failed."),
    RESTART_TOOLSTACK("restart_toolstack", "Restart the toolstack."),
    RESTART_DEVICE_MODEL("restart_device_model", "Restart the device model of the machine."),
    RESTART_VM("restart_vm", "Restart the machine.");

    private final String wireName;
    private final String doc;

    UpdateGuidance(String wireName, String doc) {
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
