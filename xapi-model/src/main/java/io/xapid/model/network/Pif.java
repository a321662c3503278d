package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.Host;
import io.xapid.model.host.Pci;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "PIF",
        since = RIO,
        doc = "Interface of a host: a network card port, bond, VLAN, tunnel or SR-IOV part.",
        messages = {PifConfiguration.class, PifInventory.class})
public final class Pif {
    private static final FieldFactory<Pif> define = new FieldFactory<>("PIF", RIO);

    // Identity
    public static final Field<Pif, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Pif, String> DEVICE =
            define.setAtCreation("device", STRING, "Name of the interface on the host, such as eth0.");
    public static final Field<Pif, String> DEVICE_NAME =
            define.readWrite("device_name", STRING, "Internal copy of the device name.", internal());
    public static final Field<Pif, Ref<Network>> NETWORK =
            define.setAtCreation("network", ref("network"), "Network it connects to.");
    public static final Field<Pif, Ref<Host>> HOST = define.setAtCreation("host", ref("host"), "Host it belongs to.");
    public static final Field<Pif, Map<String, String>> OTHER_CONFIG = define.readWrite(
            "other_config",
            STRING_MAP,
            "Extra keys, such as static routes and ethtool settings.",
            since(MIAMI),
            optional());

    // Hardware
    public static final Field<Pif, Boolean> PHYSICAL =
            define.serverOnly("physical", BOOL, "True for a port of a real network card.", since(MIAMI));
    public static final Field<Pif, Ref<Pci>> PCI =
            define.serverOnly("PCI", ref("PCI"), "PCI device behind it, if physical.", since(KOLKATA));
    public static final Field<Pif, String> MAC = define.setAtCreation("MAC", STRING, "Hardware address.");
    public static final Field<Pif, List<String>> CAPABILITIES =
            define.serverOnly("capabilities", STRING_SET, "What the hardware can do, such as sriov.", since(DUNDEE));
    public static final Field<Pif, Ref<PifMetrics>> METRICS =
            define.serverOnly("metrics", ref("PIF_metrics"), "Link state and device details.");

    // Link
    public static final Field<Pif, Long> MTU = define.setAtCreation("MTU", INT, "Largest frame payload in bytes.");
    public static final Field<Pif, Long> VLAN =
            define.setAtCreation("VLAN", INT, "VLAN tag, or -1 for untagged traffic.");
    public static final Field<Pif, Map<String, String>> PROPERTIES =
            define.serverOnly("properties", STRING_MAP, "Link settings such as gro, on or off.", since(CREEDENCE));
    public static final Field<Pif, IgmpStatus> IGMP_SNOOPING_STATUS = define.serverOnly(
            "igmp_snooping_status",
            enumOf(IgmpStatus.class),
            "Whether multicast filtering works on its bridge.",
            since(INVERNESS),
            defaultsTo(IgmpStatus.UNKNOWN));

    // State
    public static final Field<Pif, Boolean> CURRENTLY_ATTACHED = define.serverOnly(
            "currently_attached", BOOL, "Whether the interface is up.", since(MIAMI), defaultsTo(true));
    public static final Field<Pif, Boolean> DISALLOW_UNPLUG = define.serverOnly(
            "disallow_unplug",
            BOOL,
            "Refuse to take the interface down, for instance for storage traffic.",
            since(ORLANDO));
    public static final Field<Pif, Boolean> MANAGED = define.setAtCreation(
            "managed",
            BOOL,
            "Whether the toolstack configures the interface.",
            since(VGPU_PRODUCTISATION),
            defaultsTo(true));
    public static final Field<Pif, Boolean> MANAGEMENT =
            define.serverOnly("management", BOOL, "Whether API and management traffic uses it.", since(MIAMI));

