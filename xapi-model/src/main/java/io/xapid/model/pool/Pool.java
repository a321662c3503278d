package io.xapid.model.pool;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.VM_OPERATOR;
import static io.xapid.model.meta.XenClass.Trait.NO_GET_BY_LABEL;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.event.Blob;
import io.xapid.model.host.Host;
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
        name = "pool",
        since = RIO,
        doc = "Group of hosts managed as one; every installation has exactly one pool.",
        messages = {
            PoolMembership.class,
            PoolCoordinator.class,
            PoolNetworking.class,
            PoolHa.class,
            PoolAuthentication.class,
            PoolWlb.class,
            PoolCertificates.class,
            PoolSecurity.class,
            PoolAccess.class,
            PoolUpdates.class,
            PoolSettings.class,
            PoolSupport.class
        },
        traits = NO_GET_BY_LABEL)
public final class Pool {
    private static final FieldFactory<Pool> define = new FieldFactory<>("pool", RIO);

    // Identity
    public static final Field<Pool, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Pool, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people; empty for a pool of one unnamed host.");
    public static final Field<Pool, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text notes.");
    public static final Field<Pool, List<String>> TAGS = define.readWrite(
            "tags",
            STRING_SET,
            "Free labels used to find and group objects.",
            since(ORLANDO),
            optional(),
            setBy(VM_OPERATOR));
    public static final Field<Pool, Map<String, String>> GUI_CONFIG = define.readWrite(
            "gui_config",
            STRING_MAP,
            "Settings that graphical clients keep for themselves.",
            since(ORLANDO),
            optional(),
            setBy(VM_OPERATOR));
    public static final Field<Pool, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config",
            STRING_MAP,
            "Extra keys; some of them change how the toolstack behaves.",
            key("folder", VM_OPERATOR),
            key("XenCenter.CustomFields.*", VM_OPERATOR),
            key("EMPTY_FOLDERS", VM_OPERATOR));

    // Life
    public static final Field<Pool, Ref<Host>> MASTER = define.serverOnly(
            "master", ref("host"), "Host acting as coordinator: it owns the database and hands out work.");
    public static final Field<Pool, Boolean> COORDINATOR_BIAS = define.readWrite(
            "coordinator_bias",
            BOOL,
            "Prefer other hosts to the coordinator when choosing where a VM starts.",
            prototyped(V22_37_0),
            since(RIO),
            defaultsTo(true));
    public static final Field<Pool, List<PoolOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(PoolOperation.class)),
            "Operations that would be accepted right now.",
            clearedAtStart());
    public static final Field<Pool, Map<String, PoolOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(PoolOperation.class)),
            "Running operations, keyed by the task doing them.",
            clearedAtStart());
    public static final Field<Pool, Map<String, String>> RESTRICTIONS = define.serverOnly(
            "restrictions",
            STRING_MAP,
            "Licence restrictions in force: a feature is off if any host lacks it.",
            since(MIDNIGHT_RIDE));
    public static final Field<Pool, Map<String, String>> CPU_INFO = define.serverOnly(
            "cpu_info",
            STRING_MAP,
            "CPU facts and the feature set shared by all hosts, used for migration checks.",
            since(DUNDEE));

    // Storage
    public static final Field<Pool, Ref<Sr>> DEFAULT_SR =
            define.readWrite("default_SR", ref("SR"), "Storage used when the caller names none for new disks.");
    public static final Field<Pool, Ref<Sr>> SUSPEND_IMAGE_SR =
            define.readWrite("suspend_image_SR", ref("SR"), "Storage for memory images of suspended VMs.");
    public static final Field<Pool, Ref<Sr>> CRASH_DUMP_SR =
            define.readWrite("crash_dump_SR", ref("SR"), "Storage for crash dumps of VMs.");
    public static final Field<Pool, Boolean> REDO_LOG_ENABLED = define.serverOnly(
            "redo_log_enabled",
            BOOL,
            "Whether database writes are also logged to shared storage outside HA.",
            since(MIDNIGHT_RIDE));
    public static final Field<Pool, Ref<Vdi>> REDO_LOG_VDI = define.serverOnly(
            "redo_log_vdi", ref("VDI"), "Disk that holds the redo log when it is on without HA.", since(MIDNIGHT_RIDE));
    public static final Field<Pool, List<Ref<Vdi>>> METADATA_VDIS = define.derived(
            "metadata_VDIs",
            "VDI",
            "metadata_of_pool",
            "Known disks holding copies of this pool's database.",
            since(BOSTON));
    public static final Field<Pool, Map<String, Ref<Blob>>> BLOBS =
            define.serverOnly("blobs", map(STRING, ref("blob")), "Attached binary data, by name.", since(ORLANDO));

    // High availability
    public static final Field<Pool, Boolean> HA_ENABLED =
            define.serverOnly("ha_enabled", BOOL, "Whether high availability is on.", since(ORLANDO));
    public static final Field<Pool, Map<String, String>> HA_CONFIGURATION = define.serverOnly(
            "ha_configuration",
            STRING_MAP,
            "Options high availability was turned on with, such as timeouts.",
            since(ORLANDO));
    public static final Field<Pool, List<String>> HA_STATEFILES = define.serverOnly(
            "ha_statefiles", STRING_SET, "UUIDs of the disks used for the storage heartbeat.", since(ORLANDO));
    public static final Field<Pool, Long> HA_HOST_FAILURES_TO_TOLERATE = define.serverOnly(
            "ha_host_failures_to_tolerate",
            INT,
            "Number of host failures the restart plan should survive.",
            since(ORLANDO));
    public static final Field<Pool, Long> HA_PLAN_EXISTS_FOR = define.serverOnly(
            "ha_plan_exists_for", INT, "Number of host failures the present plan really survives.", since(ORLANDO));
    public static final Field<Pool, Boolean> HA_ALLOW_OVERCOMMIT = define.readWrite(
            "ha_allow_overcommit",
            BOOL,
            "Allow changes that leave protected VMs without a restart guarantee.",
            since(ORLANDO),
            optional());
    public static final Field<Pool, Boolean> HA_OVERCOMMITTED = define.serverOnly(
            "ha_overcommitted",
            BOOL,
            "True when the planned number of host failures cannot be survived.",
            since(ORLANDO));
    public static final Field<Pool, String> HA_CLUSTER_STACK = define.serverOnly(
            "ha_cluster_stack",
            STRING,
            "Cluster stack that high availability uses now; empty when it is off.",
            since(DUNDEE));
    public static final Field<Pool, Boolean> HA_REBOOT_VM_ON_INTERNAL_SHUTDOWN = define.readWrite(
            "ha_reboot_vm_on_internal_shutdown",
            BOOL,
            "Restart protected VMs even when the guest shut itself down.",
            prototyped(V25_16_0),
            defaultsTo(true));

    // Load balancing
    public static final Field<Pool, String> WLB_URL = define.serverOnly(
            "wlb_url", STRING, "Address and port of the workload balancing server; empty if none.", since(GEORGE));
    public static final Field<Pool, String> WLB_USERNAME =
            define.serverOnly("wlb_username", STRING, "Account used at the workload balancing server.", since(GEORGE));
    public static final Field<Pool, Ref<Secret>> WLB_PASSWORD = define.serverOnly(
            "wlb_password",
            ref("secret"),
            "Secret holding the password for the workload balancing server.",
            since(GEORGE),
            internal());
    public static final Field<Pool, Boolean> WLB_ENABLED = define.readWrite(
            "wlb_enabled",
            BOOL,
            "Whether placement asks the workload balancing server.",
            since(GEORGE),
            optional(),
            setByOrClientCertificate(POOL_OPERATOR));
    public static final Field<Pool, Boolean> WLB_VERIFY_CERT = define.readWrite(
            "wlb_verify_cert",
            BOOL,
            "Whether that server's TLS certificate is checked; no longer has effect.",
            since(GEORGE),
            deprecated(V1_290_0),
            optional());

    // Security
    public static final Field<Pool, Boolean> TLS_VERIFICATION_ENABLED = define.serverOnly(
            "tls_verification_enabled",
            BOOL,
            "Whether certificates are checked on connections between hosts.",
            since(V1_290_0));
    public static final Field<Pool, Boolean> CLIENT_CERTIFICATE_AUTH_ENABLED = define.serverOnly(
            "client_certificate_auth_enabled",
            BOOL,
            "Whether clients may log in with a TLS certificate.",
            since(V1_318_0));
    public static final Field<Pool, String> CLIENT_CERTIFICATE_AUTH_NAME = define.serverOnly(
            "client_certificate_auth_name",
            STRING,
            "Host name a client's certificate must carry to be accepted.",
            since(V1_318_0));
    public static final Field<Pool, String> UEFI_CERTIFICATES = define.setAtCreation(
            "uefi_certificates",
            STRING,
            "Secure boot certificates in force for guests: base64 of a tar archive.",
            since(QUEBEC),
            changed(V22_16_0),
            optional());
    public static final Field<Pool, String> CUSTOM_UEFI_CERTIFICATES = define.setAtCreation(
            "custom_uefi_certificates",
            STRING,
            "Certificates replacing the shipped secure boot set; base64 tar or empty.",
            prototyped(V24_0_0),
            optional());
    public static final Field<Pool, Boolean> AUTO_UPDATE_VM_SECUREBOOT_CERTIFICATES = define.readWrite(
            "auto_update_vm_secureboot_certificates",
            BOOL,
            "Whether outdated secure boot certificates in VMs are renewed unasked.",
            prototyped(V26_16_1),
            optional());
    public static final Field<Pool, Boolean> IS_PSR_PENDING = define.readWrite(
            "is_psr_pending",
            BOOL,
            "True while a change of the pool secret is unfinished; blocks operations.",
            since(STOCKHOLM_PSR),
            optional());
    public static final Field<Pool, Long> LOCAL_AUTH_MAX_THREADS = define.setAtCreation(
            "local_auth_max_threads",
            INT,
            "Most password logins of local accounts checked at once.",
            prototyped(V23_27_0),
            defaultsTo(8L));
    public static final Field<Pool, Long> EXT_AUTH_MAX_THREADS = define.setAtCreation(
            "ext_auth_max_threads",
            INT,
            "Most logins through the external directory checked at once.",
            prototyped(V23_27_0),
            defaultsTo(1L));
    public static final Field<Pool, Boolean> EXT_AUTH_CACHE_ENABLED = define.serverOnly(
            "ext_auth_cache_enabled",
            BOOL,
            "Whether successful external logins are remembered for a short time.",
            prototyped(V24_31_0),
            defaultsTo(true));
    public static final Field<Pool, Long> EXT_AUTH_CACHE_SIZE = define.serverOnly(
            "ext_auth_cache_size", INT, "Most external logins remembered.", prototyped(V24_31_0), defaultsTo(50L));
    public static final Field<Pool, Long> EXT_AUTH_CACHE_EXPIRY = define.serverOnly(
            "ext_auth_cache_expiry",
            INT,
            "Seconds an external login is remembered.",
            prototyped(V24_31_0),
            defaultsTo(300L));
    public static final Field<Pool, Boolean> LIMIT_CONSOLE_SESSIONS = define.readWrite(
            "limit_console_sessions",
            BOOL,
            "Allow just one session at a time on each console.",
            prototyped(V26_1_0),
            optional());
    public static final Field<Pool, Long> VM_CONSOLE_IDLE_TIMEOUT = define.readWrite(
            "vm_console_idle_timeout",
            INT,
            "Seconds of silence after which a VM console is closed; 0 for never.",
            prototyped(V26_1_0),
            optional());

    // Updates
    public static final Field<Pool, List<Ref<Repository>>> REPOSITORIES = define.serverOnly(
            "repositories", set(ref("Repository")), "Repositories in use for updates.", since(V1_301_0), dangling());
    public static final Field<Pool, String> REPOSITORY_PROXY_URL = define.serverOnly(
            "repository_proxy_url",
            STRING,
            "Proxy used to reach the repositories; empty for a direct connection.",
            since(V21_3_0));
    public static final Field<Pool, String> REPOSITORY_PROXY_USERNAME = define.serverOnly(
            "repository_proxy_username",
            STRING,
            "Account at the repository proxy; empty if it asks for none.",
            since(V21_3_0));
    public static final Field<Pool, Ref<Secret>> REPOSITORY_PROXY_PASSWORD = define.serverOnly(
            "repository_proxy_password",
            ref("secret"),
            "Secret holding the password for the repository proxy.",
            since(V21_3_0),
            changed(V23_9_0));
    public static final Field<Pool, Instant> LAST_UPDATE_SYNC = define.serverOnly(
            "last_update_sync", DATETIME, "Time updates were last fetched; 1970 if never.", prototyped(V23_18_0));
    public static final Field<Pool, UpdateSyncFrequency> UPDATE_SYNC_FREQUENCY = define.serverOnly(
            "update_sync_frequency",
            enumOf(UpdateSyncFrequency.class),
            "How often updates are fetched unasked: daily or weekly.",
            prototyped(V23_18_0),
            defaultsTo(UpdateSyncFrequency.WEEKLY));
    public static final Field<Pool, Long> UPDATE_SYNC_DAY = define.serverOnly(
            "update_sync_day", INT, "Day of the weekly fetch, 0 for Sunday to 6 for Saturday.", prototyped(V23_18_0));
    public static final Field<Pool, Boolean> UPDATE_SYNC_ENABLED = define.serverOnly(
            "update_sync_enabled", BOOL, "Whether updates are fetched on a schedule.", prototyped(V23_18_0));
    public static final Field<Pool, Boolean> LIVE_PATCHING_DISABLED = define.readWrite(
            "live_patching_disabled",
            BOOL,
            "Never patch running software in place; updates then need a restart.",
            since(ELY),
            optional());

    // Settings
    public static final Field<Pool, Map<String, String>> HEALTH_CHECK_CONFIG = define.readWrite(
            "health_check_config",
            STRING_MAP,
            "Settings of the service that uploads health reports.",
            since(DUNDEE),
            optional());
    public static final Field<Pool, Map<String, String>> GUEST_AGENT_CONFIG = define.serverOnly(
            "guest_agent_config", STRING_MAP, "Settings passed on to the guest agents of all VMs.", since(DUNDEE));
    public static final Field<Pool, Boolean> POLICY_NO_VENDOR_DEVICE = define.readWrite(
            "policy_no_vendor_device",
            BOOL,
            "New VMs get no vendor PCI device (driver updates) unless asked for.",
            since(DUNDEE),
            deprecated(V24_14_0),
            optional());
    public static final Field<Pool, Boolean> IGMP_SNOOPING_ENABLED = define.serverOnly(
            "igmp_snooping_enabled",
            BOOL,
            "Whether bridges forward multicast only to ports that asked for it.",
            since(INVERNESS));
    public static final Field<Pool, String> VSWITCH_CONTROLLER = define.serverOnly(
            "vswitch_controller",
            STRING,
            "Address of the old virtual switch controller; see SDN_controller.",
            since(MIDNIGHT_RIDE),
            deprecated(FALCON));
    public static final Field<Pool, Boolean> MIGRATION_COMPRESSION = define.readWrite(
            "migration_compression",
            BOOL,
            "Compress VM migration traffic unless the call says otherwise.",
            prototyped(V22_33_0),
            optional());
    public static final Field<Pool, Ref<Secret>> TELEMETRY_UUID = define.serverOnly(
            "telemetry_uuid",
            ref("secret"),
            "Secret holding the anonymous identifier sent with usage data.",
            prototyped(V23_9_0));
    public static final Field<Pool, TelemetryFrequency> TELEMETRY_FREQUENCY = define.serverOnly(
            "telemetry_frequency",
            enumOf(TelemetryFrequency.class),
            "How often usage data is collected: daily, weekly or monthly.",
            prototyped(V23_9_0),
            defaultsTo(TelemetryFrequency.WEEKLY));
    public static final Field<Pool, Instant> TELEMETRY_NEXT_COLLECTION = define.serverOnly(
            "telemetry_next_collection",
            DATETIME,
            "Earliest time of the next collection of usage data.",
            prototyped(V23_9_0));
    public static final Field<Pool, Map<String, String>> RECOMMENDATIONS = define.serverOnly(
            "recommendations", STRING_MAP, "Suggested upper limits for the pool, by name.", prototyped(V24_19_1));
    public static final Field<Pool, Map<String, String>> LICENSE_SERVER = define.readWrite(
            "license_server",
            STRING_MAP,
            "Where licences come from: address and port.",
            prototyped(V25_6_0),
            optional());

    /** The class as a whole. */
    public static final ClassDef<Pool> CLASS = define.complete(Pool.class);

    private Pool() {}
}
