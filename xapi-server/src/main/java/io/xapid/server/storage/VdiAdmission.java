package io.xapid.server.storage;

import static io.xapid.model.storage.VdiOperation.*;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.PoolFailure;
import io.xapid.model.storage.OnBoot;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdOperation;
import io.xapid.model.vm.VmSnapshotFailure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an operation on a disk may run now, and what clients read in {@code allowed_operations}: from one table of
 * rules, taken in order, of which the first that objects names the failure.
 */
public final class VdiAdmission {
    private static final Set<VdiOperation> ALL = EnumSet.allOf(VdiOperation.class);
    private static final Set<VdiOperation> PUBLISHED =
            EnumSet.of(CLONE, COPY, RESIZE, RESIZE_ONLINE, SNAPSHOT, DESTROY, FORGET, UPDATE, GENERATE_CONFIG);
    private static final Set<VdiOperation> REMOVALS = EnumSet.of(DESTROY, REVERT_FROM, DATA_DESTROY);
    private static final Set<VdiOperation> TRACKING = EnumSet.of(ENABLE_CBT, DISABLE_CBT);

    /** What is known to hosts of the old release too. */
    private static final Set<VdiOperation> DURING_UPGRADE = EnumSet.of(
            SNAPSHOT,
            COPY,
            CLONE,
            RESIZE,
            UPDATE,
            DESTROY,
            BLOCKED,
            FORGET,
            RESIZE_ONLINE,
            GENERATE_CONFIG,
            FORCE_UNLOCK);

    /** What goes on while a guest has the disk attached. */
    private static final Set<VdiOperation> BESIDE_A_GUEST = EnumSet.of(
            SNAPSHOT, RESIZE_ONLINE, BLOCKED, CLONE, REVERT_TO, MIRROR, ENABLE_CBT, DISABLE_CBT, DATA_DESTROY);

    /** What makes no sense for a record of changes. */
    private static final Set<VdiOperation> ON_CONTENT = EnumSet.of(
            CLONE,
            COPY,
            DISABLE_CBT,
            ENABLE_CBT,
            MIRROR,
            RESIZE,
            RESIZE_ONLINE,
            SNAPSHOT,
            REVERT_TO,
            REVERT_FROM,
            SET_ON_BOOT);

    private static final Map<VdiOperation, String> NEEDS = new EnumMap<>(Map.ofEntries(
            Map.entry(SNAPSHOT, "VDI_SNAPSHOT"),
            Map.entry(CLONE, "VDI_CLONE"),
            Map.entry(REVERT_TO, "VDI_CLONE"),
            Map.entry(REVERT_FROM, "VDI_CLONE"),
            Map.entry(DESTROY, "VDI_DELETE"),
            Map.entry(RESIZE, "VDI_RESIZE"),
            Map.entry(RESIZE_ONLINE, "VDI_RESIZE_ONLINE"),
            Map.entry(UPDATE, "VDI_UPDATE"),
            Map.entry(GENERATE_CONFIG, "VDI_GENERATE_CONFIG"),
            Map.entry(MIRROR, "VDI_MIRROR"),
            Map.entry(ENABLE_CBT, "VDI_CONFIG_CBT"),
            Map.entry(DISABLE_CBT, "VDI_CONFIG_CBT"),
            Map.entry(DATA_DESTROY, "VDI_CONFIG_CBT"),
            Map.entry(LIST_CHANGED_BLOCKS, "VDI_CONFIG_CBT"),
            Map.entry(SET_ON_BOOT, "VDI_RESET_ON_BOOT")));

    /** One line of the table. Says why not, or null. */
    @FunctionalInterface
    private interface Rule {
        @Nullable
        Failure objection(DiskView disk, VdiOperation operation);
    }

    private final Abilities drivers;
    private final Ref<Pool> pool;
    private final Map<VdiOperation, List<Rule>> table = new EnumMap<>(VdiOperation.class);

    /** @param pool the pool, for its switches */
    VdiAdmission(Abilities drivers, Ref<Pool> pool) {
        this.drivers = drivers;
        this.pool = pool;
        ALL.forEach(operation -> table.put(operation, new ArrayList<>()));
        addRules();
    }

