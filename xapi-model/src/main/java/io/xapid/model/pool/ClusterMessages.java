package io.xapid.model.pool;

import static io.xapid.model.meta.Release.KOLKATA;
import static io.xapid.model.meta.Release.LIMA;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.Pif;
import java.util.concurrent.CompletionStage;

/** Messages of class Cluster. */
public interface ClusterMessages {

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Starts a cluster with this host's interface as first member.",
            fails = {
                ClusterFailure.InvalidClusterStack.class,
                CallFailure.InvalidValue.class,
                ClusterFailure.PifAllowsUnplug.class,
                ClusterFailure.RequiredPifIsUnplugged.class
            },
            marks = "pool:cluster_create")
    default CompletionStage<Ref<Cluster>> create(
            Call call,
            @Param("PIF") Ref<Pif> pif,
            String clusterStack,
            boolean poolAutoJoin,
            @Param(orElse = "20") double tokenTimeout,
            @Param(orElse = "1") double tokenTimeoutCoefficient) {
        throw new CallFailure.NotImplemented("Cluster.create");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Removes a cluster that has at most one member left.",
            fails = {ClusterFailure.DoesNotHaveOneNode.class, ClusterFailure.StackInUse.class},
            marks = "Cluster:destroy")
    default CompletionStage<Void> destroy(Call call, Ref<Cluster> self) {
        throw new CallFailure.NotImplemented("Cluster.destroy");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = READ_ONLY,
            doc = "Network all members use for cluster traffic.")
    default CompletionStage<Ref<Network>> getNetwork(Call call, Ref<Cluster> self) {
        throw new CallFailure.NotImplemented("Cluster.get_network");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Starts a cluster and adds every host of the pool.")
    default CompletionStage<Ref<Cluster>> poolCreate(
            Call call,
            Ref<Network> network,
            String clusterStack,
            @Param(orElse = "20") double tokenTimeout,
            @Param(orElse = "1") double tokenTimeoutCoefficient) {
        throw new CallFailure.NotImplemented("Cluster.pool_create");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Removes the cluster, forcing members out that cannot leave in order.",
            fails = ClusterFailure.ForceDestroyFailed.class)
    default CompletionStage<Void> poolForceDestroy(Call call, Ref<Cluster> self) {
        throw new CallFailure.NotImplemented("Cluster.pool_force_destroy");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Takes all hosts out in order and removes the cluster.",
            fails = {
                ClusterFailure.StackInUse.class,
                ClusterFailure.ClusteringDisabled.class,
                ClusterFailure.HostIsLast.class
            })
    default CompletionStage<Void> poolDestroy(Call call, Ref<Cluster> self) {
        throw new CallFailure.NotImplemented("Cluster.pool_destroy");
    }

    @Message(
            since = KOLKATA,
            prototype = true,
            published = LIMA,
            role = POOL_OPERATOR,
            doc = "Creates or enables missing members so that all hosts take part.")
    default CompletionStage<Void> poolResync(Call call, Ref<Cluster> self) {
        throw new CallFailure.NotImplemented("Cluster.pool_resync");
    }
}
