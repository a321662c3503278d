package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.KOLKATA;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;

@XenClass(
        name = "network_sriov",
        since = KOLKATA,
        doc = "SR-IOV use of a network card: parts of it go straight to guests.",
        messages = NetworkSriovMessages.class)
public final class NetworkSriov {
    private static final FieldFactory<NetworkSriov> define = new FieldFactory<>("network_sriov", KOLKATA);

    // Identity
    public static final Field<NetworkSriov, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));

    // Interfaces
    public static final Field<NetworkSriov, Ref<Pif>> PHYSICAL_PIF =
            define.setAtCreation("physical_PIF", ref("PIF"), "Interface of the card that is divided.", optional());
    public static final Field<NetworkSriov, Ref<Pif>> LOGICAL_PIF = define.setAtCreation(
            "logical_PIF", ref("PIF"), "Interface that stands for the parts towards a network.", optional());

    // State
    public static final Field<NetworkSriov, Boolean> REQUIRES_REBOOT =
            define.serverOnly("requires_reboot", BOOL, "Whether the host must restart for a change to take effect.");
    public static final Field<NetworkSriov, SriovMode> CONFIGURATION_MODE = define.serverOnly(
            "configuration_mode",
            enumOf(SriovMode.class),
            "How the card is set up: sysfs, modprobe, manual or not known.",
            defaultsTo(SriovMode.UNKNOWN));

    /** The class as a whole. */
    public static final ClassDef<NetworkSriov> CLASS = define.complete(NetworkSriov.class);

    private NetworkSriov() {}
}
