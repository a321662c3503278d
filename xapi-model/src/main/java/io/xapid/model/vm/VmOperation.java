package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vm_operations", doc = "Actions that may be under way on a virtual machine.")
public enum VmOperation implements WireEnum {
    SNAPSHOT("snapshot", "Taking a snapshot."),
    CLONE("clone", "Making a fast copy."),
    COPY("copy", "Making a full copy."),
    CREATE_TEMPLATE("create_template", "Making a template from the machine."),
    REVERT("revert", "Returning to a snapshot."),
    CHECKPOINT("checkpoint", "Taking a snapshot with memory."),
    SNAPSHOT_WITH_QUIESCE("snapshot_with_quiesce", "Taking a snapshot with settled disks."),
    PROVISION("provision", "Creating the disks of a template."),
    START("start", "Starting the machine."),
    START_ON("start_on", "Starting the machine on a given host."),
    PAUSE("pause", "Halting the virtual processors."),
    UNPAUSE("unpause", "Letting the virtual processors go on."),
    CLEAN_SHUTDOWN("clean_shutdown", "Asking the guest to shut down."),
    CLEAN_REBOOT("clean_reboot", "Asking the guest to reboot."),
    HARD_SHUTDOWN("hard_shutdown", "Cutting the power."),
    POWER_STATE_RESET("power_state_reset", "Marking the machine as halted."),
    HARD_REBOOT("hard_reboot", "Resetting the machine."),
    SUSPEND("suspend", "Saving the memory to disk and stopping."),
    CSVM("csvm", "Copying a suspended machine."),
    RESUME("resume", "Restoring a suspended machine."),
    RESUME_ON("resume_on", "Restoring a suspended machine on a given host."),
    POOL_MIGRATE("pool_migrate", "Moving to another host of the pool."),
    MIGRATE_SEND("migrate_send", "Moving together with its disks."),
    GET_BOOT_RECORD("get_boot_record", "Reading the settings of the last boot."),
    SEND_SYSRQ("send_sysrq", "Sending a system request key."),
    SEND_TRIGGER("send_trigger", "Sending a hardware trigger."),
    QUERY_SERVICES("query_services", "Asking a system domain for its services."),
    SHUTDOWN("shutdown", "Shutting down gently, then by force."),
    CALL_PLUGIN("call_plugin", "Running a guest plugin."),
    CHANGING_MEMORY_LIVE("changing_memory_live", "Setting the memory target."),
    AWAITING_MEMORY_LIVE("awaiting_memory_live", "Waiting for the memory target."),
    CHANGING_DYNAMIC_RANGE("changing_dynamic_range", "Setting the dynamic memory range."),
    CHANGING_STATIC_RANGE("changing_static_range", "Setting the static memory range."),
    CHANGING_MEMORY_LIMITS("changing_memory_limits", "Setting all memory limits."),
    CHANGING_SHADOW_MEMORY("changing_shadow_memory", "Setting the shadow memory."),
    CHANGING_SHADOW_MEMORY_LIVE("changing_shadow_memory_live", "Setting the shadow memory while running."),
    CHANGING_VCPUS("changing_VCPUs", "Setting the number of processors."),
    CHANGING_VCPUS_LIVE("changing_VCPUs_live", "Setting the number of processors while running."),
    CHANGING_NVRAM("changing_NVRAM", "Editing the firmware variables."),
    ASSERT_OPERATION_VALID("assert_operation_valid", "Checking whether an action is permitted."),
    DATA_SOURCE_OP("data_source_op", "Working with performance data sources."),
    UPDATE_ALLOWED_OPERATIONS("update_allowed_operations", "Working out the permitted actions."),
    MAKE_INTO_TEMPLATE("make_into_template", "Turning the machine into a template."),
    IMPORT("import", "Importing from a file."),
    EXPORT("export", "Exporting to a file."),
    METADATA_EXPORT("metadata_export", "Exporting the settings without disks."),
    REVERTING("reverting", "A return to an earlier state is under way."),
    DESTROY("destroy", "Removing the machine."),
    CREATE_VTPM("create_vtpm", "Adding a virtual TPM."),
    SYSPREP("sysprep", "Preparing a Windows guest for cloning.");

    private final String wireName;
    private final String doc;

    VmOperation(String wireName, String doc) {
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
