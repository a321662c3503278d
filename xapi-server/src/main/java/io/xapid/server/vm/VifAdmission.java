package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.network.Network;
import io.xapid.model.network.Pif;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DeviceFailure;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.VifOperation;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmGuestMetrics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an operation on a network interface may run now, and what clients read in {@code allowed_operations}:
 * both from one table of rules, taken in order, of which the first that objects names the failure.
 */
public final class VifAdmission {
    private static final Set<VifOperation> ALL = EnumSet.allOf(VifOperation.class);
    private static final Set<VifOperation> PLUG = EnumSet.of(VifOperation.PLUG);
    private static final Set<VifOperation> UNPLUG = EnumSet.of(VifOperation.UNPLUG);
    private static final Set<VifOperation> PLUGS = EnumSet.of(VifOperation.PLUG, VifOperation.UNPLUG);

    /** Why not, or null. */
    @FunctionalInterface
    private interface Objection {
        @Nullable
        Failure to(Question asked);
    }

    /** One line of the table: the operations it is about, and its objection. */
    private record Rule(Set<VifOperation> about, Objection objection) {}

    private record Question(Lookup state, Row<Vif> vif, Row<Vm> vm) {
        boolean vmRuns() {
            return vm.get(Vm.POWER_STATE) == PowerState.RUNNING;
        }

        boolean isConnected() {
            return vif.get(Vif.CURRENTLY_ATTACHED) || vif.get(Vif.RESERVED);
        }
    }

    private static final List<Rule> TABLE = List.of(
            new Rule(ALL, asked -> besides(asked.vif)),
            new Rule(
                    PLUG,
                    asked -> VmKindRules.isDomainZero(new VmView(asked.state, asked.vm))
                            ? new CallFailure.OperationNotAllowed("The control domain's interfaces are fixed.")
                            : null),
            new Rule(
                    PLUGS,
                    asked -> isOfSriov(asked.state, asked.vif)
                            ? new CallFailure.OperationNotAllowed("Interfaces of SR-IOV networks are fixed.")
                            : null),
            new Rule(
                    PLUG,
                    asked -> asked.vmRuns() && asked.isConnected()
                            ? new DeviceFailure.AlreadyAttached(asked.vif.ref().value())
                            : null),
            new Rule(
                    UNPLUG,
                    asked -> asked.vmRuns() && !asked.isConnected()
                            ? new DeviceFailure.AlreadyDetached(asked.vif.ref().value())
                            : null),
            new Rule(PLUGS, asked -> DeviceRules.onlyOnRunning(asked.vm)),
            new Rule(PLUGS, asked -> DeviceRules.notWhileEnding(asked.vm)),
            new Rule(
                    PLUGS,
                    asked ->
                            DeviceRules.guestRefusesHotplug(asked.state, asked.vm, VmGuestMetrics.CAN_USE_HOTPLUG_VIF)),
            new Rule(
                    PLUGS,
                    asked ->
                            DeviceRules.guestMayNotHotplug(asked.state, asked.vm, VmGuestMetrics.CAN_USE_HOTPLUG_VIF)));

    /** @throws Failure the documented one, when the operation may not start now */
    public void check(Lookup state, Row<Vif> vif, VifOperation operation) {
        Failure objection = objection(state, vif, operation);
        if (objection != null) {
            throw objection;
        }
    }

    /** What clients read in {@code allowed_operations}. */
    public List<VifOperation> allowed(Row<Vif> vif, Lookup state) {
        var allowed = new ArrayList<VifOperation>();
        for (VifOperation operation : VifOperation.values()) {
            if (objection(state, vif, operation) == null) {
                allowed.add(operation);
            }
        }
        return allowed;
    }

    private static @Nullable Failure objection(Lookup state, Row<Vif> vif, VifOperation operation) {
        Row<Vm> vm = state.get(Vm.CLASS, vif.get(Vif.VM));
        if (vm == null) {
            return new CallFailure.HandleInvalid("VM", vif.get(Vif.VM).value());
        }
        var asked = new Question(state, vif, vm);
        for (Rule rule : TABLE) {
            Failure objection = rule.about.contains(operation) ? rule.objection.to(asked) : null;
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static @Nullable Failure besides(Row<Vif> vif) {
        var current = new TreeMap<>(vif.get(Vif.CURRENT_OPERATIONS));
        if (current.isEmpty()) {
            return null;
        }
        return new CallFailure.OtherOperationInProgress(
                "VIF",
                vif.ref().value(),
                current.values().stream().map(VifOperation::wireName).collect(Collectors.joining("; ", "{", "}")),
                current.keySet().stream().collect(Collectors.joining("; ", "{", "}")));
    }

    /** Whether the interface's network is made of virtual functions of a NIC. */
    static boolean isOfSriov(Lookup state, Row<Vif> vif) {
        Row<Network> network = state.get(Network.CLASS, vif.get(Vif.NETWORK));
        return network != null
                && network.get(Network.PIFS).stream().anyMatch(ref -> {
                    Row<Pif> pif = state.get(Pif.CLASS, ref);
                    return pif != null && !pif.get(Pif.SRIOV_LOGICAL_PIF_OF).isEmpty();
                });
    }
}
