package io.xapid.server.vm;

import static io.xapid.model.vm.PowerState.HALTED;
import static io.xapid.model.vm.PowerState.PAUSED;
import static io.xapid.model.vm.PowerState.RUNNING;
import static io.xapid.model.vm.PowerState.SUSPENDED;
import static io.xapid.server.vm.VmOperationTable.Trait.DURING_UPGRADE;
import static io.xapid.server.vm.VmOperationTable.Trait.ON_CONTROL_DOMAIN;
import static io.xapid.server.vm.VmOperationTable.Trait.ON_SNAPSHOT;
import static io.xapid.server.vm.VmOperationTable.Trait.ON_TEMPLATE;
import static io.xapid.server.vm.VmOperationTable.Trait.PUBLISHED;

import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.VmOperation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of operations on a VM: in which power states, and on what kind of VM, each makes sense.
 *
 * <pre>
 *   HALTED ──start──▶ RUNNING ──pause──▶ PAUSED          RUNNING ──suspend──▶ SUSPENDED ──resume──▶ RUNNING
 *      ▲                │  ▲                │            any of the three ──hard_shutdown──▶ HALTED
 *      └──clean_shutdown┘  └────unpause─────┘
 * </pre>
 */
final class VmOperationTable {
    /** What else an operation may be applied to, and whether clients see it listed. */
    enum Trait {
        ON_TEMPLATE,
        ON_SNAPSHOT,
        ON_CONTROL_DOMAIN,
        DURING_UPGRADE,
        /** Appears in {@code allowed_operations}. */
        PUBLISHED
    }

    /** @param in the power states in which it makes sense, whatever the VM */
    record Entry(Set<PowerState> in, Set<Trait> traits) {
        boolean has(Trait trait) {
            return traits.contains(trait);
        }
    }

    private static final List<PowerState> OFF = List.of(HALTED);
    private static final List<PowerState> ON = List.of(RUNNING);
    private static final List<PowerState> ANY = List.of(PowerState.values());
    private static final Map<VmOperation, Entry> ENTRIES = entries();

    private VmOperationTable() {}

    static Entry of(VmOperation operation) {
        Entry entry = ENTRIES.get(operation);
        if (entry == null) {
            throw new IllegalStateException(operation + " is missing from the table");
        }
        return entry;
    }

