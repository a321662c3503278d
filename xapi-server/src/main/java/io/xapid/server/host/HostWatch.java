package io.xapid.server.host;

import io.xapid.hypervisor.PhysicalHost;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;
import io.xapid.network.NetworkState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Keeps what is observed of this host true: its free memory, its NICs and their addresses.
 *
 * <p>Called now and then. It writes what has changed enough to matter to somebody, so that an idle host makes no events
 * but for a sign of life every few minutes.
 */
public final class HostWatch {
    private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(5);
    private static final int PARTS_OF_MEMORY = 100;

    private final Store store;
    private final Ref<Host> here;
    private final Machine machine;
    private final InetAddress listen;
    private final Supplier<NetworkState> network;

    public HostWatch(Store store, Ref<Host> here, Machine machine, InetAddress listen, Supplier<NetworkState> network) {
        this.store = store;
        this.here = here;
        this.machine = machine;
        this.listen = listen;
        this.network = network;
    }

    public void look() {
        NetworkState state = network.get();
        var nics = new NetworkRows(state, ManagementAddress.of(listen, state).nic());
        Machine now = machine.atOneMoment();
        long free = now.memoryFreeBytes();
        store.transact(transaction -> {
                    nics.follow(transaction, here);
                    followMemory(transaction, free);
                    now.below().ifPresent(below -> followControlDomain(transaction, below.control()));
                    return true;
                })
                .join();
    }

    /** The memory of the host's own system moves where a hypervisor lies below it. */
    private void followControlDomain(Transaction transaction, PhysicalHost.ControlDomain own) {
        Row<Host> host = transaction.get(Host.CLASS, here);
        Row<Vm> domain = host == null ? null : transaction.get(Vm.CLASS, host.get(Host.CONTROL_DOMAIN));
        Row<VmMetrics> metrics = domain == null ? null : transaction.get(VmMetrics.CLASS, domain.get(Vm.METRICS));
        long actual = ControlDomainRow.wholeMegabytes(own.memoryBytes());
        if (metrics != null && metrics.get(VmMetrics.MEMORY_ACTUAL) != actual) {
            transaction.set(VmMetrics.CLASS, metrics.ref(), VmMetrics.MEMORY_ACTUAL, actual);
            transaction.set(VmMetrics.CLASS, metrics.ref(), VmMetrics.LAST_UPDATED, transaction.now());
        }
    }

    private void followMemory(Transaction transaction, long free) {
        Row<Host> host = transaction.get(Host.CLASS, here);
        Row<HostMetrics> metrics = host == null ? null : transaction.get(HostMetrics.CLASS, host.get(Host.METRICS));
        if (metrics == null) {
            return;
        }
        long change = Math.abs(metrics.get(HostMetrics.MEMORY_FREE) - free);
        boolean matters = change > metrics.get(HostMetrics.MEMORY_TOTAL) / PARTS_OF_MEMORY;
        boolean due = metrics.get(HostMetrics.LAST_UPDATED).plus(SIGN_OF_LIFE).isBefore(transaction.now());
        if (matters || due || !metrics.get(HostMetrics.LIVE)) {
            new Draft<>(HostMetrics.CLASS)
                    .with(HostMetrics.MEMORY_FREE, free)
                    .with(HostMetrics.LIVE, true)
                    .with(HostMetrics.LAST_UPDATED, transaction.now())
                    .update(transaction, metrics.ref());
        }
    }
}
