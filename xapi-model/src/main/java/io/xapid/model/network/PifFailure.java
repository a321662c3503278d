package io.xapid.model.network;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;

/** Failures about the interfaces of hosts. */
public final class PifFailure {
    private PifFailure() {}

    /** An interface inside a bond cannot carry a tunnel. */
    public static final class CannotAddTunnelToBondSlave extends Failure {
        public CannotAddTunnelToBondSlave(Ref<Pif> pif) {
            super("CANNOT_ADD_TUNNEL_TO_BOND_SLAVE", pif);
        }
    }

    /** An interface inside a bond cannot carry a VLAN. */
    public static final class CannotAddVlanToBondSlave extends Failure {
        public CannotAddVlanToBondSlave(Ref<Pif> pif) {
            super("CANNOT_ADD_VLAN_TO_BOND_SLAVE", pif);
        }
    }

    /** The properties of this interface are not open to change. */
    public static final class CannotChangeProperties extends Failure {
        public CannotChangeProperties(Ref<Pif> pif) {
            super("CANNOT_CHANGE_PIF_PROPERTIES", pif);
        }
    }

    /** An interface inside a bond cannot be brought up by itself. */
    public static final class CannotPlugBondSlave extends Failure {
        public CannotPlugBondSlave(Ref<Pif> pif) {
            super("CANNOT_PLUG_BOND_SLAVE", pif);
        }
    }

    /** No network interface has this device name together with this MAC. */
    public static final class NoInterfaceWithNameAndMac extends Failure {
        public NoInterfaceWithNameAndMac(String device, String mac) {
            super("COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS", device, mac);
        }
    }

    /** Two interfaces would share one device name. */
    public static final class DuplicateDeviceName extends Failure {
        public DuplicateDeviceName(String device) {
            super("DUPLICATE_PIF_DEVICE_NAME", device);
        }
    }

    /** The interfaces have properties that do not go together. */
    public static final class IncompatibleProperties extends Failure {
        public IncompatibleProperties() {
            super("INCOMPATIBLE_PIF_PROPERTIES");
        }
    }

    /** The interface has no address. */
    public static final class InterfaceHasNoIp extends Failure {
        public InterfaceHasNoIp(String interfaceName) {
            super("INTERFACE_HAS_NO_IP", interfaceName);
        }
    }

    /** The interface is the access side of a tunnel. */
    public static final class IsTunnelAccess extends Failure {
        public IsTunnelAccess(Ref<Pif> pif) {
            super("IS_TUNNEL_ACCESS_PIF", pif);
        }
    }

    /** The interface belongs to a bond already. */
    public static final class AlreadyBonded extends Failure {
        public AlreadyBonded(Ref<Pif> pif) {
            super("PIF_ALREADY_BONDED", pif);
        }
    }

    /** At most one interface of a bond may have an address. */
    public static final class BondMoreThanOneIp extends Failure {
        public BondMoreThanOneIp() {
            super("PIF_BOND_MORE_THAN_ONE_IP");
        }
    }

    /** A bond cannot be made of so few interfaces. */
    public static final class BondNeedsMoreMembers extends Failure {
        public BondNeedsMoreMembers() {
            super("PIF_BOND_NEEDS_MORE_MEMBERS");
        }
    }

    /** A bond cannot join interfaces of different hosts. */
    public static final class CannotBondCrossHost extends Failure {
        public CannotBondCrossHost() {
            super("PIF_CANNOT_BOND_CROSS_HOST");
        }
    }

    /** The settings of the interface could not be put into effect. */
    public static final class ConfigurationError extends Failure {
        public ConfigurationError(Ref<Pif> pif, String msg) {
            super("PIF_CONFIGURATION_ERROR", pif, msg);
        }
    }

    /** The host has no such network device. */
    public static final class DeviceNotFound extends Failure {
        public DeviceNotFound() {
            super("PIF_DEVICE_NOT_FOUND");
        }
    }

