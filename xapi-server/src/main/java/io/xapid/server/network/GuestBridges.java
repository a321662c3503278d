package io.xapid.server.network;

import io.xapid.hypervisor.Nic;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.NetworkFailure;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.network.NetworkException;
import io.xapid.server.vm.NetworkAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects guests whose hypervisor makes their ends by itself, and wants to be told no more than the bridge. */
final class GuestBridges implements NetworkAccess {
    private static final Logger log = LoggerFactory.getLogger(GuestBridges.class);

    private final Store store;
    private final HostNetworks networks;

    GuestBridges(Store store, HostNetworks networks) {
        this.store = store;
        this.networks = networks;
    }

    @Override
    public Nic.Attachment attach(Ref<Network> network, Interface nic) {
        Row<Network> row = store.snapshot()
                .find(Network.CLASS, network)
                .orElseThrow(() -> new CallFailure.HandleInvalid("network", network.value()));
        try {
            return new Nic.Attachment.Bridge(networks.bridge(row).text());
        } catch (NetworkException unreachable) {
            log.warn("network {} cannot be reached: {}", row.get(Network.UUID), unreachable.getMessage());
            throw new NetworkFailure.BridgeNotAvailable(row.get(Network.BRIDGE));
        }
    }

    /** Nothing of ours: the hypervisor takes its end away with the interface. */
    @Override
    public void detach(Ref<Network> network, Interface nic) {}
}
