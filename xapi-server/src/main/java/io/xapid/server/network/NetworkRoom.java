package io.xapid.server.network;

import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Store;
import io.xapid.network.NetworkBackend;
import io.xapid.server.job.Jobs;
import io.xapid.server.vm.NetworkAccess;
import java.util.List;
import java.util.UUID;

/** All there is to networks on this host, put together: what answers messages, and what connects guests. */
public final class NetworkRoom {
    private final Store store;
    private final Ref<Host> here;
    private final HostNetworks networks;

    /**
     * @param here the host that this daemon acts for
     * @param guestUid numeric id of the user that runs guests, who opens their ports
     */
    public NetworkRoom(Store store, Ref<Host> here, NetworkBackend backend, int guestUid) {
        this.store = store;
        this.here = here;
        String keeper = store.snapshot().find(Host.CLASS, here).orElseThrow().get(Host.UUID);
        this.networks = new HostNetworks(backend, guestUid, UUID.fromString(keeper));
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

    /** Takes away the ports that a former daemon has left and no guest has. Called once, after guests have been taken over. */
    public void sweepPorts(Jobs jobs, Hypervisor hypervisor) {
        new PortSweep(store, here, networks, jobs, hypervisor).begin();
    }
}
