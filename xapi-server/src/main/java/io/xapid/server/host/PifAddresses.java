package io.xapid.server.host;

import io.xapid.model.network.AddressType;
import io.xapid.model.network.IpMode;
import io.xapid.model.network.Ipv6Mode;
import io.xapid.model.network.Pif;
import io.xapid.network.HostInterface;
import io.xapid.network.HostInterface.Address;
import io.xapid.network.NetworkState.Dns;
import java.util.List;
import java.util.Optional;

/** The addresses of an interface in the form that PIF records have them. */
record PifAddresses(Optional<Address> v4, List<Address> v6, List<String> gateways, Dns dns) {

    static PifAddresses of(HostInterface link, Dns dns) {
        return new PifAddresses(
                link.addresses().stream()
                        .filter(address -> !address.ipv6() && !address.linkLocal())
                        .findFirst(),
                link.addresses().stream()
                        .filter(address -> address.ipv6() && !address.linkLocal())
                        .toList(),
                link.gateways(),
                dns);
    }

    void writeTo(Draft<Pif> pif) {
        boolean hasV6 = !v6.isEmpty();
        pif.with(Pif.IP, v4.map(Address::ip).orElse(""))
                .with(Pif.NETMASK, v4.map(PifAddresses::netmask).orElse(""))
                .with(Pif.GATEWAY, gateway(false))
                .with(Pif.DNS, v4.isEmpty() && !hasV6 ? "" : String.join(",", dns.servers()))
                .with(
                        Pif.IP_CONFIGURATION_MODE,
                        v4.map(address -> address.dynamic() ? IpMode.DHCP : IpMode.STATIC)
                                .orElse(IpMode.NONE))
                .with(
                        Pif.IPV6,
                        v6.stream()
                                .map(address -> address.ip() + "/" + address.prefixLength())
                                .toList())
                .with(Pif.IPV6_GATEWAY, gateway(true))
                .with(Pif.IPV6_CONFIGURATION_MODE, v6Mode())
                .with(Pif.PRIMARY_ADDRESS_TYPE, v4.isEmpty() && hasV6 ? AddressType.IPV6 : AddressType.IPV4);
    }

    private String gateway(boolean ipv6) {
        return gateways.stream()
                .filter(gateway -> gateway.contains(":") == ipv6)
                .findFirst()
                .orElse("");
    }

    private Ipv6Mode v6Mode() {
        if (v6.isEmpty()) {
            return Ipv6Mode.NONE;
        }
        return v6.get(0).dynamic() ? Ipv6Mode.AUTOCONF : Ipv6Mode.STATIC;
    }

    private static String netmask(Address address) {
        long mask = 0xffff_ffffL << (32 - address.prefixLength()) & 0xffff_ffffL;
        return "%d.%d.%d.%d".formatted(mask >> 24, mask >> 16 & 255, mask >> 8 & 255, mask & 255);
    }
}
