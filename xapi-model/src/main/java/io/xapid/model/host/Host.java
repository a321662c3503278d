package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_OPERATOR;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.event.Blob;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.network.Pif;
import io.xapid.model.pool.Certificate;
import io.xapid.model.pool.PoolUpdate;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.vm.Vm;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "host",
        since = RIO,
        doc = "One physical server of the pool that runs guests.",
        messages = {
            HostLifecycle.class,
            HostEvacuation.class,
            HostDiagnostics.class,
            HostData.class,
            HostLicensing.class,
            HostHa.class,
            HostPoolMembership.class,
            HostNetworking.class,
            HostTime.class,
            HostAccess.class,
            HostCertificates.class,
            HostServerCertificate.class,
            HostUpdates.class,
            HostHardware.class,
            HostStorage.class,
            HostPlugins.class
        })
public final class Host {
    private static final FieldFactory<Host> define = new FieldFactory<>("host", RIO);

    // Identity
    public static final Field<Host, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier, kept across reboots.");
    public static final Field<Host, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", optional());
    public static final Field<Host, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text notes for people.", optional());
    public static final Field<Host, String> HOSTNAME = define.readWrite(
            "hostname",
            STRING,
            "Network name the server was given; set_hostname_live also changes the running system.");
    public static final Field<Host, String> ADDRESS =
            define.readWrite("address", STRING, "IP address at which the other pool members reach this host.");
    public static final Field<Host, List<String>> TAGS = define.readWrite(
            "tags",
            STRING_SET,
            "Labels chosen by users for grouping and searching.",
            since(ORLANDO),
            optional(),
            setBy(VM_OPERATOR));