    /** The table, in its order. */
    private void addRules() {
        rule(not(DURING_UPGRADE), VdiAdmission::isUpgrading);
        rule(ALL, VdiAdmission::isBusy);
        rule(EnumSet.of(RESIZE), VdiAdmission::isUnreachable);
        rule(not(BESIDE_A_GUEST), VdiAdmission::isInUse);
        rule(not(EnumSet.of(DATA_DESTROY)), VdiAdmission::hasBusyDrive);
        rule(NEEDS.keySet(), this::lacksFeature);
        rule(ON_CONTENT, VdiAdmission::isRecordOfChanges);
        rule(EnumSet.of(MIRROR, SET_ON_BOOT), VdiAdmission::isTracked);
        rule(EnumSet.of(FORGET, RESIZE, RESIZE_ONLINE), VdiAdmission::isGuarding);
        rule(EnumSet.of(FORGET), VdiAdmission::holdsMeasurements);
        rule(EnumSet.of(DATA_DESTROY), (disk, operation) -> notASnapshot(disk));
        rule(EnumSet.of(DATA_DESTROY), VdiAdmission::isNotTracked);
        rule(REMOVALS, VdiAdmission::belongsToHardwareOrTools);
        rule(REMOVALS, VdiAdmission::holdsMeasurements);
        rule(REMOVALS, VdiAdmission::mustOutliveGuard);
        rule(EnumSet.of(SNAPSHOT), VdiAdmission::isSharable);
        rule(EnumSet.of(SNAPSHOT, COPY), VdiAdmission::isResetOnBoot);
        rule(EnumSet.of(SNAPSHOT), VdiAdmission::isBeingCopied);
        rule(EnumSet.of(COPY), VdiAdmission::servesAvailability);
        rule(TRACKING, VdiAdmission::isASnapshot);
        rule(TRACKING, VdiAdmission::isNoDisk);
        rule(TRACKING, VdiAdmission::isResetOnBoot);
        rule(EnumSet.of(REVERT_TO), VdiAdmission::cannotBeRevertedTo);
        rule(EnumSet.of(SNAPSHOT, CLONE), VdiAdmission::isBeingWritten);
    }

    private void rule(Set<VdiOperation> about, Rule rule) {
        about.forEach(operation ->
                table.computeIfAbsent(operation, any -> new ArrayList<>()).add(rule));
    }

    private static Set<VdiOperation> not(Set<VdiOperation> operations) {
        return EnumSet.complementOf(EnumSet.copyOf(operations));
    }

    /** @throws Failure the documented reason why not */
    public void admit(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        Failure objection = objection(new DiskView(state, vdi, pool), operation);
        if (objection != null) {
            throw objection;
        }
    }

    /**
     * May the content of the disk be replaced? Nobody may use it then, not even to read.
     *
     * @throws Failure the documented reason why not
     */
    void admitReplacing(Lookup state, Row<Vdi> vdi) {
        var disk = new DiskView(state, vdi, pool);
        vdi.get(Vdi.CURRENT_OPERATIONS).forEach((task, operation) -> {
            throw collision(disk, operation.wireName(), task);
        });
        if (disk.isInUse()) {
            throw inUse(disk, COPY);
        }
        for (Rule rule : List.<Rule>of(VdiAdmission::hasBusyDrive, VdiAdmission::isRecordOfChanges)) {
            Failure objection = rule.objection(disk, COPY);
            if (objection != null) {
                throw objection;
            }
        }
    }

    /** What clients read. */
    public List<VdiOperation> allowed(Lookup state, Row<Vdi> vdi) {
        var disk = new DiskView(state, vdi, pool);
        return PUBLISHED.stream()
                .filter(operation -> objection(disk, operation) == null)
                .toList();
    }

