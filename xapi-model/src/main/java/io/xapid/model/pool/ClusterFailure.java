package io.xapid.model.pool;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Pif;

/** Failures about clusters of hosts. */
public final class ClusterFailure {
    private ClusterFailure() {}

    /** Clustering is off on the host. */
    public static final class ClusteringDisabled extends Failure {
        public ClusteringDisabled(Ref<ClusterHost> clusterHost) {
            super("CLUSTERING_DISABLED", clusterHost);
        }
    }

    /** The action is refused while clustering is on for the host. */
    public static final class ClusteringEnabled extends Failure {
        public ClusteringEnabled(Ref<ClusterHost> clusterHost) {
            super("CLUSTERING_ENABLED", clusterHost);
        }
    }

    /** The pool has a cluster already. */
    public static final class AlreadyExists extends Failure {
        public AlreadyExists() {
            super("CLUSTER_ALREADY_EXISTS");
        }
    }

    /** A cluster is being set up right now. */
    public static final class CreateInProgress extends Failure {
        public CreateInProgress() {
            super("CLUSTER_CREATE_IN_PROGRESS");
        }
    }

    /** The cluster must be down to a single node for this. */
    public static final class DoesNotHaveOneNode extends Failure {
        public DoesNotHaveOneNode(long numberOfNodes) {
            super("CLUSTER_DOES_NOT_HAVE_ONE_NODE", numberOfNodes);
        }
    }

    /** The cluster could not be torn down by force. */
    public static final class ForceDestroyFailed extends Failure {
        public ForceDestroyFailed(Ref<Cluster> cluster) {
            super("CLUSTER_FORCE_DESTROY_FAILED", cluster);
        }
    }

    /** The cluster has no certificate to secure its traffic. */
    public static final class HasNoCertificate extends Failure {
        public HasNoCertificate(String... details) {
            super("CLUSTER_HAS_NO_CERTIFICATE", (Object[]) details);
        }
    }

    /** The host is the only one left in the cluster. */
    public static final class HostIsLast extends Failure {
        public HostIsLast(Ref<ClusterHost> clusterHost) {
            super("CLUSTER_HOST_IS_LAST", clusterHost);
        }
    }

    /** The host has not joined the cluster. */
    public static final class HostNotJoined extends Failure {
        public HostNotJoined(Ref<ClusterHost> clusterHost) {
            super("CLUSTER_HOST_NOT_JOINED", clusterHost);
        }
    }

    /** The cluster stack is still needed. */
    public static final class StackInUse extends Failure {
        public StackInUse(String clusterStack) {
            super("CLUSTER_STACK_IN_USE", clusterStack);
        }
    }

    /** A cluster stack that does not fit is active. */
    public static final class IncompatibleClusterStackActive extends Failure {
        public IncompatibleClusterStackActive(String clusterStack) {
            super("INCOMPATIBLE_CLUSTER_STACK_ACTIVE", clusterStack);
        }
    }

    /** The named cluster stack is not a valid one. */
    public static final class InvalidClusterStack extends Failure {
        public InvalidClusterStack(String clusterStack) {
            super("INVALID_CLUSTER_STACK", clusterStack);
        }
    }

    /** None of the cluster hosts answers. */
    public static final class NoClusterHostsReachable extends Failure {
        public NoClusterHostsReachable(Ref<Cluster> cluster) {
            super("NO_CLUSTER_HOSTS_REACHABLE", cluster);
        }
    }

    /** The host has no cluster membership that fits the storage. */
    public static final class NoCompatibleClusterHost extends Failure {
        public NoCompatibleClusterHost(Ref<Host> host) {
            super("NO_COMPATIBLE_CLUSTER_HOST", host);
        }
    }

    /** The clustering interface must be guarded against unplugging. */
    public static final class PifAllowsUnplug extends Failure {
        public PifAllowsUnplug(Ref<Pif> pif) {
            super("PIF_ALLOWS_UNPLUG", pif);
        }
    }

    /** The interface that clustering needs is unplugged. */
    public static final class RequiredPifIsUnplugged extends Failure {
        public RequiredPifIsUnplugged(Ref<Pif> pif) {
            super("REQUIRED_PIF_IS_UNPLUGGED", pif);
        }
    }
}
