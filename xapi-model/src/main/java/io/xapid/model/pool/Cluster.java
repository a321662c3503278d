package io.xapid.model.pool;

import static io.xapid.model.meta.FieldOption.*;
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
        name = "Cluster",
        since = LIMA,
        prototyped = KOLKATA,
        doc = "Hosts bound together by a cluster stack, as shared block storage needs.",
        messages = ClusterMessages.class)
public final class Cluster {
    private static final FieldFactory<Cluster> define = new FieldFactory<>("Cluster", LIMA);

    // Identity
    public static final Field<Cluster, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", prototyped(KOLKATA), since(LIMA));
    public static final Field<Cluster, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config", STRING_MAP, "Extra keys for clients.", prototyped(KOLKATA), since(LIMA), optional());

    // Members
    public static final Field<Cluster, List<Ref<ClusterHost>>> CLUSTER_HOSTS = define.derived(
            "cluster_hosts",
            "Cluster_host",
            "cluster",
            "One record for each member host.",
            prototyped(KOLKATA),
            since(LIMA));
    public static final Field<Cluster, Boolean> POOL_AUTO_JOIN = define.setAtCreation(
            "pool_auto_join",
            BOOL,
            "Whether hosts that join the pool join the cluster by themselves.",
            prototyped(KOLKATA),
            since(LIMA),
            defaultsTo(true));
    public static final Field<Cluster, List<String>> PENDING_FORGET = define.serverOnly(
            "pending_forget", STRING_SET, "Identifiers of members declared dead whose removal is unfinished.");

    // State
    public static final Field<Cluster, Boolean> IS_QUORATE = define.serverOnly(
            "is_quorate", BOOL, "Whether enough members are alive for the cluster to work.", prototyped(V24_3_0));
    public static final Field<Cluster, Long> QUORUM = define.serverOnly(
            "quorum", INT, "Number of live members needed for the cluster to work.", prototyped(V24_3_0));
    public static final Field<Cluster, Long> LIVE_HOSTS =
            define.serverOnly("live_hosts", INT, "Number of members alive now.", prototyped(V24_3_0));
    public static final Field<Cluster, Long> EXPECTED_HOSTS =
            define.serverOnly("expected_hosts", INT, "Number of members that should be alive.", prototyped(V25_17_0));
    public static final Field<Cluster, List<ClusterOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(ClusterOperation.class)),
            "Operations that would be accepted right now.",
            since(RIO),
            clearedAtStart());
    public static final Field<Cluster, Map<String, ClusterOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(ClusterOperation.class)),
            "Running operations, keyed by the task doing them.",
            since(RIO),
            clearedAtStart());

    // Stack
    public static final Field<Cluster, String> CLUSTER_STACK = define.setAtCreation(
            "cluster_stack",
            STRING,
            "Name of the cluster software, such as corosync.",
            prototyped(KOLKATA),
            since(LIMA),
            defaultsTo("corosync"));
    public static final Field<Cluster, Long> CLUSTER_STACK_VERSION = define.setAtCreation(
            "cluster_stack_version",
            INT,
            "Major version of the cluster software.",
            prototyped(V24_15_0),
            defaultsTo(2L));
    public static final Field<Cluster, String> CLUSTER_TOKEN = define.setAtCreation(
            "cluster_token",
            STRING,
            "Shared key members authenticate with; keep it private.",
            prototyped(KOLKATA),
            since(LIMA),
            optional());
    public static final Field<Cluster, Double> TOKEN_TIMEOUT = define.setAtCreation(
            "token_timeout",
            FLOAT,
            "Seconds without a token before a member counts as lost.",
            prototyped(KOLKATA),
            since(LIMA),
            changed(LIMA),
            defaultsTo(20.0));
    public static final Field<Cluster, Double> TOKEN_TIMEOUT_COEFFICIENT = define.setAtCreation(
            "token_timeout_coefficient",
            FLOAT,
            "Seconds added to the timeout per member beyond the second.",
            prototyped(KOLKATA),
            since(LIMA),
            changed(LIMA),
            defaultsTo(1.0));
    public static final Field<Cluster, Map<String, String>> CLUSTER_CONFIG = define.setAtCreation(
            "cluster_config",
            STRING_MAP,
            "Further settings handed to the cluster software.",
            prototyped(KOLKATA),
            since(LIMA),
            optional());

    /** The class as a whole. */
    public static final ClassDef<Cluster> CLASS = define.complete(Cluster.class);

    private Cluster() {}
}
