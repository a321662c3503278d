package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.WlbFailure;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmGroup;
import io.xapid.model.vm.VmPlacement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers where VMs could run. */
public final class VmPlacementService implements VmPlacement {
    private final Store store;
    private final VmSettings settings;
    private final Placement placement;

    VmPlacementService(Store store, VmSettings settings, Placement placement) {
        this.store = store;
        this.settings = settings;
        this.placement = placement;
    }

    @Override
    public CompletionStage<List<Ref<Host>>> getPossibleHosts(Call call, Ref<Vm> vm) {
        Snapshot state = store.snapshot();
        return CompletableFuture.completedFuture(placement.possibleHosts(state, Rows.require(state, Vm.CLASS, vm)));
    }

    @Override
    public CompletionStage<Void> assertCanBootHere(Call call, Ref<Vm> self, Ref<Host> host) {
        Snapshot state = store.snapshot();
        Rows.require(state, Host.CLASS, host);
        placement.check(state, Rows.require(state, Vm.CLASS, self), host, Placement.Memory.MUST_FIT);
        return Done.stage();
    }

    @Override
    public CompletionStage<Void> assertAgile(Call call, Ref<Vm> self) {
        Snapshot state = store.snapshot();
        Agility.check(state, Rows.require(state, Vm.CLASS, self));
        return Done.stage();
    }

    @Override
    public CompletionStage<Map<Ref<Host>, List<String>>> retrieveWlbRecommendations(Call call, Ref<Vm> vm) {
        Rows.require(store.snapshot(), Vm.CLASS, vm);
        throw new WlbFailure.NotInitialized();
    }

    @Override
    public CompletionStage<Void> setGroups(Call call, Ref<Vm> self, List<Ref<VmGroup>> value) {
        return settings.change(call, self, (transaction, vm) -> {
            if (vm.get(Vm.IS_CONTROL_DOMAIN) || vm.get(Vm.IS_A_TEMPLATE) || vm.get(Vm.IS_A_SNAPSHOT)) {
                throw new CallFailure.OperationNotAllowed(
                        "Control domains, templates and snapshots belong to no group.");
            }
            if (value.size() > 1) {
                throw new VmFailure.TooManyGroups();
            }
            value.forEach(group -> Rows.require(transaction, VmGroup.CLASS, group));
            transaction.set(Vm.CLASS, self, Vm.GROUPS, value);
        });
    }
}
