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
    private static final long SMALLEST_MTU = 68;
    private static final long LARGEST_MTU = 65_521;

    private final Store store;
    private final HostNetworks hostNetworks;

    public NetworkService(Store store, HostNetworks hostNetworks) {
        this.store = store;
        this.hostNetworks = hostNetworks;
    }

    @Override
    public CompletionStage<Ref<Network>> create(Call call, NewObject<Network> wanted) {
        long mtu = wanted.get(Network.MTU);
        if (mtu != 0 && (mtu < SMALLEST_MTU || mtu > LARGEST_MTU)) {
            throw new CallFailure.InvalidValue("MTU", String.valueOf(mtu));
        }
        String bridge = wanted.get(Network.BRIDGE);
        if (!bridge.isEmpty() && !LinkName.isValid(bridge)) {
            throw new CallFailure.InvalidValue("bridge", bridge);
        }
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
            values.put(Network.MTU, mtu == 0 ? 1500L : mtu);
            values.put(Network.BRIDGE, bridge.isEmpty() ? freeName(taken) : bridge);
            return transaction.insert(Network.CLASS, values);
        });
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Network> network) {
        return store.transact(transaction -> {
                    Row<Network> row = require(transaction, network);
                    refuseIfNeeded(row);
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
            Row<Network> row = require(transaction, network);
            List<Ref<Vif>> attached = row.get(Network.VIFS).stream()
                    .filter(ref -> transaction
                            .find(Vif.CLASS, ref)
                            .map(vif -> vif.get(Vif.CURRENTLY_ATTACHED))
                            .orElse(false))
                    .toList();
            if (!attached.isEmpty()) {
                throw new NetworkFailure.VifInUse(network, attached.get(0));
            }
            transaction.set(Network.CLASS, network, Network.DEFAULT_LOCKING_MODE, value);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> addPurpose(Call call, Ref<Network> self, NetworkPurpose value) {
        return store.transact(transaction -> {
            var purposes = new ArrayList<>(require(transaction, self).get(Network.PURPOSE));
            for (NetworkPurpose present : purposes) {
                if (present != value && clash(present, value)) {
                    throw new NetworkFailure.IncompatiblePurposes(value.wireName(), present.wireName());
                }
            }
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

    /** Disk traffic may be open or encrypted on one network, not both. */
    private static boolean clash(NetworkPurpose one, NetworkPurpose other) {
        return one.wireName().contains("nbd") && other.wireName().contains("nbd");
    }

    private static void refuseIfNeeded(Row<Network> row) {
        if ("true".equals(row.get(Network.OTHER_CONFIG).get(INTERNAL))) {
            throw new NetworkFailure.CannotDestroySystemNetwork(row.ref());
        }
        String pifs = row.get(Network.PIFS).stream().map(Ref::value).collect(Collectors.joining(","));
        if (!pifs.isEmpty()) {
            throw new NetworkFailure.ContainsPif(pifs);
        }
        String vifs = row.get(Network.VIFS).stream().map(Ref::value).collect(Collectors.joining(","));
        if (!vifs.isEmpty()) {
            throw new NetworkFailure.ContainsVif(vifs);
        }
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
