package io.xapid.server.vm;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Console;
import io.xapid.model.vm.Crashdump;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vgpu;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmGuestMetrics;
import io.xapid.model.vm.VmMetrics;
import io.xapid.model.vm.VmOperation;
import io.xapid.model.vm.Vtpm;
import io.xapid.model.vm.Vusb;
import io.xapid.server.api.Constructor;
import io.xapid.server.api.Destructor;
import io.xapid.server.api.NewObject;
import io.xapid.server.job.Jobs;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Makes and removes VMs. A new VM is a row with a record of measurements, and nothing else. */
public final class VmObjectService implements Constructor<Vm>, Destructor<Vm> {
    static final String MAC_SEED = "mac_seed";
    private static final long PLATFORM_WITH_VENDOR_DEVICE = 2;

    private final Jobs jobs;
    private final VmAdmission admission;

    VmObjectService(Jobs jobs, VmAdmission admission) {
        this.jobs = jobs;
        this.admission = admission;
    }

    @Override
    public CompletionStage<Ref<Vm>> create(Call call, NewObject<Vm> wanted) {
        var vm = new Ref<Vm>("OpaqueRef:" + UUID.randomUUID());
        return jobs.inTurn(call, transaction -> insert(transaction, vm, wanted));
    }

    private static Ref<Vm> insert(Transaction transaction, Ref<Vm> vm, NewObject<Vm> wanted) {
        var values = new HashMap<Field<Vm, ?>, Object>(wanted.values());
        PowerState power = wanted.get(Vm.POWER_STATE);
        if (power == PowerState.SUSPENDED) {
            boolean complete = !wanted.get(Vm.SUSPEND_VDI).isNull()
                    && !wanted.get(Vm.LAST_BOOTED_RECORD).isEmpty();
            if (!complete) {
                throw VmFailure.BadPowerState.of(vm, Set.of(PowerState.HALTED), power);
            }
        } else {
            values.put(Vm.POWER_STATE, PowerState.HALTED);
        }
        completeType(wanted, values);
        if (wanted.get(Vm.HAS_VENDOR_DEVICE)) {
            values.put(
                    Vm.HARDWARE_PLATFORM_VERSION,
                    Math.max(PLATFORM_WITH_VENDOR_DEVICE, wanted.get(Vm.HARDWARE_PLATFORM_VERSION)));
        }
        var otherConfig = new HashMap<>(wanted.get(Vm.OTHER_CONFIG));
        otherConfig.putIfAbsent(MAC_SEED, UUID.randomUUID().toString());
        values.put(Vm.OTHER_CONFIG, otherConfig);
        insert(transaction, vm, values);
        return vm;
    }

    /** Inserts a VM that has never run here, with what every VM has. */
    static void insert(Transaction transaction, Ref<Vm> vm, Map<Field<Vm, ?>, Object> values) {
        var complete = new HashMap<>(values);
        complete.put(Vm.DOMID, -1L);
        complete.put(
                Vm.METRICS,
                transaction.insert(
                        VmMetrics.CLASS,
                        Map.<Field<VmMetrics, ?>, Object>of(
                                VmMetrics.INSTALL_TIME, transaction.now(),
                                VmMetrics.LAST_UPDATED, transaction.now())));
        transaction.insert(Vm.CLASS, vm, complete);
        Row<Vm> row = Rows.require(transaction, Vm.CLASS, vm);
        transaction.set(Vm.CLASS, vm, Vm.MEMORY_OVERHEAD, MemoryModel.overhead(row));
        PlatformFlags.write(transaction, row);
    }

    /** The newer field decides; where it says nothing, the older one does. */
    private static void completeType(NewObject<Vm> wanted, Map<Field<Vm, ?>, Object> values) {
        DomainType type = wanted.get(Vm.DOMAIN_TYPE);
        if (type == DomainType.UNSPECIFIED) {
            values.put(Vm.DOMAIN_TYPE, wanted.get(Vm.HVM_BOOT_POLICY).isEmpty() ? DomainType.PV : DomainType.HVM);
        } else {
            values.put(Vm.HVM_BOOT_POLICY, BootPolicies.of(type, wanted.get(Vm.HVM_BOOT_POLICY)));
        }
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Vm> vm) {
        return jobs.inTurn(call, transaction -> {
                    Row<Vm> row = Rows.require(transaction, Vm.CLASS, vm);
                    admission.check(transaction, row, VmOperation.DESTROY);
                    remove(transaction, row);
                    return true;
                })
                .thenCompose(done -> Done.stage());
    }

    /** Removes a VM and what belongs to nobody else. Its disks stay. */
    static void remove(Transaction transaction, Row<Vm> vm) {
        if (new VmView(transaction, vm).isDefaultTemplate() && vm.get(Vm.IS_A_TEMPLATE)) {
            throw new VmFailure.CannotDeleteDefaultTemplate();
        }
        vm.get(Vm.VBDS).forEach(ref -> transaction.delete(Vbd.CLASS, ref));
        vm.get(Vm.VIFS).forEach(ref -> transaction.delete(Vif.CLASS, ref));
        vm.get(Vm.VGPUS).forEach(ref -> transaction.delete(Vgpu.CLASS, ref));
        vm.get(Vm.VUSBS).forEach(ref -> transaction.delete(Vusb.CLASS, ref));
        vm.get(Vm.VTPMS).forEach(ref -> transaction.delete(Vtpm.CLASS, ref));
        vm.get(Vm.CONSOLES).forEach(ref -> transaction.delete(Console.CLASS, ref));
        vm.get(Vm.CRASH_DUMPS).forEach(ref -> transaction.delete(Crashdump.CLASS, ref));
        vm.get(Vm.CHILDREN).forEach(ref -> transaction.set(Vm.CLASS, ref, Vm.PARENT, vm.get(Vm.PARENT)));
        transaction.delete(VmMetrics.CLASS, vm.get(Vm.METRICS));
        transaction.delete(VmGuestMetrics.CLASS, vm.get(Vm.GUEST_METRICS));
        transaction.delete(Vm.CLASS, vm.ref());
    }
}
