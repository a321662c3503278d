package io.xapid.model.pool;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.storage.Sr;

/** Failures about high availability. */
public final class HaFailure {
    private HaFailure() {}

    /** The takeover by a new coordinator was called off. */
    public static final class AbortNewMaster extends Failure {
        public AbortNewMaster(String reason) {
            super("HA_ABORT_NEW_MASTER", reason);
        }
    }

    /** Bonding of the management interface is frozen under high availability. */
    public static final class CannotChangeManagementBond extends Failure {
        public CannotChangeManagementBond() {
            super("HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE");
        }
    }

    /** A protected machine may not rely on a network of one host only. */
    public static final class ConstraintViolationNetworkNotShared extends Failure {
        public ConstraintViolationNetworkNotShared(Ref<Network> network) {
            super("HA_CONSTRAINT_VIOLATION_NETWORK_NOT_SHARED", network);
        }
    }

    /** A protected machine may not rely on storage of one host only. */
    public static final class ConstraintViolationSrNotShared extends Failure {
        public ConstraintViolationSrNotShared(Ref<Sr> sr) {
            super("HA_CONSTRAINT_VIOLATION_SR_NOT_SHARED", sr);
        }
    }

    /** High availability is just being switched off. */
    public static final class DisableInProgress extends Failure {
        public DisableInProgress() {
            super("HA_DISABLE_IN_PROGRESS");
        }
    }

    /** High availability is just being switched on. */
    public static final class EnableInProgress extends Failure {
        public EnableInProgress() {
            super("HA_ENABLE_IN_PROGRESS");
        }
    }

    /** The hosts could not agree on a set of live members. */
    public static final class FailedToFormLiveset extends Failure {
        public FailedToFormLiveset() {
            super("HA_FAILED_TO_FORM_LIVESET");
        }
    }

    /** The heartbeat service did not start. */
    public static final class HeartbeatDaemonStartupFailed extends Failure {
        public HeartbeatDaemonStartupFailed() {
            super("HA_HEARTBEAT_DAEMON_STARTUP_FAILED");
        }
    }

    /** The host cannot reach the shared state file. */
    public static final class HostCannotAccessStatefile extends Failure {
        public HostCannotAccessStatefile() {
            super("HA_HOST_CANNOT_ACCESS_STATEFILE");
        }
    }

    /** The host receives no heartbeat from some of its peers. */
    public static final class HostCannotSeePeers extends Failure {
        public HostCannotSeePeers(Ref<Host> host, String all, String subset) {
            super("HA_HOST_CANNOT_SEE_PEERS", host, all, subset);
        }
    }

    /** The host takes part in high availability and must be disarmed first. */
    public static final class HostIsArmed extends Failure {
        public HostIsArmed(Ref<Host> host) {
            super("HA_HOST_IS_ARMED", host);
        }
    }

    /** The action is refused while high availability is on. */
    public static final class IsEnabled extends Failure {
        public IsEnabled() {
            super("HA_IS_ENABLED");
        }
    }

    /** Access to the shared state file was lost. */
    public static final class LostStatefile extends Failure {
        public LostStatefile() {
            super("HA_LOST_STATEFILE");
        }
    }

    /** High availability is off in this pool. */
    public static final class NotEnabled extends Failure {
        public NotEnabled() {
            super("HA_NOT_ENABLED");
        }
    }

    /** The host lacks the high availability software. */
    public static final class NotInstalled extends Failure {
        public NotInstalled(Ref<Host> host) {
            super("HA_NOT_INSTALLED", host);
        }
    }

    /** No plan exists that would restart all protected machines. */
    public static final class NoPlan extends Failure {
        public NoPlan() {
            super("HA_NO_PLAN");
        }
    }

    /** The action would leave protected machines without a restart place. */
    public static final class OperationWouldBreakFailoverPlan extends Failure {
        public OperationWouldBreakFailoverPlan() {
            super("HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN");
        }
    }

    /** The pool has high availability, but this host is disabled for it. */
    public static final class PoolIsEnabledButHostIsDisabled extends Failure {
        public PoolIsEnabledButHostIsDisabled() {
            super("HA_POOL_IS_ENABLED_BUT_HOST_IS_DISABLED");
        }
    }

    /** The host ought to fence itself and reboot. */
    public static final class ShouldBeFenced extends Failure {
        public ShouldBeFenced(Ref<Host> host) {
            super("HA_SHOULD_BE_FENCED", host);
        }
    }

    /** The pool has too few live hosts for high availability. */
    public static final class TooFewHosts extends Failure {
        public TooFewHosts() {
            super("HA_TOO_FEW_HOSTS");
        }
    }

    /** The state file cannot live on this type of storage. */
    public static final class IncompatibleStatefileSr extends Failure {
        public IncompatibleStatefileSr(String srType) {
            super("INCOMPATIBLE_STATEFILE_SR", srType);
        }
    }
}
