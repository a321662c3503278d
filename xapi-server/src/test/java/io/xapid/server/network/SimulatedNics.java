package io.xapid.server.network;

import io.xapid.network.HostInterface;
import io.xapid.network.LinkName;
import java.util.List;
import java.util.Optional;

/** NICs for hosts that exist in tests only. */
final class SimulatedNics {
    private SimulatedNics() {}

    static HostInterface nic(String name, String mac) {
        return link(name, mac, Optional.of(new HostInterface.Hardware("pci", "e1000", "0000:00:03.0", "", "", "", "")));
    }

    static HostInterface virtual(String name) {
        return link(name, "02:00:00:00:00:01", Optional.empty());
    }

    private static HostInterface link(String name, String mac, Optional<HostInterface.Hardware> hardware) {
        return new HostInterface(
                new LinkName(name),
                "",
                mac,
                1500,
                true,
                true,
                1000,
                HostInterface.Duplex.FULL,
                Optional.empty(),
                false,
                hardware,
                List.of(),
                List.of());
    }
}