    private @Nullable Failure objection(DiskView disk, VdiOperation operation) {
        for (Rule rule : table.getOrDefault(operation, List.of())) {
            Failure objection = rule.objection(disk, operation);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static @Nullable Failure isUpgrading(DiskView disk, VdiOperation operation) {
        return disk.pool().upgrading() ? new PoolFailure.NotSupportedDuringUpgrade() : null;
    }

    private static @Nullable Failure isBusy(DiskView disk, VdiOperation operation) {
        for (Map.Entry<String, VdiOperation> current :
                disk.row().get(Vdi.CURRENT_OPERATIONS).entrySet()) {
            boolean together = current.getValue() == COPY || (operation == DESTROY && current.getValue() == MIRROR);
            if (!together) {
                return collision(disk, current.getValue().wireName(), current.getKey());
            }
        }
        return null;
    }

    private static @Nullable Failure isUnreachable(DiskView disk, VdiOperation operation) {
        return disk.isPlugged() ? null : new SrFailure.HasNoPbds(disk.sr());
    }

    private static @Nullable Failure isInUse(DiskView disk, VdiOperation operation) {
        boolean inTheWay =
                switch (operation) {
                    case COPY -> disk.isBeingWritten();
                    case LIST_CHANGED_BLOCKS -> disk.isInUseBeyondSnapshots();
                    default -> disk.isInUse();
                };
        return inTheWay ? inUse(disk, operation) : null;
    }

    private static @Nullable Failure hasBusyDrive(DiskView disk, VdiOperation operation) {
        for (Row<Vbd> drive : disk.drives()) {
            for (Map.Entry<String, VbdOperation> current :
                    drive.get(Vbd.CURRENT_OPERATIONS).entrySet()) {
                return collision(disk, current.getValue().wireName(), current.getKey());
            }
        }
        return null;
    }

    private @Nullable Failure lacksFeature(DiskView disk, VdiOperation operation) {
        Row<Sr> sr = disk.repository();
        String needed = NEEDS.get(operation);
        boolean can = sr != null && needed != null && drivers.can(sr.get(Sr.TYPE), needed);
        return can ? null : new SrFailure.OperationNotSupported(disk.sr());
    }

    private static @Nullable Failure isRecordOfChanges(DiskView disk, VdiOperation operation) {
        return disk.type() == VdiType.CBT_METADATA ? wrongType(disk) : null;
    }

    private static @Nullable Failure isTracked(DiskView disk, VdiOperation operation) {
        return disk.row().get(Vdi.CBT_ENABLED) ? new VdiFailure.CbtEnabled(disk.ref()) : null;
    }

    private static @Nullable Failure isNotTracked(DiskView disk, VdiOperation operation) {
        return disk.row().get(Vdi.CBT_ENABLED) ? null : new VdiFailure.NoCbtMetadata(disk.ref());
    }

    private static @Nullable Failure isGuarding(DiskView disk, VdiOperation operation) {
        return disk.servesAvailability() && disk.pool().guarded() ? disk.pool().whyGuardStays() : null;
    }

    private static @Nullable Failure mustOutliveGuard(DiskView disk, VdiOperation operation) {
        return disk.servesAvailability() ? disk.pool().whyGuardStays() : null;
    }

    private static @Nullable Failure holdsMeasurements(DiskView disk, VdiOperation operation) {
        return disk.type() == VdiType.RRD ? new VdiFailure.HasRrds(disk.ref()) : null;
    }

    private static @Nullable Failure notASnapshot(DiskView disk) {
        return disk.row().get(Vdi.IS_A_SNAPSHOT)
                ? null
                : new CallFailure.OperationNotAllowed("VDI is not a snapshot: " + disk.ref());
    }

    private static @Nullable Failure isASnapshot(DiskView disk, VdiOperation operation) {
        return disk.row().get(Vdi.IS_A_SNAPSHOT)
                ? new CallFailure.OperationNotAllowed("VDI is a snapshot: " + disk.ref())
                : null;
    }

    private static @Nullable Failure cannotBeRevertedTo(DiskView disk, VdiOperation operation) {
        return disk.row().get(Vdi.IS_A_SNAPSHOT) ? null : new VmSnapshotFailure.RevertOnlyAllowedOnSnapshot();
    }

    private static @Nullable Failure belongsToHardwareOrTools(DiskView disk, VdiOperation operation) {
        Row<Sr> sr = disk.repository();
        if (sr != null && sr.get(Sr.TYPE).equals("udev")) {
            return new VdiFailure.IsAPhysicalDevice(disk.ref());
        }
        return sr != null && sr.get(Sr.IS_TOOLS_SR) ? new SrFailure.OperationNotSupported(disk.sr()) : null;
    }

    private static @Nullable Failure isSharable(DiskView disk, VdiOperation operation) {
        return disk.row().get(Vdi.SHARABLE) ? new VdiFailure.IsSharable(disk.ref()) : null;
    }

    private static @Nullable Failure isResetOnBoot(DiskView disk, VdiOperation operation) {
        return disk.row().get(Vdi.ON_BOOT) == OnBoot.RESET ? new VdiFailure.OnBootModeIncompatible() : null;
    }

    private static @Nullable Failure isBeingCopied(DiskView disk, VdiOperation operation) {
        return disk.row().get(Vdi.CURRENT_OPERATIONS).containsValue(COPY)
                ? new CallFailure.OperationNotAllowed("The disk is being copied.")
                : null;
    }

    private static @Nullable Failure servesAvailability(DiskView disk, VdiOperation operation) {
        return disk.servesAvailability()
                ? new CallFailure.OperationNotAllowed("The disk serves high availability.")
                : null;
    }

    private static @Nullable Failure isNoDisk(DiskView disk, VdiOperation operation) {
        return disk.type() == VdiType.USER || disk.type() == VdiType.SYSTEM ? null : wrongType(disk);
    }

    /** No backend of ours can keep the content of a volume while somebody writes to it. */
    private static @Nullable Failure isBeingWritten(DiskView disk, VdiOperation operation) {
        return disk.isBeingWritten() ? inUse(disk, operation) : null;
    }

    private static Failure inUse(DiskView disk, VdiOperation operation) {
        return new VdiFailure.InUse(disk.ref(), operation.wireName());
    }

    private static Failure wrongType(DiskView disk) {
        return new VdiFailure.IncompatibleType(disk.ref(), typeText(disk.type()));
    }

    private static Failure collision(DiskView disk, String operation, String task) {
        return new CallFailure.OtherOperationInProgress("VDI", disk.ref().value(), operation, task);
    }

    /** As failures spell a type. */
    static String typeText(VdiType type) {
        return switch (type) {
            case SYSTEM -> "System";
            case USER -> "User";
            case EPHEMERAL -> "Ephemeral";
            case SUSPEND -> "Suspend";
            case CRASHDUMP -> "Crashdump";
            case HA_STATEFILE -> "HA statefile";
            case METADATA -> "Metadata";
            case REDO_LOG -> "Redo log";
            case RRD -> "rrd";
            case PVS_CACHE -> "PVS cache";
            case CBT_METADATA -> "CBT metadata";
        };
    }
}
