package io.xapid.server.storage;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.Map;

/** Guests with disks in their drives, as rows. */
final class Drives {
    private final StorageKit kit;

    Drives(StorageKit kit) {
        this.kit = kit;
    }

    /** Puts a disk into a drive of a guest of its own. */
    Ref<Vbd> put(Ref<Vdi> disk, boolean attached) {
        return put(disk, attached, VbdMode.READ_WRITE, VbdType.DISK);
    }

    Ref<Vbd> put(Ref<Vdi> disk, boolean attached, VbdMode mode, VbdType type) {
        Ref<Vm> guest =
                kit.api.have(Vm.CLASS, Map.of(Vm.POWER_STATE, attached ? PowerState.RUNNING : PowerState.HALTED));
        return kit.api.have(
                Vbd.CLASS,
                Map.of(
                        Vbd.VM, guest,
                        Vbd.VDI, disk,
                        Vbd.MODE, mode,
                        Vbd.TYPE, type,
                        Vbd.CURRENTLY_ATTACHED, attached));
    }

    List<Row<Vbd>> all() {
        return List.copyOf(kit.api.store.snapshot().table(Vbd.CLASS).rows());
    }
}
