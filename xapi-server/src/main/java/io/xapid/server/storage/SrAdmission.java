package io.xapid.server.storage;

import static io.xapid.model.storage.StorageOperation.*;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.PoolFailure;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an operation on a repository may run now, and what clients read in {@code allowed_operations}: from one
 * table of rules, taken in order, of which the first that objects names the failure.
 */
public final class SrAdmission {
    private static final Set<StorageOperation> ALL = EnumSet.allOf(StorageOperation.class);
    private static final Set<StorageOperation> CONSIDERED = EnumSet.of(
            SCAN,
            DESTROY,
            FORGET,
            PLUG,
            UNPLUG,
            UPDATE,
            VDI_CREATE,
            VDI_DESTROY,
            VDI_RESIZE,
            VDI_CLONE,
            VDI_SNAPSHOT,
            VDI_MIRROR,
            VDI_ENABLE_CBT,
            VDI_DISABLE_CBT,
            VDI_DATA_DESTROY,
            VDI_LIST_CHANGED_BLOCKS,
            VDI_SET_ON_BOOT,
            VDI_INTRODUCE,
            VDI_REVERT,
            PBD_CREATE,
            PBD_DESTROY);

    /** The driver's feature without which an operation cannot be. */
    private static final Map<StorageOperation, String> NEEDS = Map.ofEntries(
            Map.entry(VDI_CREATE, "VDI_CREATE"),
            Map.entry(VDI_DESTROY, "VDI_DELETE"),
            Map.entry(VDI_RESIZE, "VDI_RESIZE"),
            Map.entry(VDI_INTRODUCE, "VDI_INTRODUCE"),
            Map.entry(VDI_SNAPSHOT, "VDI_SNAPSHOT"),
            Map.entry(VDI_MIRROR, "VDI_MIRROR"),
            Map.entry(VDI_REVERT, "VDI_REVERT"),
            Map.entry(VDI_ENABLE_CBT, "VDI_CONFIG_CBT"),
            Map.entry(VDI_DISABLE_CBT, "VDI_CONFIG_CBT"),
            Map.entry(VDI_DATA_DESTROY, "VDI_CONFIG_CBT"),
            Map.entry(VDI_LIST_CHANGED_BLOCKS, "VDI_CONFIG_CBT"),
            Map.entry(VDI_SET_ON_BOOT, "VDI_RESET_ON_BOOT"),
            Map.entry(UPDATE, "SR_UPDATE"));

    @FunctionalInterface
    private interface Objection {
        @Nullable
        Failure to(Lookup state, Row<Sr> sr, StorageOperation operation);
    }

    private record Rule(Set<StorageOperation> about, Objection objection) {}

    /** What hosts of an old release do not know. */
    private static final Set<StorageOperation> NOT_DURING_UPGRADE = EnumSet.of(
            VDI_MIRROR,
            VDI_ENABLE_CBT,
            VDI_DISABLE_CBT,
            VDI_DATA_DESTROY,
            VDI_LIST_CHANGED_BLOCKS,
            VDI_SET_ON_BOOT,
            VDI_REVERT);

    private final Abilities drivers;
    private final Ref<Pool> pool;
    private final List<Rule> table;

    /** @param pool the pool, for its switches */
    SrAdmission(Abilities drivers, Ref<Pool> pool) {
        this.drivers = drivers;
        this.pool = pool;
        this.table = List.of(
                new Rule(NOT_DURING_UPGRADE, this::isUpgrading),
                new Rule(NEEDS.keySet(), this::lacksFeature),
                new Rule(EnumSet.of(DESTROY, FORGET), SrAdmission::isAttached),
                new Rule(EnumSet.of(DESTROY), SrAdmission::isUnknownToHosts),
                new Rule(EnumSet.of(DESTROY), SrAdmission::holdsDisks),
                new Rule(ALL, SrAdmission::isBusy));
    }

    /** @throws Failure the documented reason why not */
    public void admit(Lookup state, Row<Sr> sr, StorageOperation operation) {
        Failure objection = objectionTo(state, sr, operation);
        if (objection != null) {
            throw objection;
        }
    }

    /** What clients read. */
    public List<StorageOperation> allowed(Lookup state, Row<Sr> sr) {
        return CONSIDERED.stream()
                .filter(operation -> objectionTo(state, sr, operation) == null)
                .toList();
    }

    private @Nullable Failure objectionTo(Lookup state, Row<Sr> sr, StorageOperation operation) {
        for (Rule rule : table) {
            if (rule.about().contains(operation)) {
                Failure objection = rule.objection().to(state, sr, operation);
                if (objection != null) {
                    return objection;
                }
            }
        }
        return null;
    }

    private @Nullable Failure isUpgrading(Lookup state, Row<Sr> sr, StorageOperation operation) {
        return PoolSwitches.of(state, pool).upgrading() ? new PoolFailure.NotSupportedDuringUpgrade() : null;
    }

    private @Nullable Failure lacksFeature(Lookup state, Row<Sr> sr, StorageOperation operation) {
        String needed = NEEDS.get(operation);
        boolean withheld = sr.get(Sr.IS_TOOLS_SR) && (operation == VDI_CREATE || operation == VDI_DESTROY);
        return needed != null && (withheld || !drivers.can(sr.get(Sr.TYPE), needed))
                ? new SrFailure.OperationNotSupported(sr.ref())
                : null;
    }

    private static @Nullable Failure isAttached(Lookup state, Row<Sr> sr, StorageOperation operation) {
        return Plugs.of(state, sr).anyMatch(Plugs::isPlugged) ? new SrFailure.HasPbd(sr.ref()) : null;
    }

    private static @Nullable Failure isUnknownToHosts(Lookup state, Row<Sr> sr, StorageOperation operation) {
        return sr.get(Sr.PBDS).isEmpty() ? new SrFailure.HasNoPbds(sr.ref()) : null;
    }

    private static @Nullable Failure holdsDisks(Lookup state, Row<Sr> sr, StorageOperation operation) {
        boolean holds = sr.get(Sr.VDIS).stream()
                .map(vdi -> state.get(Vdi.CLASS, vdi))
                .anyMatch(vdi -> vdi != null && vdi.get(Vdi.MANAGED) && vdi.get(Vdi.TYPE) != VdiType.RRD);
        return holds ? new SrFailure.NotEmpty() : null;
    }

    /** Operations on single disks run side by side; those on the repository as a whole run alone. */
    private static @Nullable Failure isBusy(Lookup state, Row<Sr> sr, StorageOperation operation) {
        for (Map.Entry<String, StorageOperation> current :
                sr.get(Sr.CURRENT_OPERATIONS).entrySet()) {
            boolean together = operation == PLUG
                    ? current.getValue() == PLUG
                    : isAboutOneDisk(operation) && isAboutOneDisk(current.getValue());
            if (!together) {
                return new CallFailure.OtherOperationInProgress(
                        "SR", sr.ref().value(), nameOf(current.getValue()), current.getKey());
            }
        }
        return null;
    }

    private static boolean isAboutOneDisk(StorageOperation operation) {
        return operation.wireName().startsWith("vdi_");
    }

    /** As failures spell an operation. */
    private static String nameOf(StorageOperation operation) {
        String name = operation.wireName();
        if (name.startsWith("vdi_")) {
            return "VDI." + name.substring(4);
        }
        return name.startsWith("pbd_") ? "PBD." + name.substring(4) : name;
    }
}
