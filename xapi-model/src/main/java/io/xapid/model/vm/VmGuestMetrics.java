package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.Map;

@XenClass(name = "VM_guest_metrics", since = RIO, doc = "What the agent inside a guest reports.")
public final class VmGuestMetrics {
    private static final FieldFactory<VmGuestMetrics> define =
            new FieldFactory<VmGuestMetrics>("VM_guest_metrics", RIO).settableBy(VM_ADMIN);

    // Identity
    public static final Field<VmGuestMetrics, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<VmGuestMetrics, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config", STRING_MAP, "Extra settings and notes by key.", since(ORLANDO), optional());

    // Reporting
    public static final Field<VmGuestMetrics, Boolean> LIVE =
            define.serverOnly("live", BOOL, "True if the agent is reporting at present.", since(ORLANDO));
    public static final Field<VmGuestMetrics, Instant> LAST_UPDATED =
            define.serverOnly("last_updated", DATETIME, "When the agent last reported, UTC.");

    // System
    public static final Field<VmGuestMetrics, Map<String, String>> OS_VERSION =
            define.serverOnly("os_version", STRING_MAP, "Operating system name, version and kernel.");
    public static final Field<VmGuestMetrics, Map<String, String>> NETBIOS_NAME =
            define.serverOnly("netbios_name", STRING_MAP, "Windows host name and domain.", prototyped(V24_28_0));
    public static final Field<VmGuestMetrics, Map<String, String>> SERVICES = define.serverOnly(
            "services", STRING_MAP, "Services the guest announces, with their state.", prototyped(V25_15_0));
    public static final Field<VmGuestMetrics, Map<String, String>> OTHER = define.serverOnly(
            "other", STRING_MAP, "Further agent facts, including feature flags such as feature-suspend.");

    // Drivers
    public static final Field<VmGuestMetrics, Map<String, String>> PV_DRIVERS_VERSION = define.serverOnly(
            "PV_drivers_version", STRING_MAP, "Installed driver version: major, minor, micro, build.");
    public static final Field<VmGuestMetrics, Boolean> PV_DRIVERS_DETECTED = define.serverOnly(
            "PV_drivers_detected", BOOL, "True if a guest driver has connected to a device.", since(DUNDEE));
    public static final Field<VmGuestMetrics, Boolean> PV_DRIVERS_UP_TO_DATE = define.serverOnly(
            "PV_drivers_up_to_date", BOOL, "Same as PV_drivers_detected; kept for old clients.", deprecated(DUNDEE));
    public static final Field<VmGuestMetrics, Tristate> CAN_USE_HOTPLUG_VBD = define.serverOnly(
            "can_use_hotplug_vbd",
            enumOf(Tristate.class),
            "Whether disks can be plugged while it runs: yes, no or unspecified.",
            since(DUNDEE),
            defaultsTo(Tristate.UNSPECIFIED));
    public static final Field<VmGuestMetrics, Tristate> CAN_USE_HOTPLUG_VIF = define.serverOnly(
            "can_use_hotplug_vif",
            enumOf(Tristate.class),
            "Whether interfaces can be plugged while it runs: yes, no or unspecified.",
            since(DUNDEE),
            defaultsTo(Tristate.UNSPECIFIED));

    // Resources
    public static final Field<VmGuestMetrics, Map<String, String>> NETWORKS =
            define.serverOnly("networks", STRING_MAP, "Addresses by interface, such as 0/ipv4/0.");
    public static final Field<VmGuestMetrics, Map<String, String>> MEMORY = define.serverOnly(
            "memory",
            STRING_MAP,
            "Formerly: memory seen by the guest; always empty now.",
            deprecated(GEORGE),
            removed(GEORGE));
    public static final Field<VmGuestMetrics, Map<String, String>> DISKS = define.serverOnly(
            "disks",
            STRING_MAP,
            "Formerly: disk use seen by the guest; always empty now.",
            deprecated(ORLANDO),
            removed(ORLANDO));

    /** The class as a whole. */
    public static final ClassDef<VmGuestMetrics> CLASS = define.complete(VmGuestMetrics.class);

    private VmGuestMetrics() {}
}
