package io.xapid.model.storage;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;
import java.util.Map;

@XenClass(name = "SM", since = RIO, doc = "A storage driver known to the pool.")
public final class Sm {
    private static final FieldFactory<Sm> define = new FieldFactory<>("SM", RIO);

    // Identity
    public static final Field<Sm, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Sm, String> NAME_LABEL = define.serverOnly("name_label", STRING, "Name for people.");
    public static final Field<Sm, String> NAME_DESCRIPTION =
            define.serverOnly("name_description", STRING, "What the driver is for.");
    public static final Field<Sm, String> TYPE = define.serverOnly("type", STRING, "Repository type it serves.");
    public static final Field<Sm, String> VENDOR = define.serverOnly("vendor", STRING, "Who made it.");
    public static final Field<Sm, String> COPYRIGHT = define.serverOnly("copyright", STRING, "Who holds the rights.");
    public static final Field<Sm, String> VERSION = define.serverOnly("version", STRING, "Version of the driver.");
    public static final Field<Sm, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", since(MIAMI), optional());

    // Abilities
    public static final Field<Sm, Map<String, Long>> FEATURES = define.serverOnly(
            "features",
            map(STRING, INT),
            "What it can do, each with a version number.",
            since(CLEARWATER),
            changed(V24_37_0));
    public static final Field<Sm, List<String>> CAPABILITIES = define.serverOnly(
            "capabilities",
            STRING_SET,
            "Deprecated: feature names without versions; see features.",
            since(MIAMI),
            deprecated(CLEARWATER));
    public static final Field<Sm, Map<Ref<Host>, List<String>>> HOST_PENDING_FEATURES = define.serverOnly(
            "host_pending_features",
            map(ref("host"), STRING_SET),
            "Features not yet on every host, by host.",
            prototyped(V24_37_0),
            internal());
    public static final Field<Sm, String> REQUIRED_API_VERSION =
            define.serverOnly("required_api_version", STRING, "Storage interface version it follows.");
    public static final Field<Sm, List<String>> REQUIRED_CLUSTER_STACK = define.serverOnly(
            "required_cluster_stack",
            STRING_SET,
            "Cluster stacks it can work with; empty if it needs none.",
            since(DUNDEE));
    public static final Field<Sm, List<ImageFormat>> SUPPORTED_IMAGE_FORMATS = define.serverOnly(
            "supported_image_formats",
            set(enumOf(ImageFormat.class)),
            "Disk image formats it can store.",
            prototyped(V26_15_0));

    // Setup
    public static final Field<Sm, Map<String, String>> CONFIGURATION = define.serverOnly(
            "configuration", STRING_MAP, "Names of device settings it takes, each with an explanation.");
    public static final Field<Sm, String> DRIVER_FILENAME =
            define.serverOnly("driver_filename", STRING, "Program file of the driver.", since(ORLANDO));

    /** The class as a whole. */
    public static final ClassDef<Sm> CLASS = define.complete(Sm.class);

    private Sm() {}
}
