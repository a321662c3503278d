package io.xapid.server.host;

import io.xapid.network.HostInterface;
import io.xapid.network.HostInterface.Address;
import io.xapid.network.NetworkState;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where others reach this host.
 *
 * @param address what {@code host.address} says
 * @param nic the NIC that it belongs to, or else that of the host's default route; empty if there is none
 */
record ManagementAddress(String address, String nic) {

    static ManagementAddress of(InetAddress listen, NetworkState network) {
        Optional<HostInterface> holder = network.interfaces().stream()
                .filter(link -> holds(link, listen))
                .findFirst()
                .or(() -> network.interfaces().stream()
                        .filter(link -> !link.gateways().isEmpty())
                        .findFirst());
        String address = listen.isAnyLocalAddress()
                ? holder.flatMap(ManagementAddress::firstAddress).orElse("127.0.0.1")
                : listen.getHostAddress();
        return new ManagementAddress(
                address, holder.map(link -> nicBehind(link, network)).orElse(""));
    }

    private static boolean holds(HostInterface link, InetAddress listen) {
        return link.addresses().stream().anyMatch(address -> address.ip().equals(listen.getHostAddress()));
    }

    private static Optional<String> firstAddress(HostInterface link) {
        return link.addresses().stream()
                .filter(address -> !address.linkLocal())
                .sorted(Comparator.comparing(Address::ipv6))
                .map(Address::ip)
                .findFirst();
    }

    /** The addresses may stand on a bridge that the host's own system has put the NIC on. */
    private static String nicBehind(HostInterface link, NetworkState network) {
        return network.interfaces().stream()
                .filter(nic -> nic.physical() && nic.bridge().equals(Optional.of(link.name())))
                .map(nic -> nic.name().text())
                .findFirst()
                .orElse(link.name().text());
    }
}
