package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Tristate;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmGuestMetrics;
import io.xapid.model.vm.VmOperation;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules that drives and network interfaces have in common, about the VM they belong to. */
final class DeviceRules {
    private static final Set<VmOperation> ENDINGS =
            EnumSet.of(VmOperation.CLEAN_SHUTDOWN, VmOperation.HARD_SHUTDOWN, VmOperation.SUSPEND, VmOperation.PAUSE);

    private DeviceRules() {}

    static @Nullable Failure onlyOnRunning(Row<Vm> vm) {
        PowerState power = vm.get(Vm.POWER_STATE);
        return power == PowerState.RUNNING
                ? null
                : VmFailure.BadPowerState.of(vm.ref(), Set.of(PowerState.RUNNING), power);
    }

    static @Nullable Failure notWhileEnding(Row<Vm> vm) {
        return Collections.disjoint(vm.get(Vm.CURRENT_OPERATIONS).values(), ENDINGS)
                ? null
                : new CallFailure.OperationNotAllowed("The VM is about to stop.");
    }

    /** @param ability which of the two abilities to plug devices the guest must have */
    static @Nullable Failure guestRefusesHotplug(Lookup state, Row<Vm> vm, Field<VmGuestMetrics, Tristate> ability) {
        var view = new VmView(state, vm);
        boolean refused = isRunningHvm(view)
                && view.guest().map(row -> row.get(ability) == Tristate.NO).orElse(false);
        return refused ? new CallFailure.OperationNotAllowed("The guest cannot take or give devices.") : null;
    }

    static @Nullable Failure guestMayNotHotplug(Lookup state, Row<Vm> vm, Field<VmGuestMetrics, Tristate> ability) {
        var view = new VmView(state, vm);
        boolean saysNothing = view.guest()
                .map(row -> row.get(ability) == Tristate.UNSPECIFIED && !row.get(VmGuestMetrics.PV_DRIVERS_DETECTED))
                .orElse(true);
        boolean refused = isRunningHvm(view) && saysNothing && !view.knowsDriverVersion();
        return refused ? new VmFailure.MissingPvDrivers(vm.ref()) : null;
    }

    private static boolean isRunningHvm(VmView vm) {
        return vm.power() == PowerState.RUNNING && vm.runsAsHvm();
    }
}
