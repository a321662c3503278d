package io.xapid.server.network;

import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.model.store.Store;
import io.xapid.network.NetworkBackend;
import io.xapid.server.vm.NetworkAccess;
import java.util.List;

/** All there is to networks on this host, put together: what answers messages, and what connects guests. */
public final class NetworkRoom {
    private final Store store;
    private final HostNetworks networks;

    /** @param guestUid numeric id of the user that runs guests, who opens their ports */
    public NetworkRoom(Store store, NetworkBackend backend, int guestUid) {
        this.store = store;
        this.networks = new HostNetworks(backend, guestUid);
    }

    /** What answers messages about networks. */
    public List<Object> services() {
        return List.of(new NetworkService(store, networks), new NetworkMtu());
    }

    /**
     * Where guests of this host get connected.
     *
     * @param hypervisor what their hypervisor can be told to attach them to
     */
    public NetworkAccess networkAccess(Capabilities hypervisor) {
        boolean wantsBridges = hypervisor.can(Feature.BRIDGED_NICS) && !hypervisor.can(Feature.TAP_NICS);
        return wantsBridges ? new GuestBridges(store, networks) : new GuestPorts(store, networks);
    }
}
