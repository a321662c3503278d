package io.xapid.server.vm;

import static io.xapid.model.vm.PowerState.RUNNING;
import static io.xapid.model.vm.PowerState.SUSPENDED;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.PoolFailure;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.vm.VmOperationTable.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an operation on a VM may run now, and what clients read in {@code allowed_operations}: both from
 * {@link VmOperationTable} and from one list of rules, taken in order, of which the first that objects names the failure.
 */
public final class VmAdmission {
    static final String UPGRADE_KEY = "rolling_upgrade_in_progress";

    /** One line of the list. Says why not, or null. */
    @FunctionalInterface
    interface Rule {
        @Nullable
        Failure objection(Question asked);
    }

    /**
     * May this operation run on this VM now?
     *
     * @param strictly false only for a migration that the caller has forced
     * @param duringUpgrade whether hosts of the pool are being upgraded one after the other
     * @param suspendedMayBeCloned a switch of the pool
     */
    record Question(
            VmView vm, VmOperation operation, boolean strictly, boolean duringUpgrade, boolean suspendedMayBeCloned) {
        boolean is(VmOperation one) {
            return operation == one;
        }

        boolean isOneOf(Set<VmOperation> several) {
            return several.contains(operation);
        }

        boolean has(Trait trait) {
            return VmOperationTable.of(operation).has(trait);
        }

        String operationName() {
            return VmConcurrency.nameOf(operation);
        }

        private Question insteadAbout(VmOperation other) {
            return new Question(vm, other, strictly, duringUpgrade, suspendedMayBeCloned);
        }
    }

    private static final List<Rule> RULES = Stream.of(
                    List.<Rule>of(
                            VmAdmission::blocked,
                            VmAdmission::inAnotherPowerState,
                            VmAdmission::besideOthers,
                            VmKindRules::onTemplate,
                            VmKindRules::onSnapshot,
                            VmKindRules::onlyOnTemplate,
                            VmKindRules::onlyOnSnapshot),
                    VmGuestRules.RULES,
                    VmDeviceRules.RULES,
                    List.<Rule>of(
                            VmKindRules::grouped,
                            VmKindRules::onlyOnSystemDomain,
                            VmAdmission::duringUpgrade,
                            VmDeviceRules::oneVtpm))
            .flatMap(List::stream)
            .toList();

    private final Ref<Pool> pool;

    /** @param pool the pool, for its switches */
    public VmAdmission(Ref<Pool> pool) {
        this.pool = pool;
    }

    /** @throws Failure the documented one, when the operation may not run now */
    public void check(Lookup state, Row<Vm> vm, VmOperation operation) {
        Failure objection = objection(state, vm, operation, true);
        if (objection != null) {
            throw objection;
        }
    }

    /** Why the operation may not run now, or null when it may. */
    @Nullable
    Failure objection(Lookup state, Row<Vm> vm, VmOperation operation, boolean strictly) {
        return objection(question(new VmView(state, vm), operation, strictly));
    }

    /** What clients read in {@code allowed_operations}. */
    public List<VmOperation> allowed(Row<Vm> vm, Lookup state) {
        Question first = question(new VmView(state, vm), VmOperation.START, true);
        var allowed = new ArrayList<VmOperation>();
        for (VmOperation operation : VmOperation.values()) {
            VmOperationTable.Entry entry = VmOperationTable.of(operation);
            if (entry.has(Trait.PUBLISHED)
                    && entry.in().contains(vm.get(Vm.POWER_STATE)) // spares most of the work
                    && objection(first.insteadAbout(operation)) == null) {
                allowed.add(operation);
            }
        }
        return allowed;
    }

    private Question question(VmView vm, VmOperation operation, boolean strictly) {
        Row<Pool> row = vm.state().get(Pool.CLASS, pool);
        Map<String, String> switches = row == null ? Map.of() : row.get(Pool.OTHER_CONFIG);
        return new Question(
                vm,
                operation,
                strictly,
                switches.containsKey(UPGRADE_KEY),
                "true".equals(switches.get("allow_clone_suspended_vm")));
    }

    private static @Nullable Failure objection(Question asked) {
        for (Rule rule : RULES) {
            Failure objection = rule.objection(asked);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static @Nullable Failure blocked(Question asked) {
        String why = asked.vm().row().get(Vm.BLOCKED_OPERATIONS).get(asked.operation());
        return why == null ? null : new CallFailure.OperationBlocked(asked.vm().ref(), why);
    }

    private static @Nullable Failure inAnotherPowerState(Question asked) {
        Set<PowerState> allowed = statesFor(asked);
        PowerState actual = asked.vm().power();
        return allowed.contains(actual)
                ? null
                : VmFailure.BadPowerState.of(asked.vm().ref(), allowed, actual);
    }

    private static Set<PowerState> statesFor(Question asked) {
        Set<PowerState> allowed = EnumSet.noneOf(PowerState.class);
        allowed.addAll(VmOperationTable.of(asked.operation()).in());
        Row<Vm> vm = asked.vm().row();
        switch (asked.operation()) {
            case CHANGING_VCPUS, CHANGING_STATIC_RANGE, CHANGING_MEMORY_LIMITS -> {
                if (!vm.get(Vm.IS_CONTROL_DOMAIN)) {
                    allowed.remove(RUNNING);
                }
            }
            case CLONE, COPY -> {
                if (!vm.get(Vm.IS_A_SNAPSHOT) && !asked.suspendedMayBeCloned()) {
                    allowed.remove(SUSPENDED);
                }
            }
            default -> {}
        }
        return allowed;
    }

    private static @Nullable Failure besideOthers(Question asked) {
        var current = asked.vm().row().get(Vm.CURRENT_OPERATIONS);
        return VmConcurrency.tolerates(current.values(), asked.operation())
                ? null
                : VmConcurrency.collision(asked.vm().ref(), current);
    }

    private static @Nullable Failure duringUpgrade(Question asked) {
        return asked.duringUpgrade() && !asked.has(Trait.DURING_UPGRADE)
                ? new PoolFailure.NotSupportedDuringUpgrade()
                : null;
    }
}