    private static Map<VmOperation, Entry> entries() {
        var table = new EnumMap<VmOperation, Entry>(VmOperation.class);
        // power
        put(table, VmOperation.START, OFF, ON_CONTROL_DOMAIN, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.START_ON, OFF, ON_CONTROL_DOMAIN, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.PAUSE, ON, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.UNPAUSE, List.of(PAUSED), DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.CLEAN_SHUTDOWN, ON, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.CLEAN_REBOOT, ON, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.HARD_REBOOT, List.of(PAUSED, RUNNING), DURING_UPGRADE, PUBLISHED);
        put(
                table,
                VmOperation.HARD_SHUTDOWN,
                List.of(PAUSED, RUNNING, SUSPENDED),
                ON_SNAPSHOT,
                DURING_UPGRADE,
                PUBLISHED);
        put(table, VmOperation.SHUTDOWN, List.of(PAUSED, RUNNING, SUSPENDED));
        put(table, VmOperation.SUSPEND, ON, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.RESUME, List.of(SUSPENDED), DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.RESUME_ON, List.of(SUSPENDED), DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.CSVM, List.of(SUSPENDED), DURING_UPGRADE);
        put(table, VmOperation.POWER_STATE_RESET, ANY, DURING_UPGRADE);
        // copies
        put(table, VmOperation.CLONE, List.of(HALTED, SUSPENDED), ON_TEMPLATE, ON_SNAPSHOT, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.COPY, List.of(HALTED, SUSPENDED), ON_TEMPLATE, ON_SNAPSHOT, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.PROVISION, OFF, ON_TEMPLATE, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.MAKE_INTO_TEMPLATE, OFF, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.CREATE_TEMPLATE, List.of(HALTED, SUSPENDED));
        put(table, VmOperation.EXPORT, List.of(HALTED, SUSPENDED), ON_TEMPLATE, ON_SNAPSHOT, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.METADATA_EXPORT, ANY, ON_TEMPLATE, ON_SNAPSHOT, ON_CONTROL_DOMAIN, PUBLISHED);
        put(
                table,
                VmOperation.DESTROY,
                List.of(HALTED, SUSPENDED),
                ON_SNAPSHOT,
                ON_CONTROL_DOMAIN,
                DURING_UPGRADE,
                PUBLISHED);
        put(table, VmOperation.IMPORT, List.of(), DURING_UPGRADE); // there is no VM yet
        // snapshots
        put(table, VmOperation.SNAPSHOT, ANY, PUBLISHED);
        put(table, VmOperation.SNAPSHOT_WITH_QUIESCE, ON, PUBLISHED);
        put(table, VmOperation.CHECKPOINT, List.of(PAUSED, RUNNING, SUSPENDED), PUBLISHED);
        put(table, VmOperation.REVERT, ANY, ON_SNAPSHOT, PUBLISHED);
        put(table, VmOperation.REVERTING, ANY);
        // moves
        put(table, VmOperation.POOL_MIGRATE, ON, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.MIGRATE_SEND, List.of(HALTED, RUNNING, SUSPENDED), DURING_UPGRADE, PUBLISHED);
        // memory
        put(table, VmOperation.CHANGING_MEMORY_LIVE, ON, ON_CONTROL_DOMAIN, DURING_UPGRADE);
        put(table, VmOperation.AWAITING_MEMORY_LIVE, ON, ON_CONTROL_DOMAIN);
        put(
                table,
                VmOperation.CHANGING_DYNAMIC_RANGE,
                List.of(HALTED, RUNNING),
                ON_TEMPLATE,
                ON_CONTROL_DOMAIN,
                PUBLISHED);
        put(
                table,
                VmOperation.CHANGING_STATIC_RANGE,
                List.of(HALTED, RUNNING),
                ON_TEMPLATE,
                ON_CONTROL_DOMAIN,
                PUBLISHED);
        put(table, VmOperation.CHANGING_MEMORY_LIMITS, List.of(HALTED, RUNNING), ON_TEMPLATE, ON_CONTROL_DOMAIN);
        put(table, VmOperation.CHANGING_SHADOW_MEMORY, OFF, ON_TEMPLATE, PUBLISHED);
        put(table, VmOperation.CHANGING_SHADOW_MEMORY_LIVE, ON, DURING_UPGRADE);
        // processors and firmware
        put(table, VmOperation.CHANGING_VCPUS, List.of(HALTED, RUNNING), ON_TEMPLATE, ON_CONTROL_DOMAIN);
        put(table, VmOperation.CHANGING_VCPUS_LIVE, ON, DURING_UPGRADE, PUBLISHED);
        put(table, VmOperation.CHANGING_NVRAM, OFF, ON_TEMPLATE, PUBLISHED);
        put(table, VmOperation.CREATE_VTPM, OFF, PUBLISHED);
        // the guest
        put(table, VmOperation.CALL_PLUGIN, ON);
        put(table, VmOperation.SYSPREP, ON, PUBLISHED);
        put(table, VmOperation.SEND_SYSRQ, ON, DURING_UPGRADE);
        put(table, VmOperation.SEND_TRIGGER, ON, DURING_UPGRADE);
        put(table, VmOperation.DATA_SOURCE_OP, ON, ON_CONTROL_DOMAIN);
        put(table, VmOperation.QUERY_SERVICES, ANY);
        // questions
        put(table, VmOperation.GET_BOOT_RECORD, List.of(PAUSED, RUNNING, SUSPENDED), DURING_UPGRADE);
        put(table, VmOperation.ASSERT_OPERATION_VALID, ANY, DURING_UPGRADE);
        put(table, VmOperation.UPDATE_ALLOWED_OPERATIONS, ANY, DURING_UPGRADE);
        return table;
    }

    private static void put(
            Map<VmOperation, Entry> table, VmOperation operation, List<PowerState> in, Trait... traits) {
        table.put(operation, new Entry(Set.copyOf(in), Set.of(traits)));
    }
}
