package io.xapid.network;

import io.xapid.network.NetworkException.Kind;
import java.util.List;

/** All the bridges that this host should have. */
public record NetworkPlan(List<BridgeSpec> bridges) {
    public NetworkPlan {
        bridges = List.copyOf(bridges);
        if (bridges.stream().map(BridgeSpec::name).distinct().count() != bridges.size()) {
            throw new NetworkException(Kind.INVALID, "a bridge is planned twice");
        }
        long uplinks = bridges.stream().flatMap(b -> b.uplink().stream()).count();
        long distinct =
                bridges.stream().flatMap(b -> b.uplink().stream()).distinct().count();
        if (uplinks != distinct) {
            throw new NetworkException(Kind.INVALID, "a NIC is planned as the uplink of two bridges");
        }
    }
}
