package io.xapid.model.storage;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.Map;

@XenClass(
        name = "PBD",
        since = RIO,
        doc = "Connection of one host to one storage repository.",
        messages = PbdMessages.class,
        traits = CONSTRUCTIBLE,
        createMarks = "SR:pbd_create",
        destroyMarks = "SR:pbd_destroy")
public final class Pbd {
    private static final FieldFactory<Pbd> define = new FieldFactory<>("PBD", RIO);

    // Identity
    public static final Field<Pbd, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Pbd, Ref<Host>> HOST = define.setAtCreation("host", ref("host"), "Host that connects.");
    public static final Field<Pbd, Ref<Sr>> SR = define.setAtCreation("SR", ref("SR"), "Repository connected to.");
    public static final Field<Pbd, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", since(MIAMI), optional());

    // Connection
    public static final Field<Pbd, Map<String, String>> DEVICE_CONFIG = define.setAtCreation(
            "device_config", STRING_MAP, "Driver settings, such as server and path; may hold secrets.");
    public static final Field<Pbd, Boolean> CURRENTLY_ATTACHED =
            define.serverOnly("currently_attached", BOOL, "True if the host has the repository open now.");

    /** The class as a whole. */
    public static final ClassDef<Pbd> CLASS = define.complete(Pbd.class);

    private Pbd() {}
}
