package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.*;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.event.Blob;
import io.xapid.model.host.Host;
import io.xapid.model.host.Pci;
import io.xapid.model.host.UpdateGuidance;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "VM",
        since = RIO,
        changed = V1_257_0,
        doc = "A virtual machine, a template or a snapshot of one; the control domain is one too.",
        messages = {
            VmLifecycle.class,
            VmSnapshots.class,
            VmCopies.class,
            VmMigration.class,
            VmMemory.class,
            VmCpu.class,
            VmPlatform.class,
            VmBoot.class,
            VmPlacement.class,
            VmRecovery.class,
            VmGuest.class,
            VmDataSources.class,
            VmAdministration.class
        },
        traits = CONSTRUCTIBLE,
        makers = VM_ADMIN,
        destroyMarks = "VM:destroy")
public final class Vm {
    private static final FieldFactory<Vm> define = new FieldFactory<Vm>("VM", RIO).settableBy(VM_ADMIN);

    // Identity
    public static final Field<Vm, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Vm, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", optional());
    public static final Field<Vm, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text for people.", optional());
    public static final Field<Vm, Long> USER_VERSION =
            define.readWrite("user_version", INT, "Number for the owner's own versioning; the toolstack ignores it.");
    public static final Field<Vm, List<String>> TAGS = define.readWrite(
            "tags", STRING_SET, "Labels for searching and grouping.", since(ORLANDO), optional(), setBy(VM_OPERATOR));
    public static final Field<Vm, Boolean> IS_A_TEMPLATE = define.readWrite(
            "is_a_template", BOOL, "True if it is a pattern for new guests and cannot be started.", customSetter());
    public static final Field<Vm, Boolean> IS_DEFAULT_TEMPLATE = define.serverOnly(
            "is_default_template",
            BOOL,
            "True for templates shipped with the product; these cannot be destroyed.",
            since(FALCON));
    public static final Field<Vm, Boolean> IS_CONTROL_DOMAIN = define.serverOnly(
            "is_control_domain", BOOL, "True for domain 0 and other privileged domains that run the host.");
    public static final Field<Vm, String> REFERENCE_LABEL = define.setAtCreation(
            "reference_label",
            STRING,
            "Fixed name of the template it came from, independent of language.",
            since(ELY),
            optional());
    public static final Field<Vm, Map<String, Ref<Blob>>> BLOBS =
            define.serverOnly("blobs", map(STRING, ref("blob")), "Attached binary data, by name.", since(ORLANDO));
    public static final Field<Vm, Map<String, String>> OTHER_CONFIG = define.setAtCreation(
            "other_config",
            STRING_MAP,
            "Extra settings and notes by key.",
            key("pci", POOL_ADMIN),
            key("hvm_serial", POOL_ADMIN),
            key("folder", VM_OPERATOR),
            key("XenCenter.CustomFields.*", VM_OPERATOR));

