package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.Release.FALCON;
import static io.xapid.model.meta.XenType.INT;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.enumOf;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;

@XenClass(
        name = "SDN_controller",
        since = FALCON,
        doc = "Controller that programs the virtual switches of all hosts.",
        messages = SdnControllerMessages.class)
public final class SdnController {
    private static final FieldFactory<SdnController> define = new FieldFactory<>("SDN_controller", FALCON);

    // Identity
    public static final Field<SdnController, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");

    // Connection
    public static final Field<SdnController, SdnProtocol> PROTOCOL = define.setAtCreation(
            "protocol",
            enumOf(SdnProtocol.class),
            "ssl: hosts connect out; pssl: hosts listen for the controller.",
            defaultsTo(SdnProtocol.SSL));
    public static final Field<SdnController, String> ADDRESS =
            define.setAtCreation("address", STRING, "IP address of the controller; empty for pssl.", optional());
    public static final Field<SdnController, Long> PORT =
            define.setAtCreation("port", INT, "TCP port; 0 picks the usual one.", optional());

    /** The class as a whole. */
    public static final ClassDef<SdnController> CLASS = define.complete(SdnController.class);

    private SdnController() {}
}