    /** The interface is guarded against unplugging. */
    public static final class DoesNotAllowUnplug extends Failure {
        public DoesNotAllowUnplug(Ref<Pif> pif) {
            super("PIF_DOES_NOT_ALLOW_UNPLUG", pif);
        }
    }

    /** Storage over Fibre Channel runs on this interface. */
    public static final class HasFcoeSrInUse extends Failure {
        public HasFcoeSrInUse(Ref<Pif> pif, Ref<Sr> sr) {
            super("PIF_HAS_FCOE_SR_IN_USE", pif, sr);
        }
    }

    /** No IPv4 settings are stored for the interface. */
    public static final class HasNoNetworkConfiguration extends Failure {
        public HasNoNetworkConfiguration(Ref<Pif> pif) {
            super("PIF_HAS_NO_NETWORK_CONFIGURATION", pif);
        }
    }

    /** No IPv6 settings are stored for the interface. */
    public static final class HasNoV6NetworkConfiguration extends Failure {
        public HasNoV6NetworkConfiguration(Ref<Pif> pif) {
            super("PIF_HAS_NO_V6_NETWORK_CONFIGURATION", pif);
        }
    }

    /** The primary address type of the interface differs from what is needed. */
    public static final class IncompatiblePrimaryAddressType extends Failure {
        public IncompatiblePrimaryAddressType(Ref<Pif> pif) {
            super("PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE", pif);
        }

        public IncompatiblePrimaryAddressType() {
            super("PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE");
        }
    }

    /** The interface carries management traffic, so the action is refused. */
    public static final class IsManagementInterface extends Failure {
        public IsManagementInterface(Ref<Pif> pif) {
            super("PIF_IS_MANAGEMENT_INTERFACE", pif);
        }
    }

    /** A physical interface is needed, and this one is virtual. */
    public static final class IsNotPhysical extends Failure {
        public IsNotPhysical(Ref<Pif> pif) {
            super("PIF_IS_NOT_PHYSICAL", pif);
        }
    }

    /** A virtual interface is needed, and this one is physical. */
    public static final class IsPhysical extends Failure {
        public IsPhysical(Ref<Pif> pif) {
            super("PIF_IS_PHYSICAL", pif);
        }

        public IsPhysical() {
            super("PIF_IS_PHYSICAL");
        }
    }

    /** The interface is a VLAN and cannot carry another. */
    public static final class IsVlan extends Failure {
        public IsVlan(Ref<Pif> pif) {
            super("PIF_IS_VLAN", pif);
        }
    }

    /** The interface belongs to some other host. */
    public static final class NotAttachedToHost extends Failure {
        public NotAttachedToHost(Ref<Pif> pif, Ref<Host> host) {
            super("PIF_NOT_ATTACHED_TO_HOST", pif, host);
        }
    }

    /** The host has no interface on the network. */
    public static final class NotPresent extends Failure {
        public NotPresent(Ref<Host> host, Ref<Network> network) {
            super("PIF_NOT_PRESENT", host, network);
        }
    }

    /** A tunnel still uses the interface. */
    public static final class TunnelStillExists extends Failure {
        public TunnelStillExists(Ref<Pif> pif) {
            super("PIF_TUNNEL_STILL_EXISTS", pif);
        }
    }

    /** The toolstack does not manage this interface. */
    public static final class Unmanaged extends Failure {
        public Unmanaged(Ref<Pif> pif) {
            super("PIF_UNMANAGED", pif);
        }
    }

    /** A VLAN is already set up on the interface. */
    public static final class VlanExists extends Failure {
        public VlanExists(Ref<Pif> pif) {
            super("PIF_VLAN_EXISTS", pif);
        }
    }

    /** A VLAN still uses the interface. */
    public static final class VlanStillExists extends Failure {
        public VlanStillExists(Ref<Pif> pif) {
            super("PIF_VLAN_STILL_EXISTS", pif);
        }
    }

    /** The interface under the tunnel has no address settings. */
    public static final class TransportNotConfigured extends Failure {
        public TransportNotConfigured(Ref<Pif> pif) {
            super("TRANSPORT_PIF_NOT_CONFIGURED", pif);
        }
    }
}