    // Life
    public static final Field<Host, Boolean> ENABLED =
            define.serverOnly("enabled", BOOL, "True if new guests may start here; false in maintenance.");
    public static final Field<Host, List<HostOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(HostOperation.class)),
            "Operations that would be accepted in the present state.",
            clearedAtStart());
    public static final Field<Host, Map<String, HostOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(HostOperation.class)),
            "Operations under way, keyed by task.",
            clearedAtStart());
    public static final Field<Host, Ref<HostMetrics>> METRICS =
            define.serverOnly("metrics", ref("host_metrics"), "Liveness and memory totals, kept as a separate object.");
    public static final Field<Host, List<Ref<Vm>>> RESIDENT_VMS = define.derived(
            "resident_VMs", "VM", "resident_on", "Guests and control domain running on this host right now.");
    public static final Field<Host, Ref<Vm>> CONTROL_DOMAIN = define.serverOnly(
            "control_domain", ref("VM"), "Privileged VM (domain 0) that runs the toolstack.", since(ELY));
    public static final Field<Host, String> POWER_ON_MODE = define.serverOnly(
            "power_on_mode",
            STRING,
            "Way to switch the host on remotely; empty if none is set up.",
            since(MIDNIGHT_RIDE));
    public static final Field<Host, Map<String, String>> POWER_ON_CONFIG = define.serverOnly(
            "power_on_config",
            STRING_MAP,
            "Settings for the remote power-on mode, such as address and user.",
            since(MIDNIGHT_RIDE));
    public static final Field<Host, List<String>> HA_STATEFILES = define.serverOnly(
            "ha_statefiles", STRING_SET, "Disks used as HA statefiles as seen by this host.", since(ORLANDO));
    public static final Field<Host, List<String>> HA_NETWORK_PEERS = define.serverOnly(
            "ha_network_peers",
            STRING_SET,
            "Hosts that this host reaches over the HA heartbeat network.",
            since(ORLANDO));
    public static final Field<Host, Map<String, Ref<Blob>>> BLOBS = define.serverOnly(
            "blobs", map(STRING, ref("blob")), "Binary data attached to the host, by name.", since(ORLANDO));
    public static final Field<Host, List<Ref<HostCrashdump>>> CRASHDUMPS = define.derived(
            "crashdumps",
            "host_crashdump",
            "host",
            "Crash dumps of the host itself that are waiting for upload or removal.");

    // Versions
    public static final Field<Host, Long> API_VERSION_MAJOR =
            define.serverOnly("API_version_major", INT, "Major number of the API this host speaks.");
    public static final Field<Host, Long> API_VERSION_MINOR =
            define.serverOnly("API_version_minor", INT, "Minor number of the API this host speaks.");
    public static final Field<Host, String> API_VERSION_VENDOR =
            define.serverOnly("API_version_vendor", STRING, "Who defined the API version.");
    public static final Field<Host, Map<String, String>> API_VERSION_VENDOR_IMPLEMENTATION = define.serverOnly(
            "API_version_vendor_implementation", STRING_MAP, "Vendor details of the API implementation.");
    public static final Field<Host, Map<String, String>> SOFTWARE_VERSION =
            define.setAtCreation("software_version", STRING_MAP, "Product, build and component versions, by key.");
    public static final Field<Host, List<Long>> VIRTUAL_HARDWARE_PLATFORM_VERSIONS = define.serverOnly(
            "virtual_hardware_platform_versions",
            set(INT),
            "Virtual hardware versions a guest may need and this host offers.",
            since(CREAM),
            defaultsTo(List.of(0L)));
    public static final Field<Host, List<Ref<Feature>>> FEATURES = define.derived(
            "features", "Feature", "host", "Optional software features known on this host.", since(FALCON));
    public static final Field<Host, String> EDITION =
            define.serverOnly("edition", STRING, "Licence edition in force.", since(MIDNIGHT_RIDE));
    public static final Field<Host, List<String>> EDITIONS =
            define.serverOnly("editions", STRING_SET, "Licence editions that can be applied here.", since(STOCKHOLM));
    public static final Field<Host, Map<String, String>> LICENSE_PARAMS =
            define.serverOnly("license_params", STRING_MAP, "Details of the licence in force, such as expiry.");
    public static final Field<Host, Map<String, String>> LICENSE_SERVER = define.readWrite(
            "license_server",
            STRING_MAP,
            "Address and port of the licence server.",
            since(MIDNIGHT_RIDE),
            defaultsTo(Map.of("address", "localhost", "port", "27000")));

    // Hardware
    public static final Field<Host, List<Ref<HostCpu>>> HOST_CPUS = define.derived(
            "host_CPUs", "host_cpu", "host", "Processors, one object each; deprecated view, see cpu_info.");
    public static final Field<Host, Map<String, String>> CPU_INFO = define.serverOnly(
            "cpu_info",
            STRING_MAP,
            "CPU facts: count, sockets, vendor, speed, model, flags and feature sets.",
            since(MIDNIGHT_RIDE));
    public static final Field<Host, Map<String, String>> CPU_CONFIGURATION =
            define.serverOnly("cpu_configuration", STRING_MAP, "CPU settings of the hypervisor, by key.");
    public static final Field<Host, String> SCHED_POLICY =
            define.serverOnly("sched_policy", STRING, "Name of the hypervisor's CPU scheduler.");
    public static final Field<Host, NumaPolicy> NUMA_AFFINITY_POLICY = define.serverOnly(
            "numa_affinity_policy",
            enumOf(NumaPolicy.class),
            "How strongly guests are kept on few NUMA nodes.",
            prototyped(V24_0_0),
            defaultsTo(NumaPolicy.DEFAULT_POLICY));
    public static final Field<Host, String> MAX_CSTATE = define.serverOnly(
            "max_cstate", STRING, "Deepest CPU idle state allowed; empty for no limit.", prototyped(V26_0_0));
    public static final Field<Host, Long> MEMORY_OVERHEAD =
            define.serverOnly("memory_overhead", INT, "Bytes used by the hypervisor, not available to guests.");
    public static final Field<Host, Long> BOOT_FREE_MEM =
            define.serverOnly("boot_free_mem", INT, "Bytes that were free when the host booted.", internal());
    public static final Field<Host, List<String>> CAPABILITIES = define.setAtCreation(
            "capabilities", STRING_SET, "Guest kinds the hypervisor can run, in its own notation.");
    public static final Field<Host, Map<String, String>> BIOS_STRINGS = define.serverOnly(
            "bios_strings",
            STRING_MAP,
            "Vendor, model, serial and similar strings from the firmware.",
            since(MIDNIGHT_RIDE));
    public static final Field<Host, Map<String, String>> CHIPSET_INFO = define.serverOnly(
            "chipset_info", STRING_MAP, "Chipset facts, such as whether an IOMMU is present.", since(BOSTON));
    public static final Field<Host, Boolean> SECURE_BOOT = define.serverOnly(
            "secure_boot", BOOL, "True if the host itself was booted with UEFI Secure Boot.", prototyped(V25_31_0));
    public static final Field<Host, List<Ref<Pci>>> PCIS =
            define.derived("PCIs", "PCI", "host", "PCI devices found.", since(BOSTON));
    public static final Field<Host, List<Ref<Pgpu>>> PGPUS =
            define.derived("PGPUs", "PGPU", "host", "Physical GPUs found.", since(BOSTON));
    public static final Field<Host, List<Ref<Pusb>>> PUSBS =
            define.derived("PUSBs", "PUSB", "host", "USB devices found.", since(INVERNESS));
    public static final Field<Host, List<Ref<Pif>>> PIFS =
            define.derived("PIFs", "PIF", "host", "Physical network interfaces, bonds and VLANs of this host.");

    // Storage
    public static final Field<Host, List<Ref<Pbd>>> PBDS =
            define.derived("PBDs", "PBD", "host", "Connections from this host to storage repositories.");
    public static final Field<Host, Ref<Sr>> SUSPEND_IMAGE_SR =
            define.readWrite("suspend_image_sr", ref("SR"), "Where memory images of suspended guests are kept.");
    public static final Field<Host, Ref<Sr>> CRASH_DUMP_SR =
            define.readWrite("crash_dump_sr", ref("SR"), "Where crash dumps of guests are kept.");
    public static final Field<Host, Ref<Sr>> LOCAL_CACHE_SR = define.setAtCreation(
            "local_cache_sr",
            ref("SR"),
            "Local repository used to cache shared disks; null if caching is off.",
            since(COWLEY),
            optional());
    public static final Field<Host, String> ISCSI_IQN =
            define.setAtCreation("iscsi_iqn", STRING, "iSCSI initiator name of this host.", since(KOLKATA), optional());
    public static final Field<Host, Boolean> MULTIPATHING = define.setAtCreation(
            "multipathing", BOOL, "True if storage is to be reached over several paths.", since(KOLKATA), optional());

    // Access
    public static final Field<Host, String> EXTERNAL_AUTH_TYPE = define.serverOnly(
            "external_auth_type",
            STRING,
            "Kind of directory service for logins, such as AD; empty if none.",
            since(GEORGE));
    public static final Field<Host, String> EXTERNAL_AUTH_SERVICE_NAME = define.serverOnly(
            "external_auth_service_name",
            STRING,
            "Name of the directory service, such as the domain joined.",
            since(GEORGE));
    public static final Field<Host, Map<String, String>> EXTERNAL_AUTH_CONFIGURATION = define.serverOnly(
            "external_auth_configuration", STRING_MAP, "Settings of the directory service.", since(GEORGE));
    public static final Field<Host, List<Ref<Certificate>>> CERTIFICATES = define.derived(
            "certificates", "Certificate", "host", "TLS certificates installed on this host.", since(STOCKHOLM));
    public static final Field<Host, Boolean> TLS_VERIFICATION_ENABLED = define.serverOnly(
            "tls_verification_enabled",
            BOOL,
            "True if outgoing TLS connections check the peer's certificate.",
            since(V1_313_0));
    public static final Field<Host, Boolean> HTTPS_ONLY =
            define.serverOnly("https_only", BOOL, "True if plain HTTP on port 80 is refused.", prototyped(V22_27_0));
    public static final Field<Host, Boolean> SSL_LEGACY = define.setAtCreation(
            "ssl_legacy",
            BOOL,
            "Deprecated: old TLS protocols allowed; now always false.",
            since(DUNDEE),
            deprecated(STOCKHOLM),
            defaultsTo(true));
    public static final Field<Host, String> UEFI_CERTIFICATES = define.setAtCreation(
            "uefi_certificates",
            STRING,
            "Deprecated: Secure Boot keys for guests; the pool holds them now.",
            since(QUEBEC),
            deprecated(V22_16_0),
            optional());
    public static final Field<Host, Boolean> SSH_ENABLED = define.serverOnly(
            "ssh_enabled", BOOL, "True if the SSH service is on.", prototyped(V25_21_0), defaultsTo(true));
    public static final Field<Host, Long> SSH_ENABLED_TIMEOUT = define.serverOnly(
            "ssh_enabled_timeout", INT, "Seconds SSH stays on once enabled; 0 means no limit.", prototyped(V25_21_0));
    public static final Field<Host, Instant> SSH_EXPIRY =
            define.serverOnly("ssh_expiry", DATETIME, "When SSH will be switched off again.", prototyped(V25_21_0));
    public static final Field<Host, Boolean> SSH_AUTO_MODE = define.serverOnly(
            "ssh_auto_mode",
            BOOL,
            "True if SSH comes on by itself only while the toolstack is down.",
            prototyped(V25_27_0));
    public static final Field<Host, Long> CONSOLE_IDLE_TIMEOUT = define.serverOnly(
            "console_idle_timeout",
            INT,
            "Seconds until an idle console session is closed; 0 means never.",
            prototyped(V25_21_0));
    public static final Field<Host, HostDisplay> DISPLAY = define.readWrite(
            "display",
            enumOf(HostDisplay.class),
            "Whether the local screen shows the host console, now and after reboot.",
            since(CREAM),
            defaultsTo(HostDisplay.ENABLED));

    // Updates
    public static final Field<Host, List<Ref<HostPatch>>> PATCHES = define.derived(
            "patches", "host_patch", "host", "Deprecated: old-style patches recorded on this host.", deprecated(ELY));
    public static final Field<Host, List<Ref<PoolUpdate>>> UPDATES =
            define.serverOnly("updates", set(ref("pool_update")), "Update packages applied to this host.", since(ELY));
    public static final Field<Host, List<Ref<PoolUpdate>>> UPDATES_REQUIRING_REBOOT = define.serverOnly(
            "updates_requiring_reboot",
            set(ref("pool_update")),
            "Applied updates that take effect only after a reboot.",
            since(ELY),
            dangling());
    public static final Field<Host, List<UpdateGuidance>> PENDING_GUIDANCES = define.serverOnly(
            "pending_guidances",
            set(enumOf(UpdateGuidance.class)),
            "Mandatory steps still to do after updating.",
            since(V1_303_0));
    public static final Field<Host, List<UpdateGuidance>> PENDING_GUIDANCES_RECOMMENDED = define.serverOnly(
            "pending_guidances_recommended",
            set(enumOf(UpdateGuidance.class)),
            "Advised steps still to do after updating.",
            prototyped(V24_10_0));
    public static final Field<Host, List<UpdateGuidance>> PENDING_GUIDANCES_FULL = define.serverOnly(
            "pending_guidances_full",
            set(enumOf(UpdateGuidance.class)),
            "Every step needed for the updates to take full effect.",
            prototyped(V24_10_0));
    public static final Field<Host, List<UpdateGuidance>> RECOMMENDED_GUIDANCES = define.serverOnly(
            "recommended_guidances",
            set(enumOf(UpdateGuidance.class)),
            "Removed: earlier form of the advised steps.",
            prototyped(V23_18_0),
            removed(V23_24_0),
            internal());
    public static final Field<Host, Instant> LAST_SOFTWARE_UPDATE = define.serverOnly(
            "last_software_update", DATETIME, "When software was last updated.", prototyped(V22_20_0));
    public static final Field<Host, String> LAST_UPDATE_HASH = define.serverOnly(
            "last_update_hash", STRING, "Checksum of the update information last applied.", prototyped(V24_10_0));
    public static final Field<Host, UpdatesAppliedState> LATEST_SYNCED_UPDATES_APPLIED = define.serverOnly(
            "latest_synced_updates_applied",
            enumOf(UpdatesAppliedState.class),
            "Whether the host has all updates the pool last synchronised.",
            prototyped(V23_18_0),
            defaultsTo(UpdatesAppliedState.UNKNOWN));

    // Settings
    public static final Field<Host, Map<String, String>> LOGGING =
            define.readWrite("logging", STRING_MAP, "Logging settings; syslog_destination names a remote log server.");
    public static final Field<Host, List<String>> SUPPORTED_BOOTLOADERS =
            define.serverOnly("supported_bootloaders", STRING_SET, "Boot loaders that paravirtual guests may use.");
    public static final Field<Host, Map<String, String>> GUEST_VCPUS_PARAMS = define.readWrite(
            "guest_VCPUs_params",
            STRING_MAP,
            "Default virtual CPU settings, such as a mask, for every guest here.",
            since(TAMPA),
            optional());
    public static final Field<Host, NtpMode> NTP_MODE = define.serverOnly(
            "ntp_mode",
            enumOf(NtpMode.class),
            "Where time servers come from: DHCP, custom list, defaults or disabled.",
            prototyped(V26_0_0),
            defaultsTo(NtpMode.FACTORY));
    public static final Field<Host, List<String>> NTP_CUSTOM_SERVERS = define.serverOnly(
            "ntp_custom_servers", STRING_SET, "Time servers used in custom mode.", prototyped(V26_0_0));
    public static final Field<Host, String> TIMEZONE = define.serverOnly(
            "timezone", STRING, "Time zone name, such as Europe/London.", prototyped(V26_0_0), defaultsTo("UTC"));
    public static final Field<Host, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config",
            STRING_MAP,
            "Free keys; auto-scan-interval (seconds) and no_local_storage have effects.",
            key("folder", VM_OPERATOR),
            key("XenCenter.CustomFields.*", VM_OPERATOR));

    /** The class as a whole. */
    public static final ClassDef<Host> CLASS = define.complete(Host.class);

    private Host() {}
}
