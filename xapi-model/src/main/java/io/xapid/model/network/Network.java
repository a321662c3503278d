package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.Role.VM_OPERATOR;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.event.Blob;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.vm.Vif;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "network",
        since = RIO,
        doc = "Virtual switch that connects guest and physical interfaces across hosts.",
        messages = NetworkMessages.class,
        traits = CONSTRUCTIBLE,
        makers = VM_ADMIN)
public final class Network {
    private static final FieldFactory<Network> define = new FieldFactory<>("network", RIO);

    // Identity
    public static final Field<Network, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Network, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", optional());
    public static final Field<Network, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text notes.", optional());
    public static final Field<Network, List<String>> TAGS = define.readWrite(
            "tags",
            STRING_SET,
            "Free labels used to find and group objects.",
            since(ORLANDO),
            optional(),
            setBy(VM_OPERATOR));
    public static final Field<Network, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config",
            STRING_MAP,
            "Extra keys; some tune the bridge.",
            key("folder", VM_OPERATOR),
            key("XenCenter.CustomFields.*", VM_OPERATOR),
            key("XenCenterCreateInProgress", VM_OPERATOR));

    // Life
    public static final Field<Network, List<NetworkOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(NetworkOperation.class)),
            "Operations that would be accepted right now.",
            clearedAtStart());
    public static final Field<Network, Map<String, NetworkOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(NetworkOperation.class)),
            "Running operations, keyed by the task doing them.",
            clearedAtStart());

    // Connections
    public static final Field<Network, List<Ref<Vif>>> VIFS =
            define.derived("VIFs", "VIF", "network", "Guest interfaces connected.");
    public static final Field<Network, List<Ref<Pif>>> PIFS =
            define.derived("PIFs", "PIF", "network", "Physical interfaces connected, normally one per host.");
    public static final Field<Network, Map<Ref<Vif>, String>> ASSIGNED_IPS = define.serverOnly(
            "assigned_ips",
            map(ref("VIF"), STRING),
            "Addresses handed out to guest interfaces on internal networks.",
            since(CREEDENCE));

    // Switch
    public static final Field<Network, String> BRIDGE =
            define.setAtCreation("bridge", STRING, "Name of the bridge on each host.", changed(FALCON), optional());
    public static final Field<Network, Boolean> MANAGED = define.setAtCreation(
            "managed",
            BOOL,
            "Whether the toolstack creates and removes the bridge itself.",
            since(FALCON),
            defaultsTo(true));
    public static final Field<Network, Long> MTU = define.readWrite(
            "MTU", INT, "Largest frame payload in bytes.", since(MIDNIGHT_RIDE), defaultsTo(1500L), setBy(VM_ADMIN));
    public static final Field<Network, NetworkLockingMode> DEFAULT_LOCKING_MODE = define.serverOnly(
            "default_locking_mode",
            enumOf(NetworkLockingMode.class),
            "Traffic filter for guest interfaces that follow the network.",
            since(TAMPA),
            defaultsTo(NetworkLockingMode.UNLOCKED));

    // Use
    public static final Field<Network, List<NetworkPurpose>> PURPOSE = define.serverOnly(
            "purpose",
            set(enumOf(NetworkPurpose.class)),
            "Special uses permitted, such as NBD with or without TLS.",
            since(INVERNESS));
    public static final Field<Network, Map<String, Ref<Blob>>> BLOBS =
            define.serverOnly("blobs", map(STRING, ref("blob")), "Attached binary data, by name.", since(ORLANDO));

    /** The class as a whole. */
    public static final ClassDef<Network> CLASS = define.complete(Network.class);

    private Network() {}
}
