package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.internal;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.Map;

@XenClass(
        name = "console",
        since = RIO,
        doc = "A screen or text terminal of a VM.",
        traits = CONSTRUCTIBLE,
        makers = VM_ADMIN)
public final class Console {
    private static final FieldFactory<Console> define = new FieldFactory<Console>("console", RIO).settableBy(VM_ADMIN);

    // Identity
    public static final Field<Console, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Console, Ref<Vm>> VM = define.serverOnly("VM", ref("VM"), "VM it shows.");
    public static final Field<Console, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra settings and notes by key.");

    // Access
    public static final Field<Console, ConsoleProtocol> PROTOCOL =
            define.serverOnly("protocol", enumOf(ConsoleProtocol.class), "vt100 text, rfb (VNC) screen or rdp screen.");
    public static final Field<Console, String> LOCATION =
            define.serverOnly("location", STRING, "URL to connect to through the host.");
    public static final Field<Console, Long> PORT =
            define.readWrite("port", INT, "TCP port on the host behind it; not reachable from outside.", internal());

    /** The class as a whole. */
    public static final ClassDef<Console> CLASS = define.complete(Console.class);

    private Console() {}
}
