package io.xapid.server.vm;

import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vgpu;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.Vusb;
import java.util.Map;
import java.util.Set;

/** Writes on devices' rows whether the guest has them. */
final class DeviceRecords {
    private DeviceRecords() {}

    static void connected(Transaction transaction, Blueprint.Drive drive) {
        Row<Vbd> vbd = transaction.get(Vbd.CLASS, drive.vbd());
        if (vbd != null) {
            connected(transaction, vbd, drive.name());
        }
    }

    /** @param name what the guest calls it */
    static void connected(Transaction transaction, Row<Vbd> vbd, String name) {
        transaction.set(Vbd.CLASS, vbd.ref(), Vbd.CURRENTLY_ATTACHED, true);
        transaction.set(Vbd.CLASS, vbd.ref(), Vbd.RESERVED, false);
        transaction.set(Vbd.CLASS, vbd.ref(), Vbd.DEVICE, name);
        transaction.touch(Vbd.CLASS, vbd.ref());
    }

    static void connected(Transaction transaction, Blueprint.Port port) {
        if (transaction.get(Vif.CLASS, port.vif()) != null) {
            connectedInterface(transaction, port.vif());
        }
    }

    static void connectedInterface(Transaction transaction, Ref<Vif> vif) {
        transaction.set(Vif.CLASS, vif, Vif.CURRENTLY_ATTACHED, true);
        transaction.set(Vif.CLASS, vif, Vif.RESERVED, false);
        transaction.touch(Vif.CLASS, vif);
    }

    static void disconnected(Transaction transaction, Row<Vbd> vbd) {
        transaction.set(Vbd.CLASS, vbd.ref(), Vbd.CURRENTLY_ATTACHED, false);
        transaction.set(Vbd.CLASS, vbd.ref(), Vbd.RESERVED, false);
        transaction.touch(Vbd.CLASS, vbd.ref());
    }

    static void disconnectedInterface(Transaction transaction, Row<Vif> vif) {
        transaction.set(Vif.CLASS, vif.ref(), Vif.CURRENTLY_ATTACHED, false);
        transaction.set(Vif.CLASS, vif.ref(), Vif.RESERVED, false);
        transaction.set(Vif.CLASS, vif.ref(), Vif.RESERVED_PCI, Ref.none());
        transaction.touch(Vif.CLASS, vif.ref());
    }

    /** The guest is gone, and with it everything it was connected to. */
    static void disconnectAll(Transaction transaction, Row<Vm> vm) {
        vm.get(Vm.VBDS).forEach(ref -> {
            Row<Vbd> vbd = transaction.get(Vbd.CLASS, ref);
            if (vbd != null) {
                disconnected(transaction, vbd);
                transaction.set(Vbd.CLASS, ref, Vbd.CURRENT_OPERATIONS, Map.of());
            }
        });
        vm.get(Vm.VIFS).forEach(ref -> {
            Row<Vif> vif = transaction.get(Vif.CLASS, ref);
            if (vif != null) {
                disconnectedInterface(transaction, vif);
                transaction.set(Vif.CLASS, ref, Vif.CURRENT_OPERATIONS, Map.of());
            }
        });
        vm.get(Vm.VUSBS).forEach(ref -> {
            transaction.set(Vusb.CLASS, ref, Vusb.CURRENTLY_ATTACHED, false);
            transaction.set(Vusb.CLASS, ref, Vusb.CURRENT_OPERATIONS, Map.of());
        });
        vm.get(Vm.VGPUS).forEach(ref -> {
            transaction.set(Vgpu.CLASS, ref, Vgpu.CURRENTLY_ATTACHED, false);
            transaction.set(Vgpu.CLASS, ref, Vgpu.RESIDENT_ON, Ref.none());
            transaction.set(Vgpu.CLASS, ref, Vgpu.SCHEDULED_TO_BE_RESIDENT_ON, Ref.none());
            transaction.set(Vgpu.CLASS, ref, Vgpu.PCI, Ref.none());
        });
    }

    /** What may be done with a device depends on its VM, so it reads differently when the VM does. */
    static void touchAll(Transaction transaction, Row<Vm> vm) {
        touchOthers(transaction, vm, Set.of(), Set.of());
    }

    static void touchOthers(Transaction transaction, Row<Vm> vm, Set<Ref<Vbd>> drives, Set<Ref<Vif>> interfaces) {
        vm.get(Vm.VBDS).stream().filter(ref -> !drives.contains(ref)).forEach(ref -> transaction.touch(Vbd.CLASS, ref));
        vm.get(Vm.VIFS).stream()
                .filter(ref -> !interfaces.contains(ref))
                .forEach(ref -> transaction.touch(Vif.CLASS, ref));
    }
}