    // IPv4
    public static final Field<Pif, IpMode> IP_CONFIGURATION_MODE = define.serverOnly(
            "ip_configuration_mode",
            enumOf(IpMode.class),
            "How the IPv4 address is set: none, DHCP or static.",
            since(MIAMI),
            defaultsTo(IpMode.NONE));
    public static final Field<Pif, String> IP =
            define.serverOnly("IP", STRING, "IPv4 address; empty if none.", since(MIAMI));
    public static final Field<Pif, String> NETMASK =
            define.serverOnly("netmask", STRING, "IPv4 netmask, dotted.", since(MIAMI));
    public static final Field<Pif, String> GATEWAY =
            define.serverOnly("gateway", STRING, "IPv4 default gateway.", since(MIAMI));
    public static final Field<Pif, String> DNS =
            define.serverOnly("DNS", STRING, "DNS servers, separated by commas.", since(MIAMI));

    // IPv6
    public static final Field<Pif, Ipv6Mode> IPV6_CONFIGURATION_MODE = define.serverOnly(
            "ipv6_configuration_mode",
            enumOf(Ipv6Mode.class),
            "How IPv6 addresses are set: none, DHCP, static or autoconf.",
            since(TAMPA),
            defaultsTo(Ipv6Mode.NONE));
    public static final Field<Pif, List<String>> IPV6 =
            define.serverOnly("IPv6", STRING_SET, "IPv6 addresses with prefix length.", since(TAMPA));
    public static final Field<Pif, String> IPV6_GATEWAY =
            define.serverOnly("ipv6_gateway", STRING, "IPv6 default gateway.", since(TAMPA));
    public static final Field<Pif, AddressType> PRIMARY_ADDRESS_TYPE = define.serverOnly(
            "primary_address_type",
            enumOf(AddressType.class),
            "Whether management uses the IPv4 or the IPv6 address.",
            since(TAMPA),
            defaultsTo(AddressType.IPV4));

    // Stacking
    public static final Field<Pif, Ref<Bond>> BOND_SLAVE_OF =
            define.serverOnly("bond_slave_of", ref("Bond"), "Bond it is a member of, or null.", since(MIAMI));
    public static final Field<Pif, List<Ref<Bond>>> BOND_MASTER_OF = define.derived(
            "bond_master_of", "Bond", "master", "Bond it is the combined interface of, if any.", since(MIAMI));
    public static final Field<Pif, Ref<Vlan>> VLAN_MASTER_OF =
            define.serverOnly("VLAN_master_of", ref("VLAN"), "VLAN it is the untagged side of, or null.", since(MIAMI));
    public static final Field<Pif, List<Ref<Vlan>>> VLAN_SLAVE_OF =
            define.derived("VLAN_slave_of", "VLAN", "tagged_PIF", "VLANs that run over it.", since(MIAMI));
    public static final Field<Pif, List<Ref<Tunnel>>> TUNNEL_ACCESS_PIF_OF = define.derived(
            "tunnel_access_PIF_of", "tunnel", "access_PIF", "Tunnel it is the entry of, if any.", since(COWLEY));
    public static final Field<Pif, List<Ref<Tunnel>>> TUNNEL_TRANSPORT_PIF_OF = define.derived(
            "tunnel_transport_PIF_of", "tunnel", "transport_PIF", "Tunnels whose traffic it carries.", since(COWLEY));
    public static final Field<Pif, List<Ref<NetworkSriov>>> SRIOV_PHYSICAL_PIF_OF = define.derived(
            "sriov_physical_PIF_of",
            "network_sriov",
            "physical_PIF",
            "SR-IOV setup it provides the hardware for, if any.",
            since(KOLKATA));
    public static final Field<Pif, List<Ref<NetworkSriov>>> SRIOV_LOGICAL_PIF_OF = define.derived(
            "sriov_logical_PIF_of",
            "network_sriov",
            "logical_PIF",
            "SR-IOV setup it represents towards a network, if any.",
            since(KOLKATA));

    /** The class as a whole. */
    public static final ClassDef<Pif> CLASS = define.complete(Pif.class);

    private Pif() {}
}
