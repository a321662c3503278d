package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.COWLEY;
import static io.xapid.model.meta.Release.V1_250_0;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.Map;

@XenClass(
        name = "tunnel",
        since = COWLEY,
        doc = "Private network between hosts, carried inside their IP traffic.",
        messages = TunnelMessages.class)
public final class Tunnel {
    private static final FieldFactory<Tunnel> define = new FieldFactory<>("tunnel", COWLEY);

    // Identity
    public static final Field<Tunnel, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Tunnel, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra keys for clients.", optional());

    // Interfaces
    public static final Field<Tunnel, Ref<Pif>> ACCESS_PIF =
            define.setAtCreation("access_PIF", ref("PIF"), "Interface the private network sees.", optional());
    public static final Field<Tunnel, Ref<Pif>> TRANSPORT_PIF = define.setAtCreation(
            "transport_PIF", ref("PIF"), "Interface that carries the encapsulated traffic.", optional());
    public static final Field<Tunnel, TunnelProtocol> PROTOCOL = define.readWrite(
            "protocol",
            enumOf(TunnelProtocol.class),
            "Encapsulation: gre or vxlan.",
            since(V1_250_0),
            defaultsTo(TunnelProtocol.GRE));

    // State
    public static final Field<Tunnel, Map<String, String>> STATUS = define.readWrite(
            "status",
            STRING_MAP,
            "Key active is true while the switch controller has it working.",
            defaultsTo(Map.of("active", "false")));

    /** The class as a whole. */
    public static final ClassDef<Tunnel> CLASS = define.complete(Tunnel.class);

    private Tunnel() {}
}
