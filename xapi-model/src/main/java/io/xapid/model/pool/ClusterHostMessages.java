package io.xapid.model.pool;

import static io.xapid.model.meta.Release.KOLKATA;
import static io.xapid.model.meta.Release.LIMA;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Pif;
import io.xapid.model.network.PifFailure;
import java.util.concurrent.CompletionStage;

/** Messages of class Cluster_host. */
public interface ClusterHostMessages {

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Adds a host to an existing cluster.",
            fails = {PifFailure.NotAttachedToHost.class, ClusterFailure.NoClusterHostsReachable.class},
            marks = "Cluster:add")
    default CompletionStage<Ref<ClusterHost>> create(Call call, Ref<Cluster> cluster, Ref<Host> host, Ref<Pif> pif) {
        throw new CallFailure.NotImplemented("Cluster_host.create");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Takes a host out of the cluster in order.",
            fails = {
                ClusterFailure.StackInUse.class,
                ClusterFailure.ClusteringDisabled.class,
                ClusterFailure.HostIsLast.class
            },
            marks = "Cluster:remove")
    default CompletionStage<Void> destroy(Call call, Ref<ClusterHost> self) {
        throw new CallFailure.NotImplemented("Cluster_host.destroy");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Lets the host take part in the cluster again.",
            fails = {ClusterFailure.PifAllowsUnplug.class, ClusterFailure.RequiredPifIsUnplugged.class},
            marks = {"Cluster:enable", "Cluster_host:enable"})
    default CompletionStage<Void> enable(Call call, Ref<ClusterHost> self) {
        throw new CallFailure.NotImplemented("Cluster_host.enable");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Takes a host out even if leaving in order fails.",
            fails = ClusterFailure.StackInUse.class,
            marks = "Cluster:remove")
    default CompletionStage<Void> forceDestroy(Call call, Ref<ClusterHost> self) {
        throw new CallFailure.NotImplemented("Cluster_host.force_destroy");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Stops taking part while staying a member.",
            fails = ClusterFailure.StackInUse.class,
            marks = {"Cluster:disable", "Cluster_host:disable"})
    default CompletionStage<Void> disable(Call call, Ref<ClusterHost> self) {
        throw new CallFailure.NotImplemented("Cluster_host.disable");
    }
}
