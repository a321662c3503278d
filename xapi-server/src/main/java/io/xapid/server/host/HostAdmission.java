package io.xapid.server.host;

import static io.xapid.model.host.HostOperation.APPLY_UPDATES;
import static io.xapid.model.host.HostOperation.ENABLE;
import static io.xapid.model.host.HostOperation.EVACUATE;
import static io.xapid.model.host.HostOperation.POWER_ON;
import static io.xapid.model.host.HostOperation.PROVISION;
import static io.xapid.model.host.HostOperation.REBOOT;
import static io.xapid.model.host.HostOperation.SHUTDOWN;
import static io.xapid.model.host.HostOperation.VM_MIGRATE;
import static io.xapid.model.host.HostOperation.VM_RESUME;
import static io.xapid.model.host.HostOperation.VM_START;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.host.HostOperation;
import io.xapid.model.host.PluginFailure;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be done with a host now, from one table: the first rule that objects wins.
 *
 * <p>It answers both questions: whether an operation is let in, and what clients see in {@code allowed_operations}.
 */
public final class HostAdmission {
    private static final Set<HostOperation> CREATING = EnumSet.of(PROVISION, VM_RESUME, VM_MIGRATE);
    private static final Set<HostOperation> REMOVING = EnumSet.of(EVACUATE, REBOOT, SHUTDOWN);
    private static final Map<HostOperation, String> NAMES =
            Map.of(VM_START, "VM.start", VM_RESUME, "VM.resume", VM_MIGRATE, "VM.migrate");

    private static final List<Rule> TABLE = List.of(
            new Rule(CREATING, beside(REMOVING)),
            new Rule(REMOVING, beside(CREATING)),
            new Rule(EnumSet.of(SHUTDOWN, APPLY_UPDATES), beside(EnumSet.of(REBOOT))),
            new Rule(EnumSet.of(REBOOT, APPLY_UPDATES), beside(EnumSet.of(SHUTDOWN))),
            new Rule(EnumSet.of(REBOOT, SHUTDOWN, ENABLE), beside(EnumSet.of(APPLY_UPDATES))),
            new Rule(EnumSet.of(PROVISION), beside(EnumSet.of(PROVISION))),
            new Rule(
                    EnumSet.of(REBOOT, SHUTDOWN, APPLY_UPDATES),
                    (state, host) -> host.get(Host.ENABLED) ? new HostFailure.NotDisabled() : null),
            new Rule(
                    EnumSet.of(POWER_ON),
                    (state, host) -> isLive(state, host) ? new HostFailure.IsLive(host.ref()) : null),
            new Rule(
                    EnumSet.of(POWER_ON),
                    (state, host) ->
                            host.get(Host.POWER_ON_MODE).isEmpty() ? new HostFailure.PowerOnModeDisabled() : null),
            new Rule(EnumSet.of(POWER_ON), (state, host) -> new PluginFailure.Missing("power-on-host")));

    /** @throws Failure the documented reason why not */
    public void admit(Lookup state, Row<Host> host, HostOperation operation) {
        Failure objection = objectionTo(state, host, operation);
        if (objection != null) {
            throw objection;
        }
    }

    /** What clients read. */
    public List<HostOperation> allowed(Lookup state, Row<Host> host) {
        return EnumSet.allOf(HostOperation.class).stream()
                .filter(operation -> objectionTo(state, host, operation) == null)
                .toList();
    }

    private static @Nullable Failure objectionTo(Lookup state, Row<Host> host, HostOperation operation) {
        for (Rule rule : TABLE) {
            if (rule.about().contains(operation)) {
                Failure objection = rule.objection().to(state, host);
                if (objection != null) {
                    return objection;
                }
            }
        }
        return null;
    }

    /** Objects while one of these is under way. */
    private static Objection beside(Set<HostOperation> others) {
        return (state, host) -> {
            for (Map.Entry<String, HostOperation> current :
                    host.get(Host.CURRENT_OPERATIONS).entrySet()) {
                if (others.contains(current.getValue())) {
                    String name = NAMES.getOrDefault(
                            current.getValue(), current.getValue().wireName());
                    return new CallFailure.OtherOperationInProgress(
                            "host", host.ref().value(), name, current.getKey());
                }
            }
            return null;
        };
    }

    private static boolean isLive(Lookup state, Row<Host> host) {
        Row<HostMetrics> metrics = state.get(HostMetrics.CLASS, host.get(Host.METRICS));
        return metrics != null && metrics.get(HostMetrics.LIVE);
    }

    private record Rule(Set<HostOperation> about, Objection objection) {}

    @FunctionalInterface
    private interface Objection {
        @Nullable
        Failure to(Lookup state, Row<Host> host);
    }
}
