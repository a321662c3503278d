package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.VifConnection;
import io.xapid.model.vm.VifOperation;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.Constructor;
import io.xapid.server.api.Destructor;
import io.xapid.server.api.NewObject;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRequest.Admitted;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import io.xapid.server.vm.InterfaceJob.Change;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Messages of class VIF: giving VMs interfaces, and connecting them. */
public final class VifService implements VifConnection, Constructor<Vif>, Destructor<Vif> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Jobs jobs;
    private final Workshop workshop;
    private final VifAdmission admission;
    private final Ref<Host> here;

    VifService(Jobs jobs, Workshop workshop, VifAdmission admission) {
        this.jobs = jobs;
        this.workshop = workshop;
        this.admission = admission;
        this.here = workshop.here();
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
        return change(call, ref, (transaction, vif) -> {
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
        return submit(
                call,
                self,
                Change.PLUG,
                Map.of(),
                (transaction, vif) -> admission.check(transaction, vif, VifOperation.PLUG));
    }

    @Override
    public CompletionStage<Void> unplug(Call call, Ref<Vif> self) {
        return submit(
                call,
                self,
                Change.UNPLUG,
                Map.of(),
                (transaction, vif) -> admission.check(transaction, vif, VifOperation.UNPLUG));
    }

    @Override
    public CompletionStage<Void> unplugForce(Call call, Ref<Vif> self) {
        return unplug(call, self);
    }

    @Override
    public CompletionStage<Void> move(Call call, Ref<Vif> self, Ref<Network> network) {
        return jobs.inTurn(call, transaction -> isPlugged(transaction, self)).thenCompose(plugged -> {
            if (plugged) {
                return submit(
                        call,
                        self,
                        Change.MOVE,
                        Map.of("network", network.value()),
                        (transaction, vif) -> Rows.require(transaction, Network.CLASS, network));
            }
            return change(
                    call,
                    self,
                    (transaction, vif) -> transaction.set(
                            Vif.CLASS,
                            self,
                            Vif.NETWORK,
                            Rows.require(transaction, Network.CLASS, network).ref()));
        });
    }

    private static boolean isPlugged(Transaction transaction, Ref<Vif> ref) {
        Row<Vif> vif = Rows.require(transaction, Vif.CLASS, ref);
        Row<Vm> vm = transaction.get(Vm.CLASS, vif.get(Vif.VM));
        return vif.get(Vif.CURRENTLY_ATTACHED) && vm != null && vm.get(Vm.POWER_STATE) != PowerState.SUSPENDED;
    }

    private CompletionStage<Void> submit(
            Call call, Ref<Vif> ref, Change change, Map<String, String> arguments, Check check) {
        VifOperation operation =
                switch (change) {
                    case PLUG -> VifOperation.PLUG;
                    case UNPLUG -> VifOperation.UNPLUG;
                    case MOVE -> VifOperation.ATTACH;
                };
        return jobs.inTurn(
                        call,
                        transaction -> Rows.require(transaction, Vif.CLASS, ref).get(Vif.VM))
                .thenCompose(subject -> jobs.submitFor(
                        call, new JobRequest(new InterfaceJob(change, workshop), subject, PATIENCE, transaction -> {
                            Row<Vif> vif = Rows.require(transaction, Vif.CLASS, ref);
                            check.check(transaction, vif);
                            Row<Vm> vm = Rows.require(transaction, Vm.CLASS, vif.get(Vif.VM));
                            var all = new HashMap<>(arguments);
                            all.put("vif", ref.value());
                            return new Admitted(
                                    Hosts.acting(transaction, vm, here),
                                    List.of(new Mark(Vif.CLASS, ref, operation)),
                                    all);
                        })));
    }

    private CompletionStage<Void> change(Call call, Ref<Vif> ref, Check change) {
        return jobs.inTurn(call, transaction -> {
                    change.check(transaction, Rows.require(transaction, Vif.CLASS, ref));
                    return true;
                })
                .thenCompose(done -> Done.stage());
    }

    @FunctionalInterface
    private interface Check {
        void check(Transaction transaction, Row<Vif> vif);
    }
}
