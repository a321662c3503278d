package io.xapid.server.host;

import io.xapid.hypervisor.HypervisorConsole;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Store;
import io.xapid.network.NetworkState;
import io.xapid.server.api.DerivedValues;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What classes host and pool answer, and what keeps this host's rows true. */
public final class HostRoom {
    private final Store store;
    private final Ref<Host> here;
    private final Clock clock;
    private final HostAdmission admission = new HostAdmission();
    private final PoolOperations poolOperations = new PoolOperations();

    /** @param clock with the host's own zone */
    public HostRoom(Store store, Ref<Host> here, Clock clock) {
        this.store = store;
        this.here = here;
        this.clock = clock;
    }

    /**
     * @param certificate what this host shows to TLS clients
     * @param console of a hypervisor below the host's own kernel
     */
    public List<Object> services(X509Certificate certificate, Optional<HypervisorConsole> console) {
        return List.of(
                new HostAvailability(store, admission),
                new HostCertificate(store, certificate),
                new HostClearing(store),
                new HostClock(store, clock),
                new HostConnections(store),
                new HostEdition(store),
                new HostExtensions(store),
                new HostTroubles(store, console),
                new PoolBalancing(),
                new PoolCoordination(store),
                new PoolGeneral(store));
    }

    /** Adds the rules of fields that are computed. */
    public void derive(DerivedValues.Builder derived) {
        derived.add(Host.ALLOWED_OPERATIONS, (row, view) -> admission.allowed(view, row));
        derived.add(Pool.ALLOWED_OPERATIONS, (row, view) -> poolOperations.allowed(view, row));
    }

    /** What has to be called now and then. */
    public HostWatch watch(Machine machine, InetAddress listen, Supplier<NetworkState> network) {
        return new HostWatch(store, here, machine, listen, network);
    }
}
