package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.Map;

@XenClass(
        name = "VLAN",
        since = MIAMI,
        doc = "Tagged network running over an interface of a host.",
        messages = VlanMessages.class)
public final class Vlan {
    private static final FieldFactory<Vlan> define = new FieldFactory<>("VLAN", MIAMI);

    // Identity
    public static final Field<Vlan, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<Vlan, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra keys for clients.", optional());

    // Interfaces
    public static final Field<Vlan, Ref<Pif>> TAGGED_PIF =
            define.setAtCreation("tagged_PIF", ref("PIF"), "Interface that carries the tagged frames.", optional());
    public static final Field<Vlan, Ref<Pif>> UNTAGGED_PIF =
            define.serverOnly("untagged_PIF", ref("PIF"), "Interface the network sees, without tags.");
    public static final Field<Vlan, Long> TAG =
            define.setAtCreation("tag", INT, "VLAN number from 0 to 4094.", defaultsTo(-1L));

    /** The class as a whole. */
    public static final ClassDef<Vlan> CLASS = define.complete(Vlan.class);

    private Vlan() {}
}
