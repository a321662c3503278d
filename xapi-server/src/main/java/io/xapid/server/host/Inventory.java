package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.network.NetworkState;
import io.xapid.storage.DriverDescription;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down this host, and on the first start the pool that it founds, in one transaction.
 *
 * <p>On later starts it writes what has changed: what is observed is written anew, what an operator may have changed is
 * left alone.
 */
public final class Inventory {
    private static final Logger log = LoggerFactory.getLogger(Inventory.class);

    private final Store store;
    private final Machine machine;
    private final BridgeFacts bridge;
    private final LocalStorage storage;
    private final List<DriverDescription> drivers;

    public Inventory(
            Store store, Machine machine, BridgeFacts bridge, LocalStorage storage, List<DriverDescription> drivers) {
        this.store = store;
        this.machine = machine;
        this.bridge = bridge;
        this.storage = storage;
        this.drivers = List.copyOf(drivers);
    }

    /**
     * Writes everything, and says which row is this host.
     *
     * @param kernels the folder of kernels that guests may boot
     */
    public Ref<Host> write(UUID uuid, Network network, X509Certificate certificate, Path cache, Path kernels)
            throws IOException {
        boolean first = isFirstStart(store.snapshot());
        Optional<LocalStorage.Fill> fill = Optional.empty();
        if (first) {
            storage.make(uuid);
            fill = Optional.of(storage.fill(uuid));
        }
        var found = new Found(fill, TinyLinux.install(cache, kernels), certificate);
        ManagementAddress address = ManagementAddress.of(network.listen(), network.state());
        Machine now = machine.atOneMoment(); // a transaction waits for nobody
        Ref<Host> host = store.transact(transaction -> write(transaction, now, uuid, network, address, found))
                .join();
        log.info("host {} ({}) is {}", uuid, machine.hostname(), first ? "written down" : "up to date");
        return host;
    }

    private Ref<Host> write(
            Transaction transaction, Machine now, UUID uuid, Network network, ManagementAddress address, Found found) {
        var rows = new HostRows(now, bridge, network.backend());
        Ref<Host> host = rows.write(transaction, uuid, address.address());
        new ControlDomainRow(now, bridge).write(transaction, host);
        new NetworkRows(network.state(), address.nic()).write(transaction, host);
        StorageRows.writeDrivers(transaction, drivers);
        Ref<Sr> disks = found.fill()
                .map(fill -> StorageRows.writeRepositories(transaction, host, uuid, storage, fill))
                .orElse(Ref.none());
        PoolRow.write(transaction, host, disks);
        TemplateRows.write(transaction, found.tiny());
        CertificateRow.write(transaction, host, found.certificate());
        HostAvailability.startOf(transaction, host);
        return host;
    }

    private static boolean isFirstStart(Snapshot state) {
        return state.table(Pool.CLASS).rows().isEmpty();
    }

    /**
     * What was looked up before the transaction.
     *
     * @param fill of the repositories to write down; empty on later starts, when operators may have removed them
     */
    private record Found(Optional<LocalStorage.Fill> fill, Optional<TinyLinux> tiny, X509Certificate certificate) {}

    /**
     * How this host is connected.
     *
     * @param backend one word for how guests are connected
     */
    public record Network(InetAddress listen, NetworkState state, String backend) {}
}
