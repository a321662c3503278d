package io.xapid.server.vm;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks which drives and interfaces a living guest really has.
 *
 * <p>A guest may let go of one by itself, as one does that was asked to and took longer than anyone waited: what was
 * attached for it is let go of too, and its row says so. And it may hold one whose row says otherwise, when plugging it
 * failed half-way and could not be taken back: then the row must say that it is attached, or another guest would be given the
 * same disk to write to.
 */
final class DeviceLook {
    private static final Logger log = LoggerFactory.getLogger(DeviceLook.class);

    private final Workshop on;

    DeviceLook(Workshop on) {
        this.on = on;
    }

    /**
     * Makes the rows true.
     *
     * @param domain what the domain is made of now
     * @return whether it has more than the rows have said, which storage and network may not know of
     */
    boolean at(Row<Vm> vm, DomainSpec domain) {
        Snapshot state = on.store().snapshot();
        List<Row<Vbd>> drives = vm.get(Vm.VBDS).stream()
                .flatMap(ref -> state.find(Vbd.CLASS, ref).stream())
                .filter(vbd -> has(vm, vbd, domain) != vbd.get(Vbd.CURRENTLY_ATTACHED))
                .toList();
        List<Row<Vif>> interfaces = vm.get(Vm.VIFS).stream()
                .flatMap(ref -> state.find(Vif.CLASS, ref).stream())
                .filter(vif -> has(vif, domain) != vif.get(Vif.CURRENTLY_ATTACHED))
                .toList();
        List<Row<Vbd>> lostDrives =
                drives.stream().filter(DeviceLook::isSaidToBeThere).toList();
        List<Row<Vif>> lostInterfaces = interfaces.stream()
                .filter(vif -> vif.get(Vif.CURRENTLY_ATTACHED))
                .toList();
        if (drives.isEmpty() && interfaces.isEmpty()) {
            return false;
        }
        log.warn(
                "VM {} has let go of {} drives and {} interfaces, and holds {} and {} that were not said to be there",
                vm.get(Vm.UUID),
                lostDrives.size(),
                lostInterfaces.size(),
                drives.size() - lostDrives.size(),
                interfaces.size() - lostInterfaces.size());
        letGo(vm, lostDrives, lostInterfaces);
        on.store()
                .transact(transaction -> {
                    drives.stream()
                            .filter(vbd -> transaction.get(Vbd.CLASS, vbd.ref()) != null)
                            .forEach(vbd -> write(transaction, vm, vbd));
                    interfaces.stream()
                            .filter(vif -> transaction.get(Vif.CLASS, vif.ref()) != null)
                            .forEach(vif -> write(transaction, vif));
                    transaction.touch(Vm.CLASS, vm.ref());
                    return true;
                })
                .join();
        return drives.size() > lostDrives.size() || interfaces.size() > lostInterfaces.size();
    }

    private static boolean isSaidToBeThere(Row<Vbd> vbd) {
        return vbd.get(Vbd.CURRENTLY_ATTACHED);
    }

    private static void write(Transaction transaction, Row<Vm> vm, Row<Vbd> vbd) {
        if (isSaidToBeThere(vbd)) {
            DeviceRecords.disconnected(transaction, vbd);
        } else {
            DeviceRecords.connected(
                    transaction, vbd, DriveNames.nameOf(slot(vm, vbd).getAsInt()));
        }
    }

    private static void write(Transaction transaction, Row<Vif> vif) {
        if (vif.get(Vif.CURRENTLY_ATTACHED)) {
            DeviceRecords.disconnectedInterface(transaction, vif);
        } else {
            DeviceRecords.connectedInterface(transaction, vif.ref());
        }
    }

    private void letGo(Row<Vm> vm, List<Row<Vbd>> drives, List<Row<Vif>> interfaces) {
        new Remains(
                        DomainSpecs.idOf(vm),
                        drives.stream()
                                .filter(vbd -> !vbd.get(Vbd.VDI).isNull())
                                .map(Remains::drive)
                                .toList(),
                        interfaces.stream().map(vif -> Remains.port(vm, vif)).toList())
                .letGo(on.disks(), on.networks());
    }

    /** A drive whose position is none here is not judged. */
    private static boolean has(Row<Vm> vm, Row<Vbd> vbd, DomainSpec domain) {
        OptionalInt slot = slot(vm, vbd);
        return slot.isPresent() ? domain.disk(slot.getAsInt()).isPresent() : vbd.get(Vbd.CURRENTLY_ATTACHED);
    }

    private static OptionalInt slot(Row<Vm> vm, Row<Vbd> vbd) {
        return DriveNames.position(vbd.get(Vbd.USERDEVICE), DriveNames.Room.of(vm));
    }

    private static boolean has(Row<Vif> vif, DomainSpec domain) {
        String device = vif.get(Vif.DEVICE);
        return device.matches("[0-9]{1,3}")
                ? domain.nic(Integer.parseInt(device)).isPresent()
                : vif.get(Vif.CURRENTLY_ATTACHED);
    }
}
