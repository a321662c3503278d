package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.storage.Vdi;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "VBD",
        since = RIO,
        doc = "A disk, CD or floppy drive of a VM and what is in it.",
        messages = VbdMessages.class,
        traits = CONSTRUCTIBLE,
        makers = VM_ADMIN)
public final class Vbd {
    private static final FieldFactory<Vbd> define = new FieldFactory<Vbd>("VBD", RIO).settableBy(VM_ADMIN);

    // Identity
    public static final Field<Vbd, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Vbd, Ref<Vm>> VM = define.setAtCreation("VM", ref("VM"), "VM that has this drive.");
    public static final Field<Vbd, Ref<Vdi>> VDI =
            define.setAtCreation("VDI", ref("VDI"), "Disk image in it; null if empty.");
    public static final Field<Vbd, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra settings and notes by key.");

    // Life
    public static final Field<Vbd, List<VbdOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(VbdOperation.class)),
            "Operations that could start right now.",
            clearedAtStart());
    public static final Field<Vbd, Map<String, VbdOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(VbdOperation.class)),
            "Operations under way: task reference to operation.",
            clearedAtStart());
    public static final Field<Vbd, Boolean> CURRENTLY_ATTACHED = define.setAtCreation(
            "currently_attached",
            BOOL,
            "True while the guest or host has it connected.",
            changed(V1_257_0),
            optional());
    public static final Field<Vbd, Boolean> RESERVED =
            define.serverOnly("reserved", BOOL, "True while a VM start or move has claimed it.", internal());
    public static final Field<Vbd, Boolean> STORAGE_LOCK =
            define.serverOnly("storage_lock", BOOL, "True while its disk is locked in storage.");
    public static final Field<Vbd, Long> STATUS_CODE =
            define.serverOnly("status_code", INT, "Result number of the last device error; 0 if none.");
    public static final Field<Vbd, String> STATUS_DETAIL =
            define.serverOnly("status_detail", STRING, "Text of the last device error.");

    // Drive
    public static final Field<Vbd, VbdType> TYPE =
            define.readWrite("type", enumOf(VbdType.class), "Disk, CD or Floppy.");
    public static final Field<Vbd, VbdMode> MODE =
            define.setAtCreation("mode", enumOf(VbdMode.class), "RO for read-only, RW for writable.");
    public static final Field<Vbd, Boolean> BOOTABLE =
            define.readWrite("bootable", BOOL, "True if a pv guest's bootloader should look here.");
    public static final Field<Vbd, Boolean> EMPTY =
            define.setAtCreation("empty", BOOL, "True if it is a removable drive without a medium.");
    public static final Field<Vbd, Boolean> UNPLUGGABLE = define.readWrite(
            "unpluggable", BOOL, "True if it may be unplugged while the guest runs.", since(MIAMI), defaultsTo(true));

    // Position
    public static final Field<Vbd, String> USERDEVICE = define.readWrite(
            "userdevice", STRING, "Position wanted: a number or name such as 0 or xvda; autodetect picks one.");
    public static final Field<Vbd, String> DEVICE = define.setAtCreation(
            "device",
            STRING,
            "Name under which the guest sees it, such as xvda; empty until known.",
            changed(V1_257_0),
            optional());

    // Service
    public static final Field<Vbd, String> QOS_ALGORITHM_TYPE =
            define.readWrite("qos_algorithm_type", STRING, "I/O priority scheme: ionice, or empty for none.");
    public static final Field<Vbd, Map<String, String>> QOS_ALGORITHM_PARAMS =
            define.readWrite("qos_algorithm_params", STRING_MAP, "Settings of the scheme, such as sched and class.");
    public static final Field<Vbd, List<String>> QOS_SUPPORTED_ALGORITHMS =
            define.serverOnly("qos_supported_algorithms", STRING_SET, "Priority schemes it can use.");

    // Measurements
    public static final Field<Vbd, Map<String, String>> RUNTIME_PROPERTIES =
            define.serverOnly("runtime_properties", STRING_MAP, "Device facts reported while attached.");
    public static final Field<Vbd, Ref<VbdMetrics>> METRICS = define.serverOnly(
            "metrics",
            ref("VBD_metrics"),
            "Formerly: throughput record; now found in the performance data.",
            deprecated(TAMPA),
            removed(TAMPA));

    /** The class as a whole. */
    public static final ClassDef<Vbd> CLASS = define.complete(Vbd.class);

    private Vbd() {}
}
