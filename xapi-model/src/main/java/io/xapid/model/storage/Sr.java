package io.xapid.model.storage;

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
import io.xapid.model.pool.DrTask;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "SR",
        since = RIO,
        doc = "Storage repository: a place that holds virtual disks.",
        messages = {SrLifecycle.class, SrSettings.class, SrContents.class, SrRecovery.class})
public final class Sr {
    private static final FieldFactory<Sr> define = new FieldFactory<>("SR", RIO);

    // Identity
    public static final Field<Sr, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Sr, String> NAME_LABEL =
            define.setAtCreation("name_label", STRING, "Name for people.", optional());
    public static final Field<Sr, String> NAME_DESCRIPTION =
            define.setAtCreation("name_description", STRING, "Free text notes for people.", optional());
    public static final Field<Sr, List<String>> TAGS = define.readWrite(
            "tags",
            STRING_SET,
            "Labels chosen by users for grouping and searching.",
            since(ORLANDO),
            optional(),
            setBy(VM_OPERATOR));

    // Life
    public static final Field<Sr, List<StorageOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(StorageOperation.class)),
            "Operations that would be accepted in the present state.",
            clearedAtStart());
    public static final Field<Sr, Map<String, StorageOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(StorageOperation.class)),
            "Operations under way, keyed by task.",
            clearedAtStart());
    public static final Field<Sr, Ref<DrTask>> INTRODUCED_BY = define.serverOnly(
            "introduced_by",
            ref("DR_task"),
            "Disaster recovery task that brought it in; null otherwise.",
            since(BOSTON));

    // Content
    public static final Field<Sr, List<Ref<Vdi>>> VDIS = define.derived("VDIs", "VDI", "SR", "Virtual disks inside.");
    public static final Field<Sr, Map<String, Ref<Blob>>> BLOBS = define.serverOnly(
            "blobs", map(STRING, ref("blob")), "Binary data attached to the repository, by name.", since(ORLANDO));
    public static final Field<Sr, String> CONTENT_TYPE =
            define.setAtCreation("content_type", STRING, "What it holds: user, iso, disk or another word.");
    public static final Field<Sr, Boolean> IS_TOOLS_SR =
            define.serverOnly("is_tools_sr", BOOL, "True for the ISO repository with the guest tools.", since(DUNDEE));
    public static final Field<Sr, Boolean> DEFAULT_VDI_VISIBILITY = define.serverOnly(
            "default_vdi_visibility", BOOL, "Whether new disks are visible to clients by default.", internal());

    // Space
    public static final Field<Sr, Long> PHYSICAL_SIZE =
            define.setAtCreation("physical_size", INT, "Bytes of the underlying storage.");
    public static final Field<Sr, Long> PHYSICAL_UTILISATION =
            define.serverOnly("physical_utilisation", INT, "Bytes of the underlying storage in use.");
    public static final Field<Sr, Long> VIRTUAL_ALLOCATION =
            define.serverOnly("virtual_allocation", INT, "Sum of the virtual sizes of all disks, in bytes.");

    // Connection
    public static final Field<Sr, String> TYPE =
            define.setAtCreation("type", STRING, "Driver type, such as lvm, nfs or ext.");
    public static final Field<Sr, Boolean> SHARED =
            define.serverOnly("shared", BOOL, "True if every host of the pool can connect to it.");
    public static final Field<Sr, List<Ref<Pbd>>> PBDS = define.derived("PBDs", "PBD", "SR", "Connections to hosts.");
    public static final Field<Sr, Boolean> CLUSTERED =
            define.serverOnly("clustered", BOOL, "True if it relies on a cluster stack.", since(DUNDEE));
    public static final Field<Sr, Boolean> LOCAL_CACHE_ENABLED = define.serverOnly(
            "local_cache_enabled", BOOL, "True if some host uses it as local disk cache.", since(COWLEY));

    // Settings
    public static final Field<Sr, Map<String, String>> SM_CONFIG =
            define.readWrite("sm_config", STRING_MAP, "Keys kept by the storage driver.", since(MIAMI), optional());
    public static final Field<Sr, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config",
            STRING_MAP,
            "Free keys; auto-scan, dirty and indestructible have effects.",
            key("folder", VM_OPERATOR),
            key("XenCenter.CustomFields.*", VM_OPERATOR));

    /** The class as a whole. */
    public static final ClassDef<Sr> CLASS = define.complete(Sr.class);

    private Sr() {}
}
