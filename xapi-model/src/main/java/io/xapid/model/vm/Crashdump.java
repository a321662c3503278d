package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.STRING_MAP;
import static io.xapid.model.meta.XenType.ref;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.storage.Vdi;
import java.util.Map;

@XenClass(
        name = "crashdump",
        since = RIO,
        deprecated = INVERNESS,
        doc = "A memory dump left by a guest crash.",
        messages = CrashdumpMessages.class)
public final class Crashdump {
    private static final FieldFactory<Crashdump> define = new FieldFactory<>("crashdump", RIO);

    // Identity
    public static final Field<Crashdump, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Crashdump, Ref<Vm>> VM = define.setAtCreation("VM", ref("VM"), "VM that crashed.");
    public static final Field<Crashdump, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra settings and notes by key.", since(MIAMI), optional());

    // Storage
    public static final Field<Crashdump, Ref<Vdi>> VDI =
            define.setAtCreation("VDI", ref("VDI"), "Disk image holding the dump.");

    /** The class as a whole. */
    public static final ClassDef<Crashdump> CLASS = define.complete(Crashdump.class);

    private Crashdump() {}
}
