package io.xapid.model.storage;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.Role.VM_OPERATOR;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.pool.Pool;
import io.xapid.model.vm.Crashdump;
import io.xapid.model.vm.Vbd;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "VDI",
        since = RIO,
        doc = "Virtual disk image kept in a storage repository.",
        messages = {
            VdiCopies.class,
            VdiRegistry.class,
            VdiSettings.class,
            VdiDriverState.class,
            VdiChangeTracking.class,
            VdiRecovery.class
        },
        traits = CONSTRUCTIBLE,
        makers = VM_ADMIN,
        createMarks = "SR:vdi_create",
        destroyMarks = {"SR:vdi_destroy", "VDI:destroy"})
public final class Vdi {
    private static final FieldFactory<Vdi> define = new FieldFactory<Vdi>("VDI", RIO).settableBy(VM_ADMIN);

    // Identity
    public static final Field<Vdi, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Vdi, String> NAME_LABEL =
            define.setAtCreation("name_label", STRING, "Name for people.", optional());
    public static final Field<Vdi, String> NAME_DESCRIPTION =
            define.setAtCreation("name_description", STRING, "Free text notes for people.", optional());
    public static final Field<Vdi, List<String>> TAGS = define.readWrite(
            "tags",
            STRING_SET,
            "Labels chosen by users for grouping and searching.",
            since(ORLANDO),
            optional(),
            setBy(VM_OPERATOR));
    public static final Field<Vdi, VdiType> TYPE = define.setAtCreation(
            "type",
            enumOf(VdiType.class),
            "What it is for: user or system disk, suspend image, HA statefile and so on.");

    // Life
    public static final Field<Vdi, List<VdiOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(VdiOperation.class)),
            "Operations that would be accepted in the present state.",
            clearedAtStart());
    public static final Field<Vdi, Map<String, VdiOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(VdiOperation.class)),
            "Operations under way, keyed by task.",
            clearedAtStart());
    public static final Field<Vdi, Boolean> MANAGED =
            define.serverOnly("managed", BOOL, "True if it is a disk for clients; false for driver internals.");
    public static final Field<Vdi, Boolean> MISSING =
            define.serverOnly("missing", BOOL, "True if the last scan did not find it in the storage.");
    public static final Field<Vdi, Boolean> STORAGE_LOCK =
            define.serverOnly("storage_lock", BOOL, "True if locked at storage level.");

    // Storage
    public static final Field<Vdi, Ref<Sr>> SR = define.setAtCreation("SR", ref("SR"), "Repository it is kept in.");
    public static final Field<Vdi, String> LOCATION = define.serverOnly(
            "location", STRING, "Name by which the storage driver finds it; unique in the repository.", since(MIAMI));
    public static final Field<Vdi, Long> VIRTUAL_SIZE =
            define.setAtCreation("virtual_size", INT, "Size a guest sees, in bytes.");
    public static final Field<Vdi, Long> PHYSICAL_UTILISATION =
            define.serverOnly("physical_utilisation", INT, "Bytes it occupies in the repository now.");
    public static final Field<Vdi, Ref<Vdi>> PARENT = define.serverOnly(
            "parent", ref("VDI"), "Deprecated: image it was cloned from; drivers know better.", deprecated(ELY));
    public static final Field<Vdi, Map<String, String>> SM_CONFIG =
            define.readWrite("sm_config", STRING_MAP, "Keys kept by the storage driver.", since(MIAMI), optional());

    // Use
    public static final Field<Vdi, List<Ref<Vbd>>> VBDS =
            define.derived("VBDs", "VBD", "VDI", "Connections to virtual machines.");
    public static final Field<Vdi, List<Ref<Crashdump>>> CRASH_DUMPS =
            define.derived("crash_dumps", "crashdump", "VDI", "Guest crash dumps kept in it.");
    public static final Field<Vdi, Boolean> SHARABLE =
            define.setAtCreation("sharable", BOOL, "True if several guests may write to it at once.");
    public static final Field<Vdi, Boolean> READ_ONLY =
            define.setAtCreation("read_only", BOOL, "True if it can never be written.");
    public static final Field<Vdi, Boolean> IS_TOOLS_ISO =
            define.serverOnly("is_tools_iso", BOOL, "True for the ISO with the guest tools.", since(DUNDEE));
    public static final Field<Vdi, OnBoot> ON_BOOT = define.serverOnly(
            "on_boot",
            enumOf(OnBoot.class),
            "Keep changes (persist) or drop them (reset) each time the guest starts.",
            since(COWLEY),
            defaultsTo(OnBoot.PERSIST));
    public static final Field<Vdi, Boolean> ALLOW_CACHING =
            define.serverOnly("allow_caching", BOOL, "True if hosts may cache it on local storage.", since(COWLEY));
    public static final Field<Vdi, Map<String, String>> XENSTORE_DATA = define.readWrite(
            "xenstore_data", STRING_MAP, "Keys shown to the guest next to the disk.", since(MIAMI), optional());

    // Snapshots
    public static final Field<Vdi, Boolean> IS_A_SNAPSHOT =
            define.serverOnly("is_a_snapshot", BOOL, "True if it is a snapshot.", since(ORLANDO));
    public static final Field<Vdi, Ref<Vdi>> SNAPSHOT_OF =
            define.serverOnly("snapshot_of", ref("VDI"), "Disk it is a snapshot of.", since(ORLANDO));
    public static final Field<Vdi, List<Ref<Vdi>>> SNAPSHOTS =
            define.derived("snapshots", "VDI", "snapshot_of", "Snapshots taken of it.", since(ORLANDO));
    public static final Field<Vdi, Instant> SNAPSHOT_TIME =
            define.serverOnly("snapshot_time", DATETIME, "When the snapshot was taken.", since(ORLANDO));
    public static final Field<Vdi, Boolean> CBT_ENABLED =
            define.serverOnly("cbt_enabled", BOOL, "True if changed blocks are tracked.", since(INVERNESS));

    // Recovery
    public static final Field<Vdi, Ref<Pool>> METADATA_OF_POOL = define.serverOnly(
            "metadata_of_pool", ref("pool"), "Pool whose database copy it holds; null otherwise.", since(BOSTON));
    public static final Field<Vdi, Boolean> METADATA_LATEST = define.serverOnly(
            "metadata_latest", BOOL, "True if it is the newest database copy of that pool here.", since(BOSTON));

    // Settings
    public static final Field<Vdi, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config",
            STRING_MAP,
            "Free keys; content_id and timeoffset have effects.",
            key("folder", VM_OPERATOR),
            key("XenCenter.CustomFields.*", VM_OPERATOR));

    /** The class as a whole. */
    public static final ClassDef<Vdi> CLASS = define.complete(Vdi.class);

    private Vdi() {}
}
