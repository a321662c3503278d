package io.xapid.model.network;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures about network cards shared by SR-IOV. */
public final class SriovFailure {
    private SriovFailure() {}

    /** A logical SR-IOV interface cannot carry a tunnel. */
    public static final class CannotAddTunnelToSriovLogical extends Failure {
        public CannotAddTunnelToSriovLogical(Ref<Pif> pif) {
            super("CANNOT_ADD_TUNNEL_TO_SRIOV_LOGICAL", pif);
        }
    }

    /** A VLAN on top of SR-IOV cannot carry a tunnel. */
    public static final class CannotAddTunnelToVlanOnSriovLogical extends Failure {
        public CannotAddTunnelToVlanOnSriovLogical(Ref<Pif> pif) {
            super("CANNOT_ADD_TUNNEL_TO_VLAN_ON_SRIOV_LOGICAL", pif);
        }
    }

    /** A logical SR-IOV interface cannot be dropped by itself. */
    public static final class CannotForgetSriovLogical extends Failure {
        public CannotForgetSriovLogical(Ref<Pif> pif) {
            super("CANNOT_FORGET_SRIOV_LOGICAL", pif);
        }
    }

    /** The SR-IOV interfaces already on the network are of another kind. */
    public static final class NetworkHasIncompatiblePifs extends Failure {
        public NetworkHasIncompatiblePifs(Ref<Pif> pif, Ref<Network> network) {
            super("NETWORK_HAS_INCOMPATIBLE_SRIOV_PIFS", pif, network);
        }
    }

    /** The network already has VLANs on SR-IOV interfaces of another kind. */
    public static final class NetworkHasIncompatibleVlans extends Failure {
        public NetworkHasIncompatibleVlans(Ref<Pif> pif, Ref<Network> network) {
            super("NETWORK_HAS_INCOMPATIBLE_VLAN_ON_SRIOV_PIFS", pif, network);
        }
    }

    /** The network cannot be used for SR-IOV. */
    public static final class NetworkIncompatible extends Failure {
        public NetworkIncompatible(Ref<Network> network) {
            super("NETWORK_INCOMPATIBLE_WITH_SRIOV", network);
        }
    }

    /** The network cannot carry a VLAN on top of SR-IOV. */
    public static final class NetworkIncompatibleWithVlan extends Failure {
        public NetworkIncompatibleWithVlan(Ref<Network> network) {
            super("NETWORK_INCOMPATIBLE_WITH_VLAN_ON_SRIOV", network);
        }
    }

    /** SR-IOV is on for the interface already. */
    public static final class AlreadyEnabled extends Failure {
        public AlreadyEnabled(Ref<Pif> pif) {
            super("NETWORK_SRIOV_ALREADY_ENABLED", pif);
        }
    }

    /** SR-IOV could not be switched off on the interface. */
    public static final class DisableFailed extends Failure {
        public DisableFailed(Ref<Pif> pif, String msg) {
            super("NETWORK_SRIOV_DISABLE_FAILED", pif, msg);
        }
    }

    /** SR-IOV could not be switched on for the interface. */
    public static final class EnableFailed extends Failure {
        public EnableFailed(Ref<Pif> pif, String msg) {
            super("NETWORK_SRIOV_ENABLE_FAILED", pif, msg);
        }
    }

    /** All virtual functions of the SR-IOV network are taken. */
    public static final class InsufficientCapacity extends Failure {
        public InsufficientCapacity(Ref<Network> network) {
            super("NETWORK_SRIOV_INSUFFICIENT_CAPACITY", network);
        }
    }

    /** The hardware of the interface does not offer SR-IOV. */
    public static final class PifIsNotCapable extends Failure {
        public PifIsNotCapable(Ref<Pif> pif) {
            super("PIF_IS_NOT_SRIOV_CAPABLE", pif);
        }
    }

    /** The interface is a logical SR-IOV one, so the action is refused. */
    public static final class PifIsLogical extends Failure {
        public PifIsLogical(Ref<Pif> pif) {
            super("PIF_IS_SRIOV_LOGICAL", pif);
        }
    }

    /** SR-IOV is still set up on the interface. */
    public static final class PifStillInUse extends Failure {
        public PifStillInUse(Ref<Pif> pif) {
            super("PIF_SRIOV_STILL_EXISTS", pif);
        }
    }
}
