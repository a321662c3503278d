package io.xapid.server.vm;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.OnCrash;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmAppliance;
import io.xapid.model.vm.VmRecovery;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Sets what happens to VMs that end unasked, and in which order they start. */
public final class VmRecoveryService implements VmRecovery {
    private static final String RESTART = "restart";
    private static final Set<String> PRIORITIES = Set.of(RESTART, "best-effort", "");

    private final VmSettings settings;

    VmRecoveryService(VmSettings settings) {
        this.settings = settings;
    }

    @Override
    public CompletionStage<Void> setHaRestartPriority(Call call, Ref<Vm> self, String value) {
        return settings.change(call, self, (transaction, vm) -> {
            if (!PRIORITIES.contains(value)) {
                throw new CallFailure.InvalidValue("ha_restart_priority", value);
            }
            transaction.set(Vm.CLASS, self, Vm.HA_RESTART_PRIORITY, value);
            if (vm.get(Vm.POWER_STATE) == PowerState.RUNNING) {
                transaction.set(Vm.CLASS, self, Vm.HA_ALWAYS_RUN, value.equals(RESTART));
            }
        });
    }

    @Override
    public CompletionStage<Void> setHaAlwaysRun(Call call, Ref<Vm> self, boolean value) {
        return settings.change(
                call, self, (transaction, vm) -> transaction.set(Vm.CLASS, self, Vm.HA_ALWAYS_RUN, value));
    }

    @Override
    public CompletionStage<Void> setActionsAfterCrash(Call call, Ref<Vm> self, OnCrash value) {
        return settings.change(call, self, (transaction, vm) -> {
            GuestChecks.checkAfterCrash(vm, value);
            transaction.set(Vm.CLASS, self, Vm.ACTIONS_AFTER_CRASH, value);
        });
    }

    @Override
    public CompletionStage<Void> setAppliance(Call call, Ref<Vm> self, Ref<VmAppliance> value) {
        return settings.change(call, self, (transaction, vm) -> {
            if (vm.get(Vm.IS_CONTROL_DOMAIN) || vm.get(Vm.IS_A_TEMPLATE) || vm.get(Vm.IS_A_SNAPSHOT)) {
                throw new CallFailure.OperationNotAllowed(
                        "Control domains, templates and snapshots belong to no appliance.");
            }
            if (!value.isNull()) {
                Rows.require(transaction, VmAppliance.CLASS, value);
            }
            transaction.set(Vm.CLASS, self, Vm.APPLIANCE, value);
        });
    }

    @Override
    public CompletionStage<Void> setOrder(Call call, Ref<Vm> self, long value) {
        return setNotNegative(call, self, Vm.ORDER, value);
    }

    @Override
    public CompletionStage<Void> setStartDelay(Call call, Ref<Vm> self, long value) {
        return setNotNegative(call, self, Vm.START_DELAY, value);
    }

    @Override
    public CompletionStage<Void> setShutdownDelay(Call call, Ref<Vm> self, long value) {
        return setNotNegative(call, self, Vm.SHUTDOWN_DELAY, value);
    }

    private CompletionStage<Void> setNotNegative(Call call, Ref<Vm> self, Field<Vm, Long> field, long value) {
        return settings.change(call, self, (transaction, vm) -> {
            if (value < 0) {
                throw new CallFailure.InvalidValue(field.wireName() + " must not be negative", String.valueOf(value));
            }
            transaction.set(Vm.CLASS, self, field, value);
        });
    }
}
