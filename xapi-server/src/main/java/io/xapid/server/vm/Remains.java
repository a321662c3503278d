package io.xapid.server.vm;

import io.xapid.hypervisor.VmId;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be taken away when a guest ends: its domain, and what was attached for it. Read leniently, from its rows. */
record Remains(VmId id, List<Drive> drives, List<Port> ports) {
    private static final Logger log = LoggerFactory.getLogger(Remains.class);

    Remains {
        drives = List.copyOf(drives);
        ports = List.copyOf(ports);
    }

    /** Lets go of all that was attached for the guest, which has no domain any more. What fails is logged, and no more. */
    void letGo(DiskAccess disks, NetworkAccess networks) {
        drives.forEach(drive -> leniently(drive.name(), () -> disks.detach(drive.vdi(), drive.user())));
        ports.forEach(port -> leniently(port.name(), () -> networks.detach(port.network(), port.nic())));
    }

    private void leniently(String device, Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException problem) {
            log.warn("{} of guest {} could not be let go of", device, id, problem);
        }
    }

    record Drive(String name, Ref<Vdi> vdi, String user) {}

    record Port(String name, Ref<Network> network, NetworkAccess.Interface nic) {}

    static Remains of(Lookup state, Row<Vm> vm) {
        return new Remains(
                DomainSpecs.idOf(vm),
                vm.get(Vm.VBDS).stream()
                        .flatMap(ref -> Stream.ofNullable(state.get(Vbd.CLASS, ref)))
                        .filter(vbd -> !vbd.get(Vbd.VDI).isNull())
                        .map(Remains::drive)
                        .toList(),
                vm.get(Vm.VIFS).stream()
                        .flatMap(ref -> Stream.ofNullable(state.get(Vif.CLASS, ref)))
                        .filter(vif -> vif.get(Vif.DEVICE).matches("[0-9]{1,3}"))
                        .map(vif -> port(vm, vif))
                        .toList());
    }

    static Drive drive(Row<Vbd> vbd) {
        String word = vbd.get(Vbd.USERDEVICE);
        String name = DriveNames.position(word, DriveNames.Room.CONTROL_DOMAIN).stream()
                .mapToObj(DriveNames::nameOf)
                .findFirst()
                .orElse(word);
        return new Drive(name, vbd.get(Vbd.VDI), DeviceSpecs.userOf(vbd));
    }

    static Port port(Row<Vm> vm, Row<Vif> vif) {
        int device = Integer.parseInt(vif.get(Vif.DEVICE));
        return new Port(
                "NIC " + device,
                vif.get(Vif.NETWORK),
                new NetworkAccess.Interface(vm.get(Vm.UUID), device, vif.get(Vif.MAC), (int) (long) vif.get(Vif.MTU)));
    }
}
