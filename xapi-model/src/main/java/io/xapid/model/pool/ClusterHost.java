package io.xapid.model.pool;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.network.Pif;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "Cluster_host",
        since = LIMA,
        prototyped = KOLKATA,
        doc = "Membership of one host in a cluster.",
        messages = ClusterHostMessages.class)
public final class ClusterHost {
    private static final FieldFactory<ClusterHost> define = new FieldFactory<>("Cluster_host", LIMA);

    // Identity
    public static final Field<ClusterHost, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", prototyped(KOLKATA), since(LIMA));
    public static final Field<ClusterHost, Ref<Cluster>> CLUSTER = define.setAtCreation(
            "cluster", ref("Cluster"), "Cluster it belongs to.", prototyped(KOLKATA), since(LIMA), optional());
    public static final Field<ClusterHost, Ref<Host>> HOST = define.setAtCreation(
            "host", ref("host"), "Host that is the member.", prototyped(KOLKATA), since(LIMA), optional());
    public static final Field<ClusterHost, Ref<Pif>> PIF = define.setAtCreation(
            "PIF",
            ref("PIF"),
            "Interface that carries cluster traffic; needs a fixed address.",
            prototyped(KOLKATA),
            since(LIMA),
            optional());
    public static final Field<ClusterHost, Map<String, String>> OTHER_CONFIG = define.setAtCreation(
            "other_config", STRING_MAP, "Extra keys for clients.", prototyped(KOLKATA), since(LIMA), optional());

    // State
    public static final Field<ClusterHost, Boolean> ENABLED = define.serverOnly(
            "enabled", BOOL, "Whether the host is meant to take part right now.", prototyped(KOLKATA), since(LIMA));
    public static final Field<ClusterHost, Boolean> JOINED = define.serverOnly(
            "joined",
            BOOL,
            "Whether the host has entered the cluster.",
            prototyped(KOLKATA),
            since(LIMA),
            defaultsTo(true));
    public static final Field<ClusterHost, Boolean> LIVE =
            define.serverOnly("live", BOOL, "Whether the cluster software sees the host alive.", prototyped(V24_3_0));
    public static final Field<ClusterHost, Instant> LAST_UPDATE_LIVE =
            define.serverOnly("last_update_live", DATETIME, "Time liveness was last checked.", prototyped(V24_3_0));
    public static final Field<ClusterHost, List<ClusterHostOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(ClusterHostOperation.class)),
            "Operations that would be accepted right now.",
            since(RIO),
            clearedAtStart());
    public static final Field<ClusterHost, Map<String, ClusterHostOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(ClusterHostOperation.class)),
            "Running operations, keyed by the task doing them.",
            since(RIO),
            clearedAtStart());

    /** The class as a whole. */
    public static final ClassDef<ClusterHost> CLASS = define.complete(ClusterHost.class);

    private ClusterHost() {}
}
