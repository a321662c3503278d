package io.xapid.network;

import java.util.List;
import java.util.Optional;

/** The network of this host, as it is. */
public record NetworkState(List<HostInterface> interfaces, List<Bridge> bridges, Dns dns) {
    public NetworkState {
        interfaces = List.copyOf(interfaces);
        bridges = List.copyOf(bridges);
    }

    public Optional<HostInterface> find(LinkName name) {
        return interfaces.stream().filter(link -> link.name().equals(name)).findAny();
    }

    public Optional<Bridge> bridge(LinkName name) {
        return bridges.stream().filter(bridge -> bridge.name().equals(name)).findAny();
    }

    /**
     * A bridge that is there.
     *
     * @param ours whether this daemon made it; it leaves other people's bridges as they are
     * @param uplinks members that are no ports of guests
     * @param ports members that this daemon made for guests
     */
    public record Bridge(
            LinkName name, int mtuBytes, boolean up, boolean ours, List<LinkName> uplinks, List<LinkName> ports) {
        public Bridge {
            uplinks = List.copyOf(uplinks);
            ports = List.copyOf(ports);
        }
    }

    /** Whom this host asks for names. */
    public record Dns(List<String> servers, List<String> searchDomains) {
        public Dns {
            servers = List.copyOf(servers);
            searchDomains = List.copyOf(searchDomains);
        }
    }
}
