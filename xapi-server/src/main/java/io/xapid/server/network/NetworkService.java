package io.xapid.server.network;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.NetworkFailure;
import io.xapid.model.network.NetworkLockingMode;
import io.xapid.model.network.NetworkMessages;
import io.xapid.model.network.NetworkPurpose;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.VifMetrics;
import io.xapid.network.LinkName;
import io.xapid.server.api.Constructor;
import io.xapid.server.api.Destructor;
import io.xapid.server.api.NewObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Messages of class network.
 *
 * <p>Making a network writes a row and nothing else: its bridge appears on a host when the first guest there needs it.
 */
public final class NetworkService implements NetworkMessages, Constructor<Network>, Destructor<Network> {
    private static final String INTERNAL = "is_host_internal_management_network";
    private static final long ETHERNET_MTU = 1500;

    /** Beginnings of names that others give: the toolstack itself, and the kernel. */
    private static final List<String> RESERVED = List.of("xen", "xapi", "vif", "tap", "eth");

    private final Store store;
    private final HostNetworks hostNetworks;

    public NetworkService(Store store, HostNetworks hostNetworks) {
        this.store = store;
        this.hostNetworks = hostNetworks;
    }

    @Override
    public CompletionStage<Ref<Network>> create(Call call, NewObject<Network> wanted) {
        long mtu = wanted.get(Network.MTU) <= 0 ? ETHERNET_MTU : wanted.get(Network.MTU);
        NetworkMtu.check(mtu);
        String bridge = wanted.get(Network.BRIDGE);
        checkBridge(bridge, wanted.get(Network.MANAGED));
        return store.transact(transaction -> {
            Set<String> taken = bridges(transaction);
            if (taken.contains(bridge)) {
                throw new NetworkFailure.BridgeNameExists(bridge);
            }
            var values = new HashMap<Field<Network, ?>, Object>();
            for (Field<Network, ?> field : Network.CLASS.fields()) {
                if (field.writer() != Field.Writer.SERVER) {
                    values.put(field, wanted.get(field));
                }
            }
            values.put(Network.MTU, mtu);
            values.put(Network.BRIDGE, bridge.isEmpty() ? freeName(taken) : bridge);
            if (bridge.isEmpty()) {
                values.put(Network.MANAGED, true); // the Java SDK sends false for what its caller left open
            }
            return transaction.insert(Network.CLASS, values);
        });
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Network> network) {
        return store.transact(transaction -> {
                    Row<Network> row = require(transaction, network);
                    List<Row<Vif>> interfaces = interfaces(transaction, row);
                    refuseIfNeeded(row, interfaces);
                    for (Row<Vif> unused : interfaces) {
                        transaction.delete(VifMetrics.CLASS, unused.get(Vif.METRICS));
                        transaction.delete(Vif.CLASS, unused.ref());
                    }
                    transaction.delete(Network.CLASS, network);
                    return row;
                })
                .thenApply(gone -> {
                    hostNetworks.forget(gone);
                    return null;
                });
    }

    @Override
    public CompletionStage<Void> setDefaultLockingMode(Call call, Ref<Network> network, NetworkLockingMode value) {
        return store.transact(transaction -> {
            interfaces(transaction, require(transaction, network)).stream()
                    .filter(vif -> vif.get(Vif.CURRENTLY_ATTACHED))
                    .findFirst()
                    .ifPresent(attached -> {
                        throw new NetworkFailure.VifInUse(network, attached.ref());
                    });
            transaction.set(Network.CLASS, network, Network.DEFAULT_LOCKING_MODE, value);
            return null;
        });
    }

    /** Disk traffic may be open or encrypted in a pool, not both. */
    @Override
    public CompletionStage<Void> addPurpose(Call call, Ref<Network> self, NetworkPurpose value) {
        return store.transact(transaction -> {
            Row<Network> row = require(transaction, self);
            if (!row.get(Network.MANAGED)) {
                throw new NetworkFailure.Unmanaged(self);
            }
            for (Row<Network> any : transaction.table(Network.CLASS).rows()) {
                for (NetworkPurpose present : any.get(Network.PURPOSE)) {
                    if (present != value) {
                        throw new NetworkFailure.IncompatiblePurposes(value.wireName(), present.wireName());
                    }
                }
            }
            var purposes = new ArrayList<>(row.get(Network.PURPOSE));
            if (!purposes.contains(value)) {
                purposes.add(value);
                transaction.set(Network.CLASS, self, Network.PURPOSE, purposes);
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Void> removePurpose(Call call, Ref<Network> self, NetworkPurpose value) {
        return store.transact(transaction -> {
            var purposes = new ArrayList<>(require(transaction, self).get(Network.PURPOSE));
            if (purposes.remove(value)) {
                transaction.set(Network.CLASS, self, Network.PURPOSE, purposes);
            }
            return null;
        });
    }

    private void checkBridge(String bridge, boolean managed) {
        if (bridge.isEmpty()) {
            return;
        }
        if (!LinkName.isValid(bridge) || RESERVED.stream().anyMatch(bridge::startsWith)) {
            throw new CallFailure.InvalidValue("bridge", bridge);
        }
        if (managed && hostNetworks.isNoBridge(bridge)) {
            throw new NetworkFailure.BridgeNameExists(bridge);
        }
    }

    private static void refuseIfNeeded(Row<Network> row, List<Row<Vif>> interfaces) {
        Ref<?>[] used = interfaces.stream()
                .filter(vif -> vif.get(Vif.CURRENTLY_ATTACHED) || vif.get(Vif.RESERVED))
                .map(Row::ref)
                .toArray(Ref<?>[]::new);
        if (used.length > 0) {
            throw new NetworkFailure.ContainsVif(used);
        }
        if (!row.get(Network.PIFS).isEmpty()) {
            throw new NetworkFailure.ContainsPif(row.get(Network.PIFS).toArray(new Ref<?>[0]));
        }
        if ("true".equals(row.get(Network.OTHER_CONFIG).get(INTERNAL))) {
            throw new NetworkFailure.CannotDestroySystemNetwork(row.ref());
        }
    }

    private static List<Row<Vif>> interfaces(Transaction transaction, Row<Network> network) {
        return network.get(Network.VIFS).stream()
                .flatMap(ref -> transaction.find(Vif.CLASS, ref).stream())
                .toList();
    }

    private static Set<String> bridges(Transaction transaction) {
        return transaction.table(Network.CLASS).stream()
                .map(row -> row.get(Network.BRIDGE))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String freeName(Set<String> taken) {
        int number = 0;
        while (taken.contains("xapi" + number)) {
            number++;
        }
        return "xapi" + number;
    }

    private static Row<Network> require(Transaction transaction, Ref<Network> network) {
        return transaction
                .find(Network.CLASS, network)
                .orElseThrow(() -> new CallFailure.HandleInvalid("network", network.value()));
    }
}
