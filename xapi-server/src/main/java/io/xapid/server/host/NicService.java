package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.NetworkFailure;
import io.xapid.model.network.Pif;
import io.xapid.model.network.PifConfiguration;
import io.xapid.model.network.PifFailure;
import io.xapid.model.network.PifInventory;
import io.xapid.model.network.PifMetrics;
import io.xapid.model.network.SriovFailure;
import io.xapid.model.pool.HaFailure;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.network.HostInterface;
import io.xapid.network.NetworkState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Messages of class PIF that find and forget NICs.
 *
 * <p>Rows only tell of NICs: what the host's own system has set up stays as it is.
 */
public final class NicService implements PifInventory, PifConfiguration {
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    private final Store store;
    private final Ref<Host> here;
    private final Supplier<NetworkState> network;

    /** @param network tells what there is, asked anew each time */
    public NicService(Store store, Ref<Host> here, Supplier<NetworkState> network) {
        this.store = store;
        this.here = here;
        this.network = network;
    }

    @Override
    public CompletionStage<Void> scan(Call call, Ref<Host> host) {
        NetworkState state = network.get();
        return store.transact(transaction -> {
            requireHere(transaction, host);
            String management = transaction.table(Pif.CLASS).stream()
                    .filter(pif -> pif.get(Pif.HOST).equals(host) && pif.get(Pif.MANAGEMENT))
                    .map(pif -> pif.get(Pif.DEVICE))
                    .findFirst()
                    .orElse("");
            new NetworkRows(state, management).write(transaction, host);
            return null;
        });
    }

    @Override
    public CompletionStage<Ref<Pif>> introduce(Call call, Ref<Host> host, String mac, String device, boolean managed) {
        String wanted = mac.toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty() && !MAC.matcher(wanted).matches()) {
            throw new NetworkFailure.MacInvalid(mac);
        }
        NetworkState state = network.get();
        Optional<HostInterface> nic = state.interfaces().stream()
                .filter(link -> link.physical() && link.name().text().equals(device))
                .filter(link -> wanted.isEmpty() || link.mac().equals(wanted))
                .findFirst();
        return store.transact(transaction -> {
            requireHere(transaction, host);
            boolean taken = transaction.table(Pif.CLASS).stream()
                    .anyMatch(pif -> pif.get(Pif.HOST).equals(host)
                            && pif.get(Pif.DEVICE).equals(device));
            if (taken) {
                throw new PifFailure.DuplicateDeviceName(device);
            }
            HostInterface found = nic.orElseThrow(() -> new PifFailure.NoInterfaceWithNameAndMac(device, wanted));
            Ref<Pif> made = new NetworkRows(state, "").insert(transaction, host, found);
            transaction.set(Pif.CLASS, made, Pif.MANAGED, managed);
            return made;
        });
    }

    @Override
    public CompletionStage<Void> forget(Call call, Ref<Pif> self) {
        return store.transact(transaction -> {
            Row<Pif> pif = require(transaction, self);
            Failure objection = whyItStays(transaction, pif);
            if (objection != null) {
                throw objection;
            }
            transaction.delete(PifMetrics.CLASS, pif.get(Pif.METRICS));
            transaction.delete(Pif.CLASS, self);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> setDisallowUnplug(Call call, Ref<Pif> self, boolean value) {
        return store.transact(transaction -> {
            transaction.set(Pif.CLASS, require(transaction, self).ref(), Pif.DISALLOW_UNPLUG, value);
            return null;
        });
    }

    private static @Nullable Failure whyItStays(Transaction transaction, Row<Pif> pif) {
        if (pif.get(Pif.MANAGEMENT)) {
            return new PifFailure.IsManagementInterface(pif.ref());
        }
        if (!pif.get(Pif.BOND_SLAVE_OF).isNull() || isAny(pif.get(Pif.BOND_MASTER_OF))) {
            return new PifFailure.AlreadyBonded(pif.ref());
        }
        if (!pif.get(Pif.VLAN_MASTER_OF).isNull() || isAny(pif.get(Pif.VLAN_SLAVE_OF))) {
            return new PifFailure.VlanStillExists(pif.ref());
        }
        if (isAny(pif.get(Pif.TUNNEL_ACCESS_PIF_OF)) || isAny(pif.get(Pif.TUNNEL_TRANSPORT_PIF_OF))) {
            return new PifFailure.TunnelStillExists(pif.ref());
        }
        boolean guarded = transaction.table(Pool.CLASS).stream().anyMatch(pool -> pool.get(Pool.HA_ENABLED));
        if (guarded && pif.get(Pif.CURRENTLY_ATTACHED)) {
            return new HaFailure.IsEnabled();
        }
        if (isAny(pif.get(Pif.SRIOV_LOGICAL_PIF_OF))) {
            return new SriovFailure.CannotForgetSriovLogical(pif.ref());
        }
        return isAny(pif.get(Pif.SRIOV_PHYSICAL_PIF_OF)) ? new SriovFailure.PifStillInUse(pif.ref()) : null;
    }

    private static boolean isAny(List<?> references) {
        return !references.isEmpty();
    }

    private void requireHere(Transaction transaction, Ref<Host> host) {
        if (transaction.get(Host.CLASS, host) == null) {
            throw new CallFailure.HandleInvalid("host", host.value());
        }
        if (!host.equals(here)) {
            throw new HostFailure.CannotContact(host);
        }
    }

    private static Row<Pif> require(Transaction transaction, Ref<Pif> pif) {
        return transaction.find(Pif.CLASS, pif).orElseThrow(() -> new CallFailure.HandleInvalid("PIF", pif.value()));
    }
}
