package io.xapid.server.vm;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.DeviceFailure;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMessages;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdOperation;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.Constructor;
import io.xapid.server.api.Destructor;
import io.xapid.server.api.NewObject;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.Jobs;
import io.xapid.server.vm.DriveJob.Change;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Messages of class VBD: giving VMs drives, and what lies in them. */
public final class VbdService implements VbdMessages, Constructor<Vbd>, Destructor<Vbd> {
    private final Jobs jobs;
    private final Workshop workshop;
    private final VbdAdmission admission;
    private final DeviceOrders<Vbd> orders;

    VbdService(Jobs jobs, Workshop workshop, VbdAdmission admission) {
        this.jobs = jobs;
        this.workshop = workshop;
        this.admission = admission;
        this.orders = new DeviceOrders<>(jobs, workshop, Vbd.CLASS, Vbd.VM, "vbd");
    }

    /** The kinds of jobs about drives, for {@code JobRunner}. */
    static List<JobKind> kinds(Workshop workshop) {
        return Stream.of(Change.values())
                .<JobKind>map(change -> new DriveJob(change, workshop))
                .toList();
    }

    @Override
    public CompletionStage<Ref<Vbd>> create(Call call, NewObject<Vbd> wanted) {
        return jobs.inTurn(call, transaction -> VbdCreation.create(transaction, wanted));
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Vbd> ref) {
        return orders.change(call, ref, (transaction, vbd) -> {
            if (vbd.get(Vbd.CURRENTLY_ATTACHED) || vbd.get(Vbd.RESERVED)) {
                throw new CallFailure.OperationNotAllowed("The drive is attached.");
            }
            vbd.get(Vbd.CURRENT_OPERATIONS).forEach((task, operation) -> {
                throw new CallFailure.OtherOperationInProgress("VBD", ref.value(), operation.wireName(), task);
            });
            transaction.delete(Vbd.CLASS, ref);
        });
    }

    @Override
    public CompletionStage<Void> plug(Call call, Ref<Vbd> self) {
        return submit(call, self, Change.PLUG, VbdOperation.PLUG, (transaction, vbd) -> {
            boolean fixed = vbd.get(Vbd.MODE) == VbdMode.READ_ONLY && vbd.get(Vbd.TYPE) != VbdType.CD;
            if (fixed && VmView.typeOf(vmOf(transaction, vbd)) == DomainType.HVM) {
                throw new DeviceFailure.DiskVbdMustBeReadwriteForHvm(self);
            }
        });
    }

    @Override
    public CompletionStage<Void> unplug(Call call, Ref<Vbd> self) {
        return submit(call, self, Change.UNPLUG, VbdOperation.UNPLUG, (transaction, vbd) -> {});
    }

    @Override
    public CompletionStage<Void> unplugForce(Call call, Ref<Vbd> self) {
        return submit(call, self, Change.UNPLUG, VbdOperation.UNPLUG_FORCE, (transaction, vbd) -> {});
    }

    @Override
    public CompletionStage<Void> insert(Call call, Ref<Vbd> vbd, Ref<Vdi> vdi) {
        if (isPresent(vbd)) {
            return orders.submit(
                    call,
                    vbd,
                    new DriveJob(Change.INSERT, workshop),
                    VbdOperation.INSERT,
                    Map.of("vdi", vdi.value()),
                    (transaction, row) -> admitDisc(transaction, row, vdi));
        }
        return orders.change(call, vbd, (transaction, row) -> {
            admitDisc(transaction, row, vdi);
            DriveJob.fill(transaction, vbd, vdi);
        });
    }

    @Override
    public CompletionStage<Void> eject(Call call, Ref<Vbd> vbd) {
        if (isPresent(vbd)) {
            return submit(call, vbd, Change.EJECT, VbdOperation.EJECT, (transaction, row) -> {});
        }
        return orders.change(call, vbd, (transaction, row) -> {
            admission.check(transaction, row, VbdOperation.EJECT);
            DriveJob.empty(transaction, vbd);
        });
    }

    @Override
    public CompletionStage<Void> assertAttachable(Call call, Ref<Vbd> self) {
        return orders.change(call, self, (transaction, vbd) -> admission.check(transaction, vbd, VbdOperation.ATTACH));
    }

    @Override
    public CompletionStage<Void> setMode(Call call, Ref<Vbd> self, VbdMode value) {
        return orders.change(call, self, (transaction, vbd) -> {
            Row<Vm> vm = vmOf(transaction, vbd);
            VmSettings.requireHalted(vm);
            boolean writes = value == VbdMode.READ_WRITE;
            if (writes && vbd.get(Vbd.TYPE) == VbdType.CD) {
                throw new DeviceFailure.VbdCdsMustBeReadonly();
            }
            Row<Vdi> vdi = transaction.get(Vdi.CLASS, vbd.get(Vbd.VDI));
            if (writes && vdi != null && vdi.get(Vdi.READ_ONLY)) {
                throw new VdiFailure.ReadOnly(vdi.ref());
            }
            transaction.set(Vbd.CLASS, self, Vbd.MODE, value);
        });
    }

    @Override
    public CompletionStage<String> pause(Call call, Ref<Vbd> self) {
        return jobs.inTurn(call, transaction -> {
            throw neverPaused(transaction, self);
        });
    }

    @Override
    public CompletionStage<Void> unpause(Call call, Ref<Vbd> self, String token) {
        return jobs.inTurn(call, transaction -> {
            throw neverPaused(transaction, self);
        });
    }

    private static SrFailure.OperationNotSupported neverPaused(Transaction transaction, Ref<Vbd> self) {
        Row<Vbd> vbd = Rows.require(transaction, Vbd.CLASS, self);
        Row<Vdi> vdi = transaction.get(Vdi.CLASS, vbd.get(Vbd.VDI));
        return vdi == null
                ? new SrFailure.OperationNotSupported()
                : new SrFailure.OperationNotSupported(vdi.get(Vdi.SR));
    }

    private void admitDisc(Transaction transaction, Row<Vbd> vbd, Ref<Vdi> vdi) {
        Rows.require(transaction, Vdi.CLASS, vdi);
        admission.check(transaction, vbd, vdi, VbdOperation.INSERT);
    }

    /** Whether a guest has the drive now, so that it is the hypervisor that changes what lies in it. */
    private boolean isPresent(Ref<Vbd> ref) {
        Ref<Vm> vm = orders.now(ref).get(Vbd.VM);
        PowerState power =
                Rows.require(workshop.store().snapshot(), Vm.CLASS, vm).get(Vm.POWER_STATE);
        return power == PowerState.RUNNING || power == PowerState.PAUSED;
    }

    private CompletionStage<Void> submit(
            Call call, Ref<Vbd> ref, Change change, VbdOperation operation, DeviceOrders.Check<Vbd> further) {
        return orders.submit(call, ref, new DriveJob(change, workshop), operation, Map.of(), (transaction, vbd) -> {
            admission.check(transaction, vbd, operation);
            further.check(transaction, vbd);
        });
    }

    private static Row<Vm> vmOf(Transaction transaction, Row<Vbd> vbd) {
        return Rows.require(transaction, Vm.CLASS, vbd.get(Vbd.VM));
    }
}
