package io.xapid.server.vm;

import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.Nic;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DeviceFailure;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Translates the drives and interfaces of one VM. */
final class DeviceSpecs {
    private static final int OLD_CONTROLLER_PLACES = 4;
    private static final int USUAL_MTU = 1500;

    private final Lookup state;
    private final Row<Vm> vm;
    private final Capabilities capabilities;

    DeviceSpecs(Lookup state, Row<Vm> vm, Capabilities capabilities) {
        this.state = state;
        this.vm = vm;
        this.capabilities = capabilities;
    }

    /** In the order of their positions. */
    List<Blueprint.Drive> drives() {
        List<Blueprint.Drive> drives = vm.get(Vm.VBDS).stream()
                .flatMap(ref -> Stream.ofNullable(state.get(Vbd.CLASS, ref)))
                .filter(vbd -> vbd.get(Vbd.TYPE) == VbdType.CD || !vbd.get(Vbd.EMPTY))
                .map(this::drive)
                .sorted(Comparator.comparingInt(Blueprint.Drive::slot))
                .toList();
        if (drives.size() > capabilities.maxDisks()) {
            throw new CallFailure.OperationNotAllowed(
                    "A guest of this host has at most %d drives.".formatted(capabilities.maxDisks()));
        }
        var slots = new HashSet<Integer>();
        for (Blueprint.Drive drive : drives) {
            if (!slots.add(drive.slot())) {
                throw new VmBootFailure.DuplicateVbdDevice(vm.ref(), drive.vbd(), drive.name());
            }
        }
        return drives;
    }

    Blueprint.Drive drive(Row<Vbd> vbd) {
        if (vbd.get(Vbd.TYPE) == VbdType.FLOPPY) {
            throw new CallFailure.NotImplemented("floppy drives");
        }
        boolean cd = vbd.get(Vbd.TYPE) == VbdType.CD;
        int slot = position(vm, vbd);
        return new Blueprint.Drive(
                vbd.ref(),
                vbd.get(Vbd.EMPTY) ? Ref.none() : vbd.get(Vbd.VDI),
                userOf(vbd),
                slot,
                cd ? Disk.Kind.CDROM : Disk.Kind.DISK,
                cd || vbd.get(Vbd.MODE) == VbdMode.READ_ONLY,
                isEmulated(cd, slot) ? Disk.Bus.EMULATED : Disk.Bus.PARAVIRTUAL);
    }

    /** By what name the storage knows a drive. */
    static String userOf(Row<Vbd> vbd) {
        return "vbd-" + vbd.get(Vbd.UUID);
    }

    /** @throws DeviceFailure.InvalidName if that is no name of a drive */
    static int position(Row<Vm> vm, Row<Vbd> vbd) {
        String word = vbd.get(Vbd.USERDEVICE);
        return DriveNames.position(word, DriveNames.Room.of(vm)).orElseThrow(() -> new DeviceFailure.InvalidName(word));
    }

    /** Old systems boot from CD without further drivers, and Windows has none at all until they are installed. */
    private boolean isEmulated(boolean cd, int slot) {
        boolean hvm = VmView.typeOf(vm) == DomainType.HVM;
        return hvm && slot < OLD_CONTROLLER_PLACES && (cd || isWindows());
    }

    private boolean isWindows() {
        return VmView.isTrue(vm.get(Vm.PLATFORM), "viridian");
    }

    /** In the order of their positions. */
    List<Blueprint.Port> ports() {
        List<Blueprint.Port> ports = vm.get(Vm.VIFS).stream()
                .flatMap(ref -> Stream.ofNullable(state.get(Vif.CLASS, ref)))
                .map(this::port)
                .sorted(Comparator.comparingInt(port -> port.nic().device()))
                .toList();
        if (ports.size() > capabilities.maxNics()) {
            throw new CallFailure.OperationNotAllowed(
                    "A guest of this host has at most %d interfaces.".formatted(capabilities.maxNics()));
        }
        return ports;
    }

    Blueprint.Port port(Row<Vif> vif) {
        String device = vif.get(Vif.DEVICE);
        if (!device.matches("0|[1-9][0-9]?") || Integer.parseInt(device) >= Nic.SLOTS) {
            throw new DeviceFailure.InvalidName(device);
        }
        boolean emulated = VmView.typeOf(vm) == DomainType.HVM && isWindows();
        return new Blueprint.Port(
                vif.ref(),
                vif.get(Vif.NETWORK),
                new NetworkAccess.Interface(vm.get(Vm.UUID), Integer.parseInt(device), vif.get(Vif.MAC), mtu(vif)),
                emulated ? Nic.Model.EMULATED : Nic.Model.PARAVIRTUAL);
    }

    private int mtu(Row<Vif> vif) {
        long own = vif.get(Vif.MTU);
        Row<Network> network = own > 0 ? null : state.get(Network.CLASS, vif.get(Vif.NETWORK));
        long wanted = network == null ? own : network.get(Network.MTU);
        return wanted >= 68 && wanted <= 65_535 ? (int) wanted : USUAL_MTU;
    }
}
