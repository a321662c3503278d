package io.xapid.model.network;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Vif;

/** Failures about networks. */
public final class NetworkFailure {
    private NetworkFailure() {}

    /** The locking mode of the interface forbids this address. */
    public static final class AddressViolatesLockingConstraint extends Failure {
        public AddressViolatesLockingConstraint(String address) {
            super("ADDRESS_VIOLATES_LOCKING_CONSTRAINT", address);
        }
    }

    /** Another network already uses this bridge name. */
    public static final class BridgeNameExists extends Failure {
        public BridgeNameExists(String bridge) {
            super("BRIDGE_NAME_EXISTS", bridge);
        }
    }

    /** The bridge of the network is not present on the host. */
    public static final class BridgeNotAvailable extends Failure {
        public BridgeNotAvailable(String bridge) {
            super("BRIDGE_NOT_AVAILABLE", bridge);
        }
    }

    /** A network the system depends on cannot be removed. */
    public static final class CannotDestroySystemNetwork extends Failure {
        public CannotDestroySystemNetwork(Ref<Network> network) {
            super("CANNOT_DESTROY_SYSTEM_NETWORK", network);
        }
    }

    /** The virtual interface cannot be plugged in. */
    public static final class CannotPlugVif extends Failure {
        public CannotPlugVif(Ref<Vif> vif) {
            super("CANNOT_PLUG_VIF", vif);
        }
    }

    /** Some hosts did not take over the multicast snooping setting. */
    public static final class CouldNotUpdateIgmpSnoopingEverywhere extends Failure {
        public CouldNotUpdateIgmpSnoopingEverywhere() {
            super("COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE");
        }
    }

    /** Another machine was built from the same MAC address seed. */
    public static final class DuplicateMacSeed extends Failure {
        public DuplicateMacSeed(String seed) {
            super("DUPLICATE_MAC_SEED", seed);
        }
    }

    /** The host has no way to connect to the network. */
    public static final class HostCannotAttachNetwork extends Failure {
        public HostCannotAttachNetwork(Ref<Host> host, Ref<Network> network) {
            super("HOST_CANNOT_ATTACH_NETWORK", host, network);
        }
    }

    /** The value is not an address with a prefix length. */
    public static final class InvalidCidrAddressSpecified extends Failure {
        public InvalidCidrAddressSpecified(String parameter) {
            super("INVALID_CIDR_ADDRESS_SPECIFIED", parameter);
        }
    }

    /** The value is not an IP address. */
    public static final class InvalidIpAddressSpecified extends Failure {
        public InvalidIpAddressSpecified(String parameter) {
            super("INVALID_IP_ADDRESS_SPECIFIED", parameter);
        }
    }

    /** No interface has this MAC address. */
    public static final class MacDoesNotExist extends Failure {
        public MacDoesNotExist(String mac) {
            super("MAC_DOES_NOT_EXIST", mac);
        }
    }

    /** The text is not a MAC address. */
    public static final class MacInvalid extends Failure {
        public MacInvalid(String mac) {
            super("MAC_INVALID", mac);
        }
    }

    /** The interface with this MAC address is still present. */
    public static final class MacStillExists extends Failure {
        public MacStillExists(String mac) {
            super("MAC_STILL_EXISTS", mac);
        }
    }

    /** The network is already tied to an interface of the host. */
    public static final class AlreadyConnected extends Failure {
        public AlreadyConnected(Ref<Network> network, Ref<Pif> connectedPif) {
            super("NETWORK_ALREADY_CONNECTED", network, connectedPif);
        }
    }

    /** Physical interfaces still belong to the network. */
    public static final class ContainsPif extends Failure {
        public ContainsPif(String pifs) {
            super("NETWORK_CONTAINS_PIF", pifs);
        }

        public ContainsPif(Ref<?>... pifs) {
            super("NETWORK_CONTAINS_PIF", (Object[]) pifs);
        }
    }

    /** Virtual interfaces still belong to the network. */
    public static final class ContainsVif extends Failure {
        public ContainsVif(String vifs) {
            super("NETWORK_CONTAINS_VIF", vifs);
        }

        public ContainsVif(Ref<?>... vifs) {
            super("NETWORK_CONTAINS_VIF", (Object[]) vifs);
        }
    }

    /** The new purpose contradicts one the network already has. */
    public static final class IncompatiblePurposes extends Failure {
        public IncompatiblePurposes(String newPurpose, String conflictingPurpose) {
            super("NETWORK_INCOMPATIBLE_PURPOSES", newPurpose, conflictingPurpose);
        }
    }

    /** The network cannot carry a bond. */
    public static final class IncompatibleWithBond extends Failure {
        public IncompatibleWithBond(Ref<Network> network) {
            super("NETWORK_INCOMPATIBLE_WITH_BOND", network);
        }
    }

    /** The network cannot carry VLAN trunks. */
    public static final class IncompatibleWithTrunks extends Failure {
        public IncompatibleWithTrunks(Ref<Network> network) {
            super("NETWORK_INCOMPATIBLE_WITH_TRUNKS", network);
        }
    }

    /** The network cannot carry a tunnel. */
    public static final class IncompatibleWithTunnel extends Failure {
        public IncompatibleWithTunnel(Ref<Network> network) {
            super("NETWORK_INCOMPATIBLE_WITH_TUNNEL", network);
        }
    }

    /** The network cannot carry a VLAN on top of a bridge. */
    public static final class IncompatibleWithVlanOnBridge extends Failure {
        public IncompatibleWithVlanOnBridge(Ref<Network> network) {
            super("NETWORK_INCOMPATIBLE_WITH_VLAN_ON_BRIDGE", network);
        }
    }

    /** The toolstack does not manage this network. */
    public static final class Unmanaged extends Failure {
        public Unmanaged(Ref<Network> network) {
            super("NETWORK_UNMANAGED", network);
        }
    }

    /** Open vSwitch is not the active network backend. */
    public static final class OpenvswitchNotActive extends Failure {
        public OpenvswitchNotActive() {
            super("OPENVSWITCH_NOT_ACTIVE");
        }
    }

    /** A virtual interface on the network is in use. */
    public static final class VifInUse extends Failure {
        public VifInUse(Ref<Network> network, Ref<Vif> vif) {
            super("VIF_IN_USE", network, vif);
        }
    }

    /** The device already carries a VLAN with this tag. */
    public static final class VlanInUse extends Failure {
        public VlanInUse(String device, String vlan) {
            super("VLAN_IN_USE", device, vlan);
        }
    }

    /** The VLAN tag is outside the permitted range. */
    public static final class VlanTagInvalid extends Failure {
        public VlanTagInvalid(String vlan) {
            super("VLAN_TAG_INVALID", vlan);
        }
    }
}
