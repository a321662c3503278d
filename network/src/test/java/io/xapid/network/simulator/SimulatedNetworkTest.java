package io.xapid.network.simulator;

import io.xapid.network.BridgingContract;
import io.xapid.network.HostInterface;
import io.xapid.network.HostInterface.Address;
import io.xapid.network.HostInterface.Duplex;
import io.xapid.network.HostInterface.Hardware;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkBackend;
import java.util.List;
import java.util.Optional;

class SimulatedNetworkTest extends BridgingContract {
    private final NetworkBackend backend = new SimulatedNetwork(
            List.of(nic("eth0", List.of()), nic("eth1", List.of(new Address("192.0.2.9", 24, false, false, false)))));

    private static HostInterface nic(String name, List<Address> addresses) {
        return new HostInterface(
                new LinkName(name),
                "",
                "02:00:00:00:00:01",
                1_500,
                true,
                true,
                1_000,
                Duplex.FULL,
                Optional.empty(),
                false,
                Optional.of(new Hardware("pci", "e1000", "0000:00:03.0", "0x8086", "0x100e", "Intel", "82540EM")),
                addresses,
                List.of());
    }

    @Override
    protected NetworkBackend backend() {
        return backend;
    }

    @Override
    protected LinkName freeNic() {
        return new LinkName("eth0");
    }

    @Override
    protected LinkName hostNic() {
        return new LinkName("eth1");
    }
}
