package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Bond;
import io.xapid.model.network.NetworkSriov;
import io.xapid.model.network.Tunnel;
import io.xapid.model.network.Vlan;
import io.xapid.model.pool.ClusterFailure;
import io.xapid.model.pool.ClusterHost;
import io.xapid.model.pool.HaFailure;
import io.xapid.model.pool.PoolFailure;
import io.xapid.model.pool.PoolJoinFailure;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that stands in the way of a host's joining a pool, in the order in which clients know it. */
final class JoinChecks {
    private static final Set<PowerState> WITH_A_DOMAIN = Set.of(PowerState.RUNNING, PowerState.PAUSED);

    private final Snapshot mine;
    private final Ref<Host> here;
    private final Facts own;
    private final Facts pool;
    private final List<Failure> faults = new ArrayList<>();

    private JoinChecks(Snapshot mine, Ref<Host> here, Facts pool) {
        this.mine = mine;
        this.here = here;
        this.own = Facts.of(mine);
        this.pool = pool;
    }

    /** @param isForced whether processors and versions may differ */
    static List<Failure> faults(Snapshot mine, Ref<Host> here, Facts pool, boolean isForced) {
        var checks = new JoinChecks(mine, here, pool);
        checks.protection();
        checks.places();
        checks.guests();
        checks.sorts(isForced);
        checks.networks();
        checks.ways();
        return List.copyOf(checks.faults);
    }

    private void when(boolean isSo, Failure fault) {
        if (isSo) {
            faults.add(fault);
        }
    }

    private void protection() {
        when(own.isHighlyAvailable() || pool.isHighlyAvailable(), new HaFailure.IsEnabled());
        mine.table(ClusterHost.CLASS).rows().stream()
                .findFirst()
                .ifPresent(row -> faults.add(new ClusterFailure.ClusteringEnabled(row.ref())));
    }

    private void places() {
        when(
                own.pool().equals(pool.pool())
                        || pool.hosts().contains(own.hosts().get(0)),
                new CallFailure.OperationNotAllowed("The host is in that pool already."));
        when(own.hosts().size() > 1, new PoolJoinFailure.HostCannotBeMasterOfOtherHosts());
        String address = mine.find(Host.CLASS, here).orElseThrow().get(Host.ADDRESS);
        when(
                pool.addresses().contains(address),
                new CallFailure.OperationNotAllowed("Both this host and one of the pool are reached at " + address
                        + "; have each listen on an address of its own."));
    }

    private void guests() {
        List<Row<Vm>> guests = mine.table(Vm.CLASS).rows().stream()
                .filter(vm -> !vm.get(Vm.IS_CONTROL_DOMAIN))
                .toList();
        when(
                guests.stream().anyMatch(vm -> WITH_A_DOMAIN.contains(vm.get(Vm.POWER_STATE))),
                new PoolJoinFailure.HostCannotHaveRunningVms());
        when(
                guests.stream().anyMatch(vm -> !vm.get(Vm.CURRENT_OPERATIONS).isEmpty()),
                new PoolJoinFailure.HostCannotHaveVmsWithCurrentOperations());
        when(
                !mine.find(Host.CLASS, here)
                        .orElseThrow()
                        .get(Host.PENDING_GUIDANCES)
                        .isEmpty(),
                new HostFailure.PendingMandatoryGuidance(here));
    }

    private void sorts(boolean isForced) {
        boolean isOtherProduct = !own.version("platform_name").equals(pool.version("platform_name"));
        when(isOtherProduct, new PoolFailure.HostsNotCompatible());
        if (!isForced) {
            when(
                    !own.version("xapid").equals(pool.version("xapid")),
                    new PoolJoinFailure.HostsNotHomogeneous("Software version differs"));
            when(
                    !own.processorVendor().equals(pool.processorVendor()),
                    new PoolJoinFailure.HostsNotHomogeneous("CPUs differ"));
        }
        when(
                mine.table(Sr.CLASS).rows().stream().anyMatch(sr -> sr.get(Sr.SHARED) && !sr.get(Sr.IS_TOOLS_SR)),
                new PoolJoinFailure.HostCannotContainSharedSrs());
    }

    private void networks() {
        when(!mine.table(Bond.CLASS).rows().isEmpty(), new PoolJoinFailure.HostHasBonds());
        when(!mine.table(Tunnel.CLASS).rows().isEmpty(), new PoolJoinFailure.HostHasTunnels());
        when(!mine.table(NetworkSriov.CLASS).rows().isEmpty(), new PoolJoinFailure.HostHasNetworkSriovs());
        when(!mine.table(Vlan.CLASS).rows().isEmpty(), new PoolJoinFailure.HostHasNonManagementVlans());
    }

    private void ways() {
        when(!own.externalAuth().equals(pool.externalAuth()), new PoolJoinFailure.ExternalAuthMismatch());
        when(
                !own.version("network_backend").equals(pool.version("network_backend")),
                new CallFailure.OperationNotAllowed("Network backends differ"));
        when(
                !own.apiVersion().equals(pool.apiVersion()),
                new PoolJoinFailure.HostMustHaveSameApiVersion(own.apiVersion(), pool.apiVersion()));
        when(
                !own.version("db_schema").equals(pool.version("db_schema")),
                new PoolJoinFailure.HostMustHaveSameDbSchema(own.version("db_schema"), pool.version("db_schema")));
        when(own.verifiesTls() != pool.verifiesTls(), new PoolJoinFailure.HostTlsVerificationMismatch());
        when(own.isBeingUpgraded() || pool.isBeingUpgraded(), new PoolFailure.NotSupportedDuringUpgrade());
        pool.storage().forEach((type, theirs) -> {
            Facts.Driver ours = own.storage().get(type);
            when(
                    ours == null || !ours.features().containsAll(theirs.features()),
                    new PoolJoinFailure.SmFeaturesIncompatible(theirs.ref(), ours == null ? "" : ours.ref()));
        });
    }

    /**
     * One failure for all: the first, as clients know it, with the others in a parameter more.
     *
     * @param faults at least one
     */
    static Failure allInOne(List<Failure> faults) {
        List<String> description = new ArrayList<>(faults.get(0).description());
        if (faults.size() > 1) {
            description.add(faults.subList(1, faults.size()).stream()
                    .map(fault -> String.join(",", fault.description()))
                    .collect(Collectors.joining("|")));
        }
        return Failure.told(description);
    }
}
