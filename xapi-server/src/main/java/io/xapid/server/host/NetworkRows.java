package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.Pif;
import io.xapid.model.network.PifMetrics;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.network.HostInterface;
import io.xapid.network.NetworkState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of this host's NICs, and a network for each.
 *
 * <p>They tell what is. The NICs themselves stay as the host's own system has set them up.
 */
final class NetworkRows {
    private static final String INTERNAL = "is_host_internal_management_network";
    private static final long ETHERNET_MTU = 1500;

    private final NetworkState state;
    private final String management;

    /** @param management name of the NIC by which this host is reached; empty if that is none */
    NetworkRows(NetworkState state, String management) {
        this.state = state;
        this.management = management;
    }

    /** Writes everything: NICs that are new get rows and networks. */
    void write(Transaction transaction, Ref<Host> host) {
        writeInternalNetwork(transaction);
        Map<String, Row<Pif>> known = known(transaction, host);
        for (HostInterface nic : nics()) {
            if (!known.containsKey(nic.name().text())) {
                insert(transaction, host, nic);
            }
        }
        follow(transaction, host);
    }

    /** Writes what has changed of the NICs that have rows. One that is gone keeps its row, as unplugged. */
    void follow(Transaction transaction, Ref<Host> host) {
        Map<String, Row<Pif>> known = known(transaction, host);
        for (HostInterface nic : nics()) {
            Row<Pif> row = known.remove(nic.name().text());
            if (row != null) {
                observed(nic).update(transaction, row.ref());
                followMetrics(transaction, nic, row.get(Pif.METRICS));
            }
        }
        known.values()
                .forEach(gone -> new Draft<>(Pif.CLASS)
                        .with(Pif.CURRENTLY_ATTACHED, false)
                        .with(Pif.MANAGEMENT, false)
                        .update(transaction, gone.ref()));
    }

    private static void followMetrics(Transaction transaction, HostInterface nic, Ref<PifMetrics> ref) {
        Draft<PifMetrics> draft = metrics(nic);
        if (draft.differsFrom(transaction.get(PifMetrics.CLASS, ref))) {
            draft.with(PifMetrics.LAST_UPDATED, transaction.now()).update(transaction, ref);
        }
    }

    private static Map<String, Row<Pif>> known(Transaction transaction, Ref<Host> host) {
        var known = new HashMap<String, Row<Pif>>();
        transaction.table(Pif.CLASS).rows().stream()
                .filter(row -> row.get(Pif.HOST).equals(host) && row.get(Pif.PHYSICAL))
                .forEach(row -> known.put(row.get(Pif.DEVICE), row));
        return known;
    }

    private List<HostInterface> nics() {
        return state.interfaces().stream()
                .filter(HostInterface::physical)
                .sorted(Comparator.comparing(nic -> nic.name().text()))
                .toList();
    }

    Ref<Pif> insert(Transaction transaction, Ref<Host> host, HostInterface nic) {
        String device = nic.name().text();
        return observed(nic)
                .with(Pif.HOST, host)
                .with(Pif.DEVICE, device)
                .with(Pif.DEVICE_NAME, device)
                .with(Pif.NETWORK, networkFor(transaction, host, device))
                .with(
                        Pif.METRICS,
                        metrics(nic)
                                .with(PifMetrics.LAST_UPDATED, transaction.now())
                                .insert(transaction))
                .with(Pif.PHYSICAL, true)
                .with(Pif.VLAN, -1L)
                .with(Pif.PROPERTIES, Map.of("gro", "on"))
                .insert(transaction);
    }

    /** The n-th NICs of all hosts of a pool are taken to be on one network. A host has one NIC on each. */
    private static Ref<Network> networkFor(Transaction transaction, Ref<Host> host, String device) {
        Set<Ref<Network>> connected = transaction.table(Pif.CLASS).rows().stream()
                .filter(row -> row.get(Pif.HOST).equals(host))
                .map(row -> row.get(Pif.NETWORK))
                .collect(Collectors.toSet());
        int position = 0;
        Optional<Ref<Network>> network = byBridge(transaction, bridge(position));
        while (network.isPresent() && connected.contains(network.get())) {
            position++;
            network = byBridge(transaction, bridge(position));
        }
        String bridge = bridge(position);
        return network.orElseGet(() -> new Draft<>(Network.CLASS)
                .with(Network.NAME_LABEL, "Pool-wide network associated with " + device)
                .with(Network.BRIDGE, bridge)
                .with(Network.MTU, ETHERNET_MTU)
                .insert(transaction));
    }

    private static String bridge(int position) {
        return "xenbr" + position;
    }

    private static Optional<Ref<Network>> byBridge(Transaction transaction, String bridge) {
        return transaction.table(Network.CLASS).rows().stream()
                .filter(row -> row.get(Network.BRIDGE).equals(bridge))
                .map(Row::ref)
                .findFirst();
    }

    private Draft<Pif> observed(HostInterface nic) {
        boolean isManagement = nic.name().text().equals(management);
        var pif = new Draft<>(Pif.CLASS)
                .with(Pif.MAC, nic.mac())
                .with(Pif.MTU, (long) nic.mtuBytes())
                .with(Pif.CURRENTLY_ATTACHED, nic.up())
                .with(Pif.MANAGEMENT, isManagement);
        PifAddresses.of(carrierOfAddresses(nic), state.dns()).writeTo(pif);
        return pif;
    }

    /** A NIC that the host's own system put on a bridge has its addresses there. */
    private HostInterface carrierOfAddresses(HostInterface nic) {
        return nic.addresses().isEmpty() ? nic.bridge().flatMap(state::find).orElse(nic) : nic;
    }

    private static Draft<PifMetrics> metrics(HostInterface nic) {
        var metrics = new Draft<>(PifMetrics.CLASS)
                .with(PifMetrics.CARRIER, nic.carrier())
                .with(PifMetrics.SPEED, nic.speedMbps())
                .with(PifMetrics.DUPLEX, nic.duplex() == HostInterface.Duplex.FULL);
        nic.hardware()
                .ifPresent(hardware -> metrics.with(PifMetrics.PCI_BUS_PATH, hardware.pciBusPath())
                        .with(PifMetrics.VENDOR_ID, hardware.vendorId())
                        .with(PifMetrics.VENDOR_NAME, hardware.vendorName())
                        .with(PifMetrics.DEVICE_ID, hardware.deviceId())
                        .with(PifMetrics.DEVICE_NAME, hardware.deviceName()));
        return metrics;
    }

    private static void writeInternalNetwork(Transaction transaction) {
        boolean there = transaction.table(Network.CLASS).rows().stream()
                .anyMatch(row -> row.get(Network.OTHER_CONFIG).containsKey(INTERNAL));
        if (!there) {
            new Draft<>(Network.CLASS)
                    .with(Network.NAME_LABEL, "Host internal management network")
                    .with(Network.NAME_DESCRIPTION, "Guests and their host, and nobody else.")
                    .with(Network.BRIDGE, "xenapi")
                    .with(Network.MTU, ETHERNET_MTU)
                    .with(
                            Network.OTHER_CONFIG,
                            Map.of(
                                    "is_guest_installer_network",
                                    "true",
                                    INTERNAL,
                                    "true",
                                    "ip_begin",
                                    "169.254.0.1",
                                    "ip_end",
                                    "169.254.255.254",
                                    "netmask",
                                    "255.255.0.0"))
                    .insert(transaction);
        }
    }
}
