package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmOperation;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which operations on one VM may run beside each other, and which make others give way. */
final class VmConcurrency {
    /** While only some of the first are under way, any of the second may start. */
    private record Beside(Set<VmOperation> underWay, Set<VmOperation> mayStart) {}

    private static final Set<VmOperation> COPIES = EnumSet.of(VmOperation.CLONE, VmOperation.COPY, VmOperation.EXPORT);
    private static final Set<VmOperation> PICTURES = EnumSet.of(VmOperation.SNAPSHOT, VmOperation.CHECKPOINT);
    private static final Set<VmOperation> BOOT_RECORDS = EnumSet.of(VmOperation.GET_BOOT_RECORD);

    private static final List<Beside> ANY_NUMBER =
            List.of(new Beside(COPIES, COPIES), new Beside(PICTURES, PICTURES), new Beside(BOOT_RECORDS, BOOT_RECORDS));
    private static final List<Beside> EXACTLY_ONE = List.of(
            new Beside(EnumSet.of(VmOperation.SNAPSHOT_WITH_QUIESCE), EnumSet.of(VmOperation.SNAPSHOT)),
            new Beside(
                    EnumSet.of(VmOperation.MIGRATE_SEND),
                    EnumSet.of(VmOperation.METADATA_EXPORT, VmOperation.CLEAN_SHUTDOWN, VmOperation.CLEAN_REBOOT)));

    /** An operation that cuts others short once it is marked, and then waits for them. */
    private static final Map<VmOperation, Set<VmOperation>> GIVE_WAY = Map.of(
            VmOperation.HARD_SHUTDOWN,
            EnumSet.of(
                    VmOperation.CLEAN_SHUTDOWN,
                    VmOperation.CLEAN_REBOOT,
                    VmOperation.HARD_REBOOT,
                    VmOperation.POOL_MIGRATE,
                    VmOperation.CALL_PLUGIN,
                    VmOperation.SHUTDOWN,
                    VmOperation.SUSPEND),
            VmOperation.HARD_REBOOT,
            EnumSet.of(
                    VmOperation.CLEAN_SHUTDOWN,
                    VmOperation.CLEAN_REBOOT,
                    VmOperation.POOL_MIGRATE,
                    VmOperation.CALL_PLUGIN,
                    VmOperation.SUSPEND));

    private VmConcurrency() {}

    /** Whether {@code wanted} may start while these are under way. */
    static boolean tolerates(Collection<VmOperation> underWay, VmOperation wanted) {
        if (underWay.isEmpty()) {
            return true;
        }
        for (Beside line : ANY_NUMBER) {
            if (line.underWay().containsAll(underWay) && line.mayStart().contains(wanted)) {
                return true;
            }
        }
        for (Beside line : EXACTLY_ONE) {
            if (underWay.size() == 1
                    && line.underWay().containsAll(underWay)
                    && line.mayStart().contains(wanted)) {
                return true;
            }
        }
        boolean ending = underWay.contains(VmOperation.HARD_SHUTDOWN);
        return switch (wanted) {
            case HARD_SHUTDOWN -> !ending;
            case HARD_REBOOT -> !ending && !underWay.contains(VmOperation.HARD_REBOOT);
            default -> false;
        };
    }

    /** Operations whose tasks are cancelled when {@code begun} is marked. */
    static Set<VmOperation> cutShortBy(VmOperation begun) {
        return GIVE_WAY.getOrDefault(begun, Set.of());
    }

    /** The failure that names what is under way; callers wait and try again. */
    static Failure collision(Ref<Vm> vm, Map<String, VmOperation> current) {
        var byTask = new TreeMap<>(current);
        List<String> names = byTask.values().stream().map(VmConcurrency::nameOf).toList();
        return new CallFailure.OtherOperationInProgress(
                "VM", vm.value(), joined(names), joined(List.copyOf(byTask.keySet())));
    }

    private static String joined(List<String> words) {
        return words.size() == 1 ? words.get(0) : "{" + String.join(",", words) + "}";
    }

    /** What failures call an operation: its own name but for a few. */
    static String nameOf(VmOperation operation) {
        return switch (operation) {
            case DATA_SOURCE_OP -> "data_sources_op";
            case ASSERT_OPERATION_VALID -> "assertoperationvalid";
            case CHANGING_VCPUS, CHANGING_MEMORY_LIMITS, QUERY_SERVICES, CREATE_TEMPLATE -> "(unknown operation)";
            default -> operation.wireName();
        };
    }
}
