package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "Bond",
        since = MIAMI,
        doc = "Several interfaces of a host working together as one.",
        messages = BondMessages.class)
public final class Bond {
    private static final FieldFactory<Bond> define = new FieldFactory<>("Bond", MIAMI);

    // Identity
    public static final Field<Bond, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<Bond, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra keys for clients.", optional());

    // Members
    public static final Field<Bond, Ref<Pif>> MASTER =
            define.setAtCreation("master", ref("PIF"), "Interface that stands for the whole bond.", optional());
    public static final Field<Bond, List<Ref<Pif>>> SLAVES =
            define.derived("slaves", "PIF", "bond_slave_of", "Interfaces combined in the bond.");
    public static final Field<Bond, Ref<Pif>> PRIMARY_SLAVE = define.serverOnly(
            "primary_slave", ref("PIF"), "Member whose MAC and configuration the bond took over.", since(BOSTON));

    // Behaviour
    public static final Field<Bond, BondMode> MODE = define.serverOnly(
            "mode",
            enumOf(BondMode.class),
            "How traffic is spread: balance-slb, active-backup or lacp.",
            since(BOSTON),
            defaultsTo(BondMode.BALANCE_SLB));
    public static final Field<Bond, Map<String, String>> PROPERTIES = define.serverOnly(
            "properties", STRING_MAP, "Settings for the mode, such as the hashing algorithm.", since(TAMPA));
    public static final Field<Bond, Boolean> AUTO_UPDATE_MAC = define.serverOnly(
            "auto_update_mac",
            BOOL,
            "Whether the bond's MAC follows the primary member.",
            since(QUEBEC),
            defaultsTo(true));

    // State
    public static final Field<Bond, Long> LINKS_UP =
            define.serverOnly("links_up", INT, "Number of members with a link.", since(TAMPA));

    /** The class as a whole. */
    public static final ClassDef<Bond> CLASS = define.complete(Bond.class);

    private Bond() {}
}
