package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.PlacementPolicy;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import io.xapid.model.vm.VmGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the host that suits a VM best, and says of each other host why it does not. */
public final class Placement {
    private static final Logger log = LoggerFactory.getLogger(Placement.class);

    /** Whether the memory a VM needs must be free on a host. */
    enum Memory {
        MUST_FIT,
        MAY_BE_SHORT
    }

    private final Ref<Pool> pool;
    private final MemoryRanking ranking;

    public Placement(Ref<Pool> pool, RandomGenerator random) {
        this.pool = pool;
        this.ranking = new MemoryRanking(random);
    }

    /** @throws VmBootFailure.NoHostsAvailable when no host takes it; the log says why, host by host */
    Ref<Host> choose(Snapshot state, Row<Vm> vm) {
        GuestChecks.check(vm);
        Ref<Host> promised = vm.get(Vm.SCHEDULED_TO_BE_RESIDENT_ON);
        if (state.find(Host.CLASS, promised).isPresent()) {
            return promised;
        }
        List<List<HostView>> inOrder = inOrder(state, vm);
        return pick(inOrder, state, vm, host -> isAcceptable(host, vm, Memory.MUST_FIT))
                .or(() -> pick(
                        List.of(inOrder.stream().flatMap(List::stream).toList()),
                        state,
                        vm,
                        host -> isAcceptable(host, vm, Memory.MAY_BE_SHORT)))
                .orElseThrow(() -> {
                    log.warn("VM {} finds no host: {}", vm.get(Vm.UUID), reasons(state, vm));
                    return new VmBootFailure.NoHostsAvailable();
                });
    }

    /** Throws the first reason for which this very host may not start the VM. */
    void check(Snapshot state, Row<Vm> vm, Ref<Host> where, Memory memory) {
        GuestChecks.check(vm);
        HostView host = view(state, where);
        refusal(host, vm, memory).ifPresent(refusal -> {
            throw refusal.failure();
        });
    }

    /** Hosts on which it could start now. */
    List<Ref<Host>> possibleHosts(Snapshot state, Row<Vm> vm) {
        GuestChecks.check(vm);
        return hosts(state)
                .filter(host -> isAcceptable(host, vm, Memory.MUST_FIT))
                .map(HostView::ref)
                .toList();
    }

    /** Each host's name and why it does not take the VM; hosts that do are left out. */
    Map<String, String> reasons(Snapshot state, Row<Vm> vm) {
        var reasons = new LinkedHashMap<String, String>();
        hosts(state).forEach(host -> {
            Optional<String> reason = host.isBeingEvacuated()
                    ? Optional.of("is being evacuated")
                    : refusal(host, vm, Memory.MUST_FIT).map(Refusal::reason);
            reason.ifPresent(text -> reasons.put(host.name(), text));
        });
        return reasons;
    }

    /** @throws HostFailure.EvacuateInProgress when the host is being emptied */
    void checkNotEvacuating(Snapshot state, Ref<Host> where) {
        if (view(state, where).isBeingEvacuated()) {
            throw new HostFailure.EvacuateInProgress(where);
        }
    }

    private boolean isAcceptable(HostView host, Row<Vm> vm, Memory memory) {
        return !host.isBeingEvacuated() && refusal(host, vm, memory).isEmpty();
    }

    private static Optional<Refusal> refusal(HostView host, Row<Vm> row, Memory memory) {
        var vm = new VmView(host.state(), row);
        Stream<HostFilter> filters = Stream.concat(
                HostFilters.TO_BOOT.stream(),
                memory == Memory.MUST_FIT
                        ? Stream.of(HostFilters.ENOUGH_MEMORY, HostFilters.ENOUGH_PROCESSORS)
                        : Stream.of(HostFilters.ENOUGH_PROCESSORS));
        return filters.flatMap(filter -> filter.refuse(host, vm).stream()).findFirst();
    }

    private Optional<Ref<Host>> pick(
            List<List<HostView>> inOrder, Snapshot state, Row<Vm> vm, Predicate<HostView> acceptable) {
        Optional<Ref<Host>> coordinator = state.find(Pool.CLASS, pool)
                .filter(row -> row.get(Pool.COORDINATOR_BIAS))
                .map(row -> row.get(Pool.MASTER));
        return inOrder.stream()
                .flatMap(hosts -> ranking.pick(hosts, vm, coordinator, acceptable).stream())
                .map(HostView::ref)
                .findFirst();
    }

    /** Hosts in groups, of which an earlier one is used up before a later one is looked at. */
    private static List<List<HostView>> inOrder(Snapshot state, Row<Vm> vm) {
        Optional<Row<VmGroup>> apart = vm.get(Vm.GROUPS).stream()
                .flatMap(ref -> state.find(VmGroup.CLASS, ref).stream())
                .filter(group -> group.get(VmGroup.PLACEMENT) == PlacementPolicy.ANTI_AFFINITY)
                .findFirst();
        return apart.map(group -> apartFrom(group, state, vm))
                .orElseGet(() -> List.of(hosts(state).toList()));
    }

    private static List<List<HostView>> apartFrom(Row<VmGroup> group, Snapshot state, Row<Vm> vm) {
        List<Row<Vm>> members = state.table(Vm.CLASS).stream()
                .filter(other -> other.get(Vm.GROUPS).contains(group.ref())
                        && !other.ref().equals(vm.ref()))
                .toList();
        var home = new ArrayList<HostView>();
        var byMembers = new TreeMap<Long, List<HostView>>();
        hosts(state).forEach(host -> {
            if (host.ref().equals(vm.get(Vm.AFFINITY))) {
                home.add(host);
            } else {
                long here = members.stream()
                        .filter(member -> countsOn(member, host))
                        .count();
                byMembers.computeIfAbsent(here, any -> new ArrayList<>()).add(host);
            }
        });
        return Stream.concat(Stream.of(home), byMembers.values().stream())
                .filter(hosts -> !hosts.isEmpty())
                .toList();
    }

    private static boolean countsOn(Row<Vm> member, HostView host) {
        Ref<Host> scheduled = member.get(Vm.SCHEDULED_TO_BE_RESIDENT_ON);
        if (!scheduled.isNull()) {
            return scheduled.equals(host.ref());
        }
        return member.get(Vm.POWER_STATE) == PowerState.RUNNING
                && member.get(Vm.RESIDENT_ON).equals(host.ref());
    }

    private static Stream<HostView> hosts(Snapshot state) {
        return state.table(Host.CLASS).stream().map(host -> new HostView(state, host));
    }

    private static HostView view(Snapshot state, Ref<Host> where) {
        return new HostView(state, Rows.require(state, Host.CLASS, where));
    }
}
