package io.xapid.server.vm;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks which drives and interfaces a living guest has let go of by itself, as one does that was asked to and took longer
 * than anyone waited. What was attached for them is let go of too, and their rows say so.
 */
final class DeviceLook {
    private static final Logger log = LoggerFactory.getLogger(DeviceLook.class);

    private final Workshop on;

    DeviceLook(Workshop on) {
        this.on = on;
    }

    /** @param domain what the domain is made of now */
    void at(Row<Vm> vm, DomainSpec domain) {
        Snapshot state = on.store().snapshot();
        List<Row<Vbd>> drives = vm.get(Vm.VBDS).stream()
                .flatMap(ref -> state.find(Vbd.CLASS, ref).stream())
                .filter(vbd -> vbd.get(Vbd.CURRENTLY_ATTACHED) && isGone(vm, vbd, domain))
                .toList();
        List<Row<Vif>> interfaces = vm.get(Vm.VIFS).stream()
                .flatMap(ref -> state.find(Vif.CLASS, ref).stream())
                .filter(vif -> vif.get(Vif.CURRENTLY_ATTACHED) && isGone(vif, domain))
                .toList();
        if (drives.isEmpty() && interfaces.isEmpty()) {
            return;
        }
        log.info("VM {} has let go of {} drives and {} interfaces", vm.get(Vm.UUID), drives.size(), interfaces.size());
        letGo(vm, drives, interfaces);
        on.store()
                .transact(transaction -> {
                    drives.stream()
                            .filter(vbd -> transaction.get(Vbd.CLASS, vbd.ref()) != null)
                            .forEach(vbd -> DeviceRecords.disconnected(transaction, vbd));
                    interfaces.stream()
                            .filter(vif -> transaction.get(Vif.CLASS, vif.ref()) != null)
                            .forEach(vif -> DeviceRecords.disconnectedInterface(transaction, vif));
                    transaction.touch(Vm.CLASS, vm.ref());
                    return true;
                })
                .join();
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

    private static boolean isGone(Row<Vm> vm, Row<Vbd> vbd, DomainSpec domain) {
        return DriveNames.position(vbd.get(Vbd.USERDEVICE), DriveNames.Room.of(vm)).stream()
                .anyMatch(slot -> domain.disk(slot).isEmpty());
    }

    private static boolean isGone(Row<Vif> vif, DomainSpec domain) {
        String device = vif.get(Vif.DEVICE);
        return device.matches("[0-9]{1,3}")
                && domain.nic(Integer.parseInt(device)).isEmpty();
    }
}