    // Life
    public static final Field<Vm, PowerState> POWER_STATE = define.setAtCreation(
            "power_state",
            enumOf(PowerState.class),
            "Halted, Paused, Running or Suspended.",
            changed(V1_257_0),
            defaultsTo(PowerState.HALTED));
    public static final Field<Vm, List<VmOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(VmOperation.class)),
            "Operations that could start right now.",
            clearedAtStart());
    public static final Field<Vm, Map<String, VmOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(VmOperation.class)),
            "Operations under way: task reference to operation.",
            clearedAtStart());
    public static final Field<Vm, Map<VmOperation, String>> BLOCKED_OPERATIONS = define.setAtCreation(
            "blocked_operations",
            map(enumOf(VmOperation.class), STRING),
            "Operations refused by the administrator, each with the error given to callers.",
            since(ORLANDO),
            optional());
    public static final Field<Vm, OnExit> ACTIONS_AFTER_SHUTDOWN = define.readWrite(
            "actions_after_shutdown", enumOf(OnExit.class), "What to do when the guest powers itself off.");
    public static final Field<Vm, OnExit> ACTIONS_AFTER_REBOOT =
            define.readWrite("actions_after_reboot", enumOf(OnExit.class), "What to do when the guest reboots itself.");
    public static final Field<Vm, OnSoftReboot> ACTIONS_AFTER_SOFTREBOOT = define.readWrite(
            "actions_after_softreboot",
            enumOf(OnSoftReboot.class),
            "What to do when the guest asks for a reboot that keeps its domain.",
            prototyped(V23_1_0),
            defaultsTo(OnSoftReboot.SOFT_REBOOT));
    public static final Field<Vm, OnCrash> ACTIONS_AFTER_CRASH =
            define.setAtCreation("actions_after_crash", enumOf(OnCrash.class), "What to do when the guest crashes.");
    public static final Field<Vm, Ref<Vdi>> SUSPEND_VDI = define.setAtCreation(
            "suspend_VDI",
            ref("VDI"),
            "Disk holding the memory image while suspended; null otherwise.",
            changed(V1_257_0),
            optional());
    public static final Field<Vm, Ref<Sr>> SUSPEND_SR = define.readWrite(
            "suspend_SR",
            ref("SR"),
            "Where suspend images go; null lets the pool or host default decide.",
            since(BOSTON),
            optional());
    public static final Field<Vm, Long> DOMID =
            define.serverOnly("domid", INT, "Xen domain number on its host; -1 while there is no domain.");
    public static final Field<Vm, String> LAST_BOOTED_RECORD = define.setAtCreation(
            "last_booted_record",
            STRING,
            "Saved copy of the settings used at the last boot, as text.",
            since(MIAMI),
            changed(V1_257_0),
            optional());
    public static final Field<Vm, Map<String, String>> LAST_BOOT_CPU_FLAGS = define.setAtCreation(
            "last_boot_CPU_flags",
            STRING_MAP,
            "CPU vendor and feature set seen at the last boot; checked before moving hosts.",
            optional());
    public static final Field<Vm, Boolean> REQUIRES_REBOOT = define.serverOnly(
            "requires_reboot", BOOL, "True if changed settings take effect only after a reboot.", since(ELY));
    public static final Field<Vm, List<UpdateGuidance>> PENDING_GUIDANCES = define.serverOnly(
            "pending_guidances",
            set(enumOf(UpdateGuidance.class)),
            "Restarts that host updates have made mandatory for it.",
            since(V1_303_0));
    public static final Field<Vm, List<UpdateGuidance>> RECOMMENDED_GUIDANCES = define.serverOnly(
            "recommended_guidances",
            set(enumOf(UpdateGuidance.class)),
            "Formerly: advised follow-ups to updates; no longer used.",
            prototyped(V23_18_0),
            removed(V23_24_0),
            internal());
    public static final Field<Vm, List<UpdateGuidance>> PENDING_GUIDANCES_RECOMMENDED = define.serverOnly(
            "pending_guidances_recommended",
            set(enumOf(UpdateGuidance.class)),
            "Restarts that host updates advise for it.",
            prototyped(V24_10_0));
    public static final Field<Vm, List<UpdateGuidance>> PENDING_GUIDANCES_FULL = define.serverOnly(
            "pending_guidances_full",
            set(enumOf(UpdateGuidance.class)),
            "Restarts needed to benefit from every installed host update.",
            prototyped(V24_10_0));

    // Memory
    public static final Field<Vm, Long> MEMORY_STATIC_MAX =
            define.setAtCreation("memory_static_max", INT, "Bytes; hard upper limit, fixed while it runs.");
    public static final Field<Vm, Long> MEMORY_DYNAMIC_MAX =
            define.setAtCreation("memory_dynamic_max", INT, "Bytes; ballooning never goes above this.");
    public static final Field<Vm, Long> MEMORY_DYNAMIC_MIN =
            define.setAtCreation("memory_dynamic_min", INT, "Bytes; ballooning never goes below this.");
    public static final Field<Vm, Long> MEMORY_STATIC_MIN =
            define.setAtCreation("memory_static_min", INT, "Bytes; least the guest can work with at all.");
    public static final Field<Vm, Long> MEMORY_TARGET = define.setAtCreation(
            "memory_target",
            INT,
            "Bytes the balloon driver was last told to aim for; superseded by dynamic range.",
            deprecated(MIDNIGHT_RIDE),
            optional());
    public static final Field<Vm, Long> MEMORY_OVERHEAD =
            define.serverOnly("memory_overhead", INT, "Bytes the host spends on it beyond guest memory.");
    public static final Field<Vm, Double> HVM_SHADOW_MULTIPLIER = define.setAtCreation(
            "HVM_shadow_multiplier",
            FLOAT,
            "Factor on the default shadow page-table memory; at least 1.",
            since(MIAMI),
            defaultsTo(1.0));

    // CPU and platform
    public static final Field<Vm, Long> VCPUS_MAX =
            define.setAtCreation("VCPUs_max", INT, "Most virtual CPUs the guest can ever be given.");
    public static final Field<Vm, Long> VCPUS_AT_STARTUP =
            define.setAtCreation("VCPUs_at_startup", INT, "Virtual CPUs online at boot; 1 up to VCPUs_max.");
    public static final Field<Vm, Map<String, String>> VCPUS_PARAMS = define.readWrite(
            "VCPUs_params", STRING_MAP, "Scheduler settings: weight, cap (percent of one CPU), mask (allowed CPUs).");
    public static final Field<Vm, DomainType> DOMAIN_TYPE = define.setAtCreation(
            "domain_type",
            enumOf(DomainType.class),
            "Virtualisation mode: hvm, pv, pv_in_pvh, pvh or unspecified.",
            prototyped(JURA),
            since(KOLKATA),
            defaultsTo(DomainType.UNSPECIFIED));
    public static final Field<Vm, String> DOMARCH =
            define.serverOnly("domarch", STRING, "CPU architecture of the running domain; empty if unknown.");
    public static final Field<Vm, Map<String, String>> PLATFORM = define.setAtCreation(
            "platform",
            STRING_MAP,
            "Virtual hardware switches by key, such as device-model, secureboot, nested-virt.",
            key("hvm_serial", POOL_ADMIN));
    public static final Field<Vm, Long> HARDWARE_PLATFORM_VERSION = define.readWrite(
            "hardware_platform_version",
            INT,
            "Virtual hardware version; a host must offer it to run the guest.",
            since(CREAM),
            optional());
    public static final Field<Vm, Boolean> HAS_VENDOR_DEVICE = define.setAtCreation(
            "has_vendor_device",
            BOOL,
            "True if it has the extra PCI device that lets Windows Update supply drivers.",
            since(DUNDEE),
            changed(V24_14_0),
            defaultsTo(true));
    public static final Field<Vm, Map<String, String>> BIOS_STRINGS = define.serverOnly(
            "bios_strings",
            STRING_MAP,
            "Vendor and product strings shown in the guest firmware tables.",
            since(MIDNIGHT_RIDE));
    public static final Field<Vm, String> GENERATION_ID = define.setAtCreation(
            "generation_id",
            STRING,
            "Value the guest reads to notice that it was copied or reverted; 0:0 for a new one.",
            since(CLEARWATER),
            defaultsTo("0:0"));
    public static final Field<Vm, Map<String, String>> XENSTORE_DATA = define.readWrite(
            "xenstore_data",
            STRING_MAP,
            "Keys copied into the guest's xenstore tree at start.",
            since(MIAMI),
            optional(),
            customSetter());
    public static final Field<Vm, String> RECOMMENDATIONS = define.readWrite(
            "recommendations", STRING, "XML with sensible limits for this kind of guest; advice only.");

    // Boot
    public static final Field<Vm, String> HVM_BOOT_POLICY = define.setAtCreation(
            "HVM_boot_policy",
            STRING,
            "Empty for pv, otherwise BIOS order; superseded by domain_type.",
            deprecated(KOLKATA));
    public static final Field<Vm, Map<String, String>> HVM_BOOT_PARAMS = define.readWrite(
            "HVM_boot_params", STRING_MAP, "Firmware (bios, uefi) and order: c disk, d CD, n network.");
    public static final Field<Vm, Map<String, String>> NVRAM = define.setAtCreation(
            "NVRAM", STRING_MAP, "UEFI variables kept across boots; holds secrets.", since(NAPLES), optional());
    public static final Field<Vm, SecureBootCertificates> SECUREBOOT_CERTIFICATES_STATE = define.serverOnly(
            "secureboot_certificates_state",
            enumOf(SecureBootCertificates.class),
            "Whether its Secure Boot certificates are current.",
            prototyped(V26_14_0),
            defaultsTo(SecureBootCertificates.OK));
    public static final Field<Vm, String> PV_BOOTLOADER = define.readWrite(
            "PV_bootloader", STRING, "Program that picks the kernel for a pv guest; empty for direct boot.");
    public static final Field<Vm, String> PV_BOOTLOADER_ARGS =
            define.readWrite("PV_bootloader_args", STRING, "Extra arguments for the bootloader.");
    public static final Field<Vm, String> PV_KERNEL =
            define.readWrite("PV_kernel", STRING, "Kernel file on the host for direct pv boot.");
    public static final Field<Vm, String> PV_RAMDISK =
            define.readWrite("PV_ramdisk", STRING, "Initial RAM disk file on the host for direct pv boot.");
    public static final Field<Vm, String> PV_ARGS = define.readWrite("PV_args", STRING, "Kernel command line.");
    public static final Field<Vm, String> PV_LEGACY_ARGS =
            define.readWrite("PV_legacy_args", STRING, "Kernel command line for old guests converted to this format.");

    // Devices
    public static final Field<Vm, List<Ref<Vbd>>> VBDS =
            define.derived("VBDs", "VBD", "VM", "Its disk and CD attachments.");
    public static final Field<Vm, List<Ref<Vif>>> VIFS = define.derived("VIFs", "VIF", "VM", "Its network interfaces.");
    public static final Field<Vm, List<Ref<Vusb>>> VUSBS =
            define.derived("VUSBs", "VUSB", "VM", "Its passed-through USB devices.");
    public static final Field<Vm, List<Ref<Vtpm>>> VTPMS =
            define.derived("VTPMs", "VTPM", "VM", "Its virtual TPMs; at most one.");
    public static final Field<Vm, List<Ref<Vgpu>>> VGPUS =
            define.derived("VGPUs", "VGPU", "VM", "Its virtual GPUs.", since(BOSTON));
    public static final Field<Vm, List<Ref<Pci>>> ATTACHED_PCIS =
            define.serverOnly("attached_PCIs", set(ref("PCI")), "Host PCI devices it holds now.", since(BOSTON));
    public static final Field<Vm, String> PCI_BUS = define.readWrite(
            "PCI_bus",
            STRING,
            "Host PCI devices to pass through, as text; use other_config:pci instead.",
            deprecated(BOSTON));
    public static final Field<Vm, List<Ref<Console>>> CONSOLES =
            define.derived("consoles", "console", "VM", "Its screens and text terminals.");
    public static final Field<Vm, List<Ref<Crashdump>>> CRASH_DUMPS =
            define.derived("crash_dumps", "crashdump", "VM", "Memory dumps left by guest crashes.");
    public static final Field<Vm, Ref<VmMetrics>> METRICS =
            define.serverOnly("metrics", ref("VM_metrics"), "Measurements made by the host.");
    public static final Field<Vm, Ref<VmGuestMetrics>> GUEST_METRICS = define.serverOnly(
            "guest_metrics", ref("VM_guest_metrics"), "Reports from the agent inside the guest; null if none.");

    // Placement and recovery
    public static final Field<Vm, Ref<Host>> RESIDENT_ON =
            define.serverOnly("resident_on", ref("host"), "Host it runs on; null without a domain.");
    public static final Field<Vm, Ref<Host>> SCHEDULED_TO_BE_RESIDENT_ON = define.serverOnly(
            "scheduled_to_be_resident_on",
            ref("host"),
            "Host where resources are reserved for it while it starts or moves.");
    public static final Field<Vm, Ref<Host>> AFFINITY = define.readWrite(
            "affinity", ref("host"), "Host preferred for starting; null for no preference.", setBy(VM_POWER_ADMIN));
    public static final Field<Vm, List<Ref<VmGroup>>> GROUPS = define.serverOnly(
            "groups", set(ref("VM_group")), "Placement groups it belongs to; at most one.", prototyped(V24_19_1));
    public static final Field<Vm, String> HA_RESTART_PRIORITY = define.setAtCreation(
            "ha_restart_priority",
            STRING,
            "Under HA: restart (guaranteed), best-effort, or empty (never).",
            since(ORLANDO),
            optional());
    public static final Field<Vm, Boolean> HA_ALWAYS_RUN = define.setAtCreation(
            "ha_always_run",
            BOOL,
            "True if HA should keep it running at the moment; maintained automatically.",
            since(ORLANDO),
            deprecated(BOSTON),
            optional());
    public static final Field<Vm, Ref<VmAppliance>> APPLIANCE = define.setAtCreation(
            "appliance", ref("VM_appliance"), "Group started and stopped as one; null if none.", optional());
    public static final Field<Vm, Long> ORDER = define.setAtCreation(
            "order", INT, "Position in group and HA starts; lower goes first.", since(BOSTON), optional());
    public static final Field<Vm, Long> START_DELAY = define.setAtCreation(
            "start_delay", INT, "Seconds to wait after starting it before the next.", since(BOSTON), optional());
    public static final Field<Vm, Long> SHUTDOWN_DELAY = define.setAtCreation(
            "shutdown_delay", INT, "Seconds to wait after stopping it before the next.", since(BOSTON), optional());
    public static final Field<Vm, Long> VERSION = define.setAtCreation(
            "version", INT, "Grows with each change; recovery prefers the higher one.", since(BOSTON), optional());

    // History
    public static final Field<Vm, Boolean> IS_A_SNAPSHOT =
            define.serverOnly("is_a_snapshot", BOOL, "True if it is a frozen state of another VM.", since(ORLANDO));
    public static final Field<Vm, Ref<Vm>> SNAPSHOT_OF = define.serverOnly(
            "snapshot_of", ref("VM"), "VM it was taken from; null unless a snapshot.", since(ORLANDO));
    public static final Field<Vm, List<Ref<Vm>>> SNAPSHOTS =
            define.derived("snapshots", "VM", "snapshot_of", "Snapshots taken from it.", since(ORLANDO));
    public static final Field<Vm, Instant> SNAPSHOT_TIME = define.serverOnly(
            "snapshot_time", DATETIME, "When it was taken, UTC; epoch unless a snapshot.", since(ORLANDO));
    public static final Field<Vm, Map<String, String>> SNAPSHOT_INFO = define.serverOnly(
            "snapshot_info",
            STRING_MAP,
            "Facts noted when taken, such as the power state back then.",
            since(MIDNIGHT_RIDE));
    public static final Field<Vm, String> SNAPSHOT_METADATA = define.serverOnly(
            "snapshot_metadata",
            STRING,
            "Encoded settings of the original at snapshot time; used by revert.",
            since(MIDNIGHT_RIDE));
    public static final Field<Vm, String> TRANSPORTABLE_SNAPSHOT_ID = define.serverOnly(
            "transportable_snapshot_id",
            STRING,
            "Identifier of the matching snapshot in a storage array, if any.",
            since(ORLANDO));
    public static final Field<Vm, Ref<Vmss>> SNAPSHOT_SCHEDULE = define.setAtCreation(
            "snapshot_schedule",
            ref("VMSS"),
            "Schedule that takes its snapshots; null if none.",
            since(FALCON),
            optional());
    public static final Field<Vm, Boolean> IS_VMSS_SNAPSHOT = define.setAtCreation(
            "is_vmss_snapshot", BOOL, "True if a snapshot schedule took it.", since(FALCON), optional());
    public static final Field<Vm, Ref<Vmpp>> PROTECTION_POLICY = define.setAtCreation(
            "protection_policy",
            ref("VMPP"),
            "Formerly: backup policy; no longer used.",
            since(COWLEY),
            deprecated(CLEARWATER),
            optional());
    public static final Field<Vm, Boolean> IS_SNAPSHOT_FROM_VMPP = define.setAtCreation(
            "is_snapshot_from_vmpp",
            BOOL,
            "Formerly: true if a backup policy took it; no longer used.",
            since(COWLEY),
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            optional());
    public static final Field<Vm, Ref<Vm>> PARENT = define.serverOnly(
            "parent", ref("VM"), "Snapshot its present state descends from; null if none.", since(MIDNIGHT_RIDE));
    public static final Field<Vm, List<Ref<Vm>>> CHILDREN = define.derived(
            "children", "VM", "parent", "VMs and snapshots whose state descends from this one.", since(MIDNIGHT_RIDE));

    /** The class as a whole. */
    public static final ClassDef<Vm> CLASS = define.complete(Vm.class);

    private Vm() {}
}
