package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostEvacuation;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.pool.WlbFailure;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import io.xapid.server.api.NeverBlocks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** What stands in the way of clearing a host, and how much room it has. Guests cannot be moved in this release. */
@NeverBlocks
public final class HostClearing implements HostEvacuation {
    private final Store store;

    public HostClearing(Store store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Map<Ref<Vm>, List<String>>> getVmsWhichPreventEvacuation(Call call, Ref<Host> self) {
        return Answers.now(inTheWay(store.snapshot(), self));
    }

    @Override
    public CompletionStage<Void> assertCanEvacuate(Call call, Ref<Host> host) {
        requireClear(host);
        return Answers.done();
    }

    /** With nowhere to go, guests stay; a host without guests is clear already. */
    @Override
    public CompletionStage<Void> evacuate(Call call, Ref<Host> host, Ref<Network> network, long evacuateBatchSize) {
        requireClear(host);
        return Answers.done();
    }

    @Override
    public CompletionStage<Map<Ref<Vm>, List<String>>> retrieveWlbEvacuateRecommendations(Call call, Ref<Host> self) {
        Answers.host(store.snapshot(), self);
        throw new WlbFailure.NotInitialized();
    }

    @Override
    public CompletionStage<Long> computeFreeMemory(Call call, Ref<Host> host) {
        Snapshot state = store.snapshot();
        Row<Host> row = Answers.host(state, host);
        long total = state.find(HostMetrics.CLASS, row.get(Host.METRICS))
                .map(metrics -> metrics.get(HostMetrics.MEMORY_TOTAL))
                .orElse(0L);
        long taken = residents(state, row).stream()
                .mapToLong(vm -> vm.get(Vm.MEMORY_DYNAMIC_MAX) + vm.get(Vm.MEMORY_OVERHEAD))
                .sum();
        return Answers.now(Math.max(0, total - row.get(Host.MEMORY_OVERHEAD) - taken));
    }

    @Override
    public CompletionStage<Long> computeMemoryOverhead(Call call, Ref<Host> host) {
        return Answers.now(Answers.host(store.snapshot(), host).get(Host.MEMORY_OVERHEAD));
    }

    private void requireClear(Ref<Host> host) {
        Map<Ref<Vm>, List<String>> inTheWay = inTheWay(store.snapshot(), host);
        if (!inTheWay.isEmpty()) {
            throw new HostFailure.CannotEvacuate(inTheWay.values().stream()
                    .map(failure -> String.join(",", failure))
                    .collect(Collectors.joining("|")));
        }
    }

    private static Map<Ref<Vm>, List<String>> inTheWay(Snapshot state, Ref<Host> host) {
        var found = new LinkedHashMap<Ref<Vm>, List<String>>();
        for (Row<Vm> vm : residents(state, Answers.host(state, host))) {
            if (!vm.get(Vm.IS_CONTROL_DOMAIN) && vm.get(Vm.POWER_STATE) != PowerState.HALTED) {
                Failure failure = state.table(Host.CLASS).size() > 1
                        ? new CallFailure.NotImplemented("VM.pool_migrate")
                        : new VmBootFailure.NoHostsAvailable(vm.ref());
                found.put(vm.ref(), failure.description());
            }
        }
        return found;
    }

    private static List<Row<Vm>> residents(Snapshot state, Row<Host> host) {
        return host.get(Host.RESIDENT_VMS).stream()
                .flatMap(vm -> state.find(Vm.CLASS, vm).stream())
                .toList();
    }
}
