package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;

@XenClass(
        name = "PVS_server",
        since = ELY,
        doc = "Addresses and ports of one provisioning server of a site.",
        messages = PvsServerMessages.class)
public final class PvsServer {
    private static final FieldFactory<PvsServer> define = new FieldFactory<>("PVS_server", ELY);

    // Identity
    public static final Field<PvsServer, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<PvsServer, Ref<PvsSite>> SITE =
            define.setAtCreation("site", ref("PVS_site"), "Site it serves.", optional());

    // Connection
    public static final Field<PvsServer, List<String>> ADDRESSES =
            define.setAtCreation("addresses", STRING_SET, "IP addresses of the server.", optional());
    public static final Field<PvsServer, Long> FIRST_PORT =
            define.setAtCreation("first_port", INT, "Lowest UDP port it uses.", optional());
    public static final Field<PvsServer, Long> LAST_PORT =
            define.setAtCreation("last_port", INT, "Highest UDP port it uses.", optional());

    /** The class as a whole. */
    public static final ClassDef<PvsServer> CLASS = define.complete(PvsServer.class);

    private PvsServer() {}
}
