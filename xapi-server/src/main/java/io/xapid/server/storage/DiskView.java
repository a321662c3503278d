package io.xapid.server.storage;

import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.Vm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk with what lies around it, for admission. */
final class DiskView {
    private final Lookup state;
    private final Row<Vdi> row;
    private final @Nullable Row<Sr> repository;
    private final List<Row<Vbd>> drives;
    private final PoolSwitches pool;

    DiskView(Lookup state, Row<Vdi> row, Ref<Pool> pool) {
        this.state = state;
        this.row = row;
        this.repository = state.get(Sr.CLASS, row.get(Vdi.SR));
        this.drives = drivesOf(state, row);
        this.pool = PoolSwitches.of(state, pool);
    }

    static List<Row<Vbd>> drivesOf(Lookup state, Row<Vdi> disk) {
        var drives = new ArrayList<Row<Vbd>>();
        for (Ref<Vbd> ref : disk.get(Vdi.VBDS)) {
            Row<Vbd> drive = state.get(Vbd.CLASS, ref);
            if (drive != null) {
                drives.add(drive);
            }
        }
        return List.copyOf(drives);
    }

    Row<Vdi> row() {
        return row;
    }

    Ref<Vdi> ref() {
        return row.ref();
    }

    Ref<Sr> sr() {
        return row.get(Vdi.SR);
    }

    VdiType type() {
        return row.get(Vdi.TYPE);
    }

    PoolSwitches pool() {
        return pool;
    }

    @Nullable
    Row<Sr> repository() {
        return repository;
    }

    List<Row<Vbd>> drives() {
        return drives;
    }

    boolean isPlugged() {
        return repository != null && Plugs.of(state, repository).anyMatch(Plugs::isPlugged);
    }

    boolean servesAvailability() {
        return type() == VdiType.HA_STATEFILE || type() == VdiType.REDO_LOG;
    }

    boolean isInUse() {
        return drives.stream().anyMatch(DiskView::isActive);
    }

    boolean isBeingWritten() {
        return drives.stream().anyMatch(drive -> isActive(drive) && drive.get(Vbd.MODE) == VbdMode.READ_WRITE);
    }

    boolean isInUseBeyondSnapshots() {
        return drives.stream().anyMatch(drive -> isActive(drive) && !belongsToSnapshot(drive));
    }

    /** Whether a guest has the disk in this drive, or is about to. */
    static boolean isActive(Row<Vbd> drive) {
        return drive.get(Vbd.CURRENTLY_ATTACHED) || drive.get(Vbd.RESERVED);
    }

    private boolean belongsToSnapshot(Row<Vbd> drive) {
        Row<Vm> vm = state.get(Vm.CLASS, drive.get(Vbd.VM));
        return vm != null && vm.get(Vm.IS_A_SNAPSHOT);
    }
}
