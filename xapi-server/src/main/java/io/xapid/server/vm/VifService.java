package io.xapid.server.vm;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.VifConnection;
import io.xapid.model.vm.VifOperation;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.Constructor;
import io.xapid.server.api.Destructor;
import io.xapid.server.api.NewObject;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.Jobs;
import io.xapid.server.vm.InterfaceJob.Change;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Messages of class VIF: giving VMs interfaces, and connecting them. */
public final class VifService implements VifConnection, Constructor<Vif>, Destructor<Vif> {
    private final Jobs jobs;
    private final Workshop workshop;
    private final VifAdmission admission;
    private final DeviceOrders<Vif> orders;

    VifService(Jobs jobs, Workshop workshop, VifAdmission admission) {
        this.jobs = jobs;
        this.workshop = workshop;
        this.admission = admission;
        this.orders = new DeviceOrders<>(jobs, workshop, Vif.CLASS, Vif.VM, "vif");
    }

    /** The kinds of jobs about interfaces, for {@code JobRunner}. */
    static List<JobKind> kinds(Workshop workshop) {
        return Stream.of(Change.values())
                .<JobKind>map(change -> new InterfaceJob(change, workshop))
                .toList();
    }

    @Override
    public CompletionStage<Ref<Vif>> create(Call call, NewObject<Vif> wanted) {
        return jobs.inTurn(call, transaction -> VifCreation.create(transaction, wanted));
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Vif> ref) {
        return orders.change(call, ref, (transaction, vif) -> {
            Row<Vm> vm = transaction.get(Vm.CLASS, vif.get(Vif.VM));
            boolean hasDomain = vm != null
                    && (vm.get(Vm.POWER_STATE) == PowerState.RUNNING || vm.get(Vm.POWER_STATE) == PowerState.PAUSED);
            if (vif.get(Vif.CURRENTLY_ATTACHED) && hasDomain) {
                throw new CallFailure.OperationNotAllowed("The interface is attached.");
            }
            transaction.delete(Vif.CLASS, ref);
        });
    }

    @Override
    public CompletionStage<Void> plug(Call call, Ref<Vif> self) {
        return submit(call, self, Change.PLUG, VifOperation.PLUG);
    }

    @Override
    public CompletionStage<Void> unplug(Call call, Ref<Vif> self) {
        return submit(call, self, Change.UNPLUG, VifOperation.UNPLUG);
    }

    @Override
    public CompletionStage<Void> unplugForce(Call call, Ref<Vif> self) {
        return unplug(call, self);
    }

    @Override
    public CompletionStage<Void> move(Call call, Ref<Vif> self, Ref<Network> network) {
        if (isPlugged(self)) {
            return orders.submit(
                    call,
                    self,
                    new InterfaceJob(Change.MOVE, workshop),
                    VifOperation.ATTACH,
                    Map.of("network", network.value()),
                    (transaction, vif) -> Rows.require(transaction, Network.CLASS, network));
        }
        return orders.change(
                call,
                self,
                (transaction, vif) -> transaction.set(
                        Vif.CLASS,
                        self,
                        Vif.NETWORK,
                        Rows.require(transaction, Network.CLASS, network).ref()));
    }

    private boolean isPlugged(Ref<Vif> ref) {
        Row<Vif> vif = orders.now(ref);
        Row<Vm> vm = workshop.store().snapshot().get(Vm.CLASS, vif.get(Vif.VM));
        return vif.get(Vif.CURRENTLY_ATTACHED) && vm != null && vm.get(Vm.POWER_STATE) != PowerState.SUSPENDED;
    }

    private CompletionStage<Void> submit(Call call, Ref<Vif> ref, Change change, VifOperation operation) {
        return orders.submit(
                call,
                ref,
                new InterfaceJob(change, workshop),
                operation,
                Map.of(),
                (transaction, vif) -> admission.check(transaction, vif, operation));
    }
}
