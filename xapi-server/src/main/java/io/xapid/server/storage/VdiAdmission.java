package io.xapid.server.storage;

import static io.xapid.model.storage.VdiOperation.*;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.OnBoot;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdOperation;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmSnapshotFailure;
import java.util.ArrayList;
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

    /** What goes on while a guest has the disk attached. */
    private static final Set<VdiOperation> BESIDE_A_GUEST = EnumSet.of(
            SNAPSHOT, RESIZE_ONLINE, BLOCKED, CLONE, REVERT_TO, MIRROR, ENABLE_CBT, DISABLE_CBT, DATA_DESTROY);

    private static final Map<VdiOperation, String> NEEDS = Map.ofEntries(
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
            Map.entry(SET_ON_BOOT, "VDI_RESET_ON_BOOT"));

    @FunctionalInterface
    private interface Objection {
        @Nullable
        Failure to(Lookup state, Row<Vdi> vdi, VdiOperation operation);
    }

    private record Rule(Set<VdiOperation> about, Objection objection) {}

    private final Drivers drivers;
    private final List<Rule> table;

    public VdiAdmission(Drivers drivers) {
        this.drivers = drivers;
        this.table = List.of(
                new Rule(ALL, VdiAdmission::isBusy),
                new Rule(EnumSet.of(RESIZE), VdiAdmission::isUnreachable),
                new Rule(EnumSet.complementOf(EnumSet.copyOf(BESIDE_A_GUEST)), VdiAdmission::isInUse),
                new Rule(EnumSet.complementOf(EnumSet.of(DATA_DESTROY)), VdiAdmission::hasBusyDrive),
                new Rule(NEEDS.keySet(), this::lacksFeature),
                new Rule(
                        EnumSet.of(
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
                                SET_ON_BOOT),
                        (state, vdi, operation) -> failIf(
                                vdi.get(Vdi.TYPE) == VdiType.CBT_METADATA,
                                new VdiFailure.IncompatibleType(vdi.ref(), "CBT metadata"))),
                new Rule(
                        EnumSet.of(MIRROR, SET_ON_BOOT),
                        (state, vdi, operation) ->
                                failIf(vdi.get(Vdi.CBT_ENABLED), new VdiFailure.CbtEnabled(vdi.ref()))),
                new Rule(EnumSet.of(FORGET), VdiAdmission::holdsRecords),
                new Rule(
                        EnumSet.of(DATA_DESTROY),
                        (state, vdi, operation) -> failIf(
                                !vdi.get(Vdi.IS_A_SNAPSHOT),
                                new CallFailure.OperationNotAllowed("The disk is no snapshot."))),
                new Rule(
                        EnumSet.of(DATA_DESTROY),
                        (state, vdi, operation) ->
                                failIf(!vdi.get(Vdi.CBT_ENABLED), new VdiFailure.NoCbtMetadata(vdi.ref()))),
                new Rule(REMOVALS, VdiAdmission::belongsToHardwareOrTools),
                new Rule(REMOVALS, VdiAdmission::holdsRecords),
                new Rule(
                        EnumSet.of(SNAPSHOT),
                        (state, vdi, operation) -> failIf(vdi.get(Vdi.SHARABLE), new VdiFailure.IsSharable(vdi.ref()))),
                new Rule(EnumSet.of(SNAPSHOT, COPY), VdiAdmission::isResetOnBoot),
                new Rule(
                        EnumSet.of(SNAPSHOT),
                        (state, vdi, operation) -> failIf(
                                vdi.get(Vdi.CURRENT_OPERATIONS).containsValue(COPY),
                                new CallFailure.OperationNotAllowed("The disk is being copied."))),
                new Rule(
                        EnumSet.of(COPY),
                        (state, vdi, operation) -> failIf(
                                vdi.get(Vdi.TYPE) == VdiType.HA_STATEFILE || vdi.get(Vdi.TYPE) == VdiType.REDO_LOG,
                                new CallFailure.OperationNotAllowed("The disk serves high availability."))),
                new Rule(
                        TRACKING,
                        (state, vdi, operation) -> failIf(
                                vdi.get(Vdi.IS_A_SNAPSHOT),
                                new CallFailure.OperationNotAllowed("The disk is a snapshot."))),
                new Rule(
                        TRACKING,
                        (state, vdi, operation) -> failIf(
                                vdi.get(Vdi.TYPE) != VdiType.USER && vdi.get(Vdi.TYPE) != VdiType.SYSTEM,
                                new VdiFailure.IncompatibleType(vdi.ref(), typeText(vdi.get(Vdi.TYPE))))),
                new Rule(TRACKING, VdiAdmission::isResetOnBoot),
                new Rule(
                        EnumSet.of(REVERT_TO),
                        (state, vdi, operation) -> failIf(
                                !vdi.get(Vdi.IS_A_SNAPSHOT), new VmSnapshotFailure.RevertOnlyAllowedOnSnapshot())));
    }

    /** @throws Failure the documented reason why not */
    public void admit(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        Failure objection = objectionTo(state, vdi, operation);
        if (objection != null) {
            throw objection;
        }
    }

    /** What clients read. */
    public List<VdiOperation> allowed(Lookup state, Row<Vdi> vdi) {
        return PUBLISHED.stream()
                .filter(operation -> objectionTo(state, vdi, operation) == null)
                .toList();
    }

    private @Nullable Failure objectionTo(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        for (Rule rule : table) {
            if (rule.about().contains(operation)) {
                Failure objection = rule.objection().to(state, vdi, operation);
                if (objection != null) {
                    return objection;
                }
            }
        }
        return null;
    }

    private static @Nullable Failure failIf(boolean objects, Failure failure) {
        return objects ? failure : null;
    }

    private static @Nullable Failure isBusy(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        for (Map.Entry<String, VdiOperation> current :
                vdi.get(Vdi.CURRENT_OPERATIONS).entrySet()) {
            boolean together = current.getValue() == COPY || (operation == DESTROY && current.getValue() == MIRROR);
            if (!together) {
                return collision(vdi, current.getValue().wireName(), current.getKey());
            }
        }
        return null;
    }

    private static @Nullable Failure isUnreachable(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        Row<Sr> sr = state.get(Sr.CLASS, vdi.get(Vdi.SR));
        boolean attached = sr != null
                && sr.get(Sr.PBDS).stream()
                        .map(pbd -> state.get(Pbd.CLASS, pbd))
                        .anyMatch(pbd -> pbd != null && pbd.get(Pbd.CURRENTLY_ATTACHED));
        return failIf(!attached, new SrFailure.HasNoPbds(vdi.get(Vdi.SR)));
    }

    private static @Nullable Failure isInUse(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        List<Row<Vbd>> active = drives(state, vdi).stream()
                .filter(vbd -> vbd.get(Vbd.CURRENTLY_ATTACHED) || vbd.get(Vbd.RESERVED))
                .toList();
        boolean inTheWay =
                switch (operation) {
                    case COPY -> active.stream().anyMatch(vbd -> vbd.get(Vbd.MODE) == VbdMode.READ_WRITE);
                    case LIST_CHANGED_BLOCKS -> active.stream().anyMatch(vbd -> !belongsToSnapshot(state, vbd));
                    default -> !active.isEmpty();
                };
        return failIf(inTheWay, new VdiFailure.InUse(vdi.ref(), operation.wireName()));
    }

    private static @Nullable Failure hasBusyDrive(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        for (Row<Vbd> vbd : drives(state, vdi)) {
            for (Map.Entry<String, VbdOperation> current :
                    vbd.get(Vbd.CURRENT_OPERATIONS).entrySet()) {
                return collision(vdi, current.getValue().wireName(), current.getKey());
            }
        }
        return null;
    }

    private @Nullable Failure lacksFeature(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        Row<Sr> sr = state.get(Sr.CLASS, vdi.get(Vdi.SR));
        String needed = NEEDS.get(operation);
        return failIf(
                needed != null && (sr == null || !drivers.can(sr.get(Sr.TYPE), needed)),
                new SrFailure.OperationNotSupported(vdi.get(Vdi.SR)));
    }

    private static @Nullable Failure holdsRecords(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        return failIf(vdi.get(Vdi.TYPE) == VdiType.RRD, new VdiFailure.HasRrds(vdi.ref()));
    }

    private static @Nullable Failure belongsToHardwareOrTools(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        Row<Sr> sr = state.get(Sr.CLASS, vdi.get(Vdi.SR));
        if (sr != null && sr.get(Sr.TYPE).equals("udev")) {
            return new VdiFailure.IsAPhysicalDevice(vdi.ref());
        }
        return failIf(sr != null && sr.get(Sr.IS_TOOLS_SR), new SrFailure.OperationNotSupported(vdi.get(Vdi.SR)));
    }

    private static @Nullable Failure isResetOnBoot(Lookup state, Row<Vdi> vdi, VdiOperation operation) {
        return failIf(vdi.get(Vdi.ON_BOOT) == OnBoot.RESET, new VdiFailure.OnBootModeIncompatible());
    }

    private static boolean belongsToSnapshot(Lookup state, Row<Vbd> vbd) {
        Row<Vm> vm = state.get(Vm.CLASS, vbd.get(Vbd.VM));
        return vm != null && vm.get(Vm.IS_A_SNAPSHOT);
    }

    private static List<Row<Vbd>> drives(Lookup state, Row<Vdi> vdi) {
        var drives = new ArrayList<Row<Vbd>>();
        for (Ref<Vbd> ref : vdi.get(Vdi.VBDS)) {
            Row<Vbd> vbd = state.get(Vbd.CLASS, ref);
            if (vbd != null) {
                drives.add(vbd);
            }
        }
        return drives;
    }

    private static Failure collision(Row<Vdi> vdi, String operation, String task) {
        return new CallFailure.OtherOperationInProgress("VDI", vdi.ref().value(), operation, task);
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
