package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.OnCrash;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import java.util.EnumSet;
import java.util.Set;

/** What must hold of a VM's settings before it can start anywhere. */
final class GuestChecks {
    private static final Set<OnCrash> DUMPS = EnumSet.of(OnCrash.COREDUMP_AND_DESTROY, OnCrash.COREDUMP_AND_RESTART);

    private GuestChecks() {}

    /** Throws the documented failure of the first setting that cannot be. */
    static void check(Row<Vm> vm) {
        long max = vm.get(Vm.VCPUS_MAX);
        long atStart = vm.get(Vm.VCPUS_AT_STARTUP);
        if (max < 1) {
            throw new CallFailure.InvalidValue("VCPUs_max", String.valueOf(max));
        }
        if (atStart < 1) {
            throw new CallFailure.InvalidValue("VCPUs-at-startup", String.valueOf(atStart));
        }
        if (atStart > max) {
            throw new CallFailure.ValueNotSupported(
                    "VCPUs-at-startup", String.valueOf(atStart), "More than VCPUs_max, which is " + max + ".");
        }
        if (vm.get(Vm.MEMORY_STATIC_MAX) < vm.get(Vm.MEMORY_STATIC_MIN)
                || vm.get(Vm.MEMORY_DYNAMIC_MAX) < vm.get(Vm.MEMORY_DYNAMIC_MIN)) {
            throw new VmBootFailure.MemoryConstraintViolation();
        }
        double multiplier = vm.get(Vm.HVM_SHADOW_MULTIPLIER);
        if (multiplier < 1) {
            throw new CallFailure.InvalidValue("HVM_shadow_multiplier", String.valueOf(multiplier));
        }
        checkAfterCrash(vm, vm.get(Vm.ACTIONS_AFTER_CRASH));
    }

    /** Some actions are in the API and were never carried out, or not for this kind of domain. */
    static void checkAfterCrash(Row<Vm> vm, OnCrash action) {
        boolean dumps = DUMPS.contains(action) && VmView.typeOf(vm) != DomainType.PV;
        if (action == OnCrash.RENAME_RESTART || dumps) {
            throw new CallFailure.ValueNotSupported(
                    "VM.actions_after_crash",
                    action.wireName(),
                    dumps ? "Memory dumps are made of paravirtual guests only." : "It was never built.");
        }
    }
}
