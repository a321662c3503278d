package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.xen.libxl.LibxlContext;
import io.xapid.hypervisor.xen.libxl.LibxlException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Changes a guest's drives and NICs; before it is built, that is a change of its spec. */
final class XenDevices {
    private static final Set<DomainState> CHANGEABLE =
            EnumSet.of(DomainState.CREATED, DomainState.PAUSED, DomainState.RUNNING);

    private final XenDomain domain;
    private final XenLimits limits;

    XenDevices(XenDomain domain, XenLimits limits) {
        this.domain = domain;
        this.limits = limits;
    }

    void plug(Disk disk) {
        DomainSpec spec = domain.require("plug drive " + disk.slot() + " of", CHANGEABLE);
        if (spec.disk(disk.slot()).equals(Optional.of(disk))) {
            return;
        }
        checkFree(spec.disk(disk.slot()).isEmpty(), "drive", disk.slot());
        limits.check(spec.plus(disk));
        checkNotEmulated(spec, disk);
        disk.medium().ifPresent(medium -> insert(spec, disk, medium));
        write(spec.plus(disk));
    }

    /** A machine's old controller is made with all its drives. */
    private void checkNotEmulated(DomainSpec spec, Disk disk) {
        if (disk.bus() == Disk.Bus.EMULATED
                && disk.slot() < Drives.OLD_PLACES
                && DomainConfig.typeOf(spec).equals(DomainConfig.HVM)
                && isBuilt()) {
            throw onOldController(disk.slot());
        }
    }

    private HypervisorException onOldController(int slot) {
        return new HypervisorException(
                Reason.UNSUPPORTED,
                "guest %s: drive %d is on a controller whose drives do not change while the guest lives"
                        .formatted(domain.vm(), slot));
    }

    private void insert(DomainSpec spec, Disk disk, Medium medium) {
        if (isBuilt()) {
            XenLife.checkReadable(spec, disk.slot(), medium);
            act("plug drive " + disk.slot(), (libxl, domid) -> libxl.devices().addDisk(domid, DomainConfig.of(disk)));
        }
    }

    void plug(Nic nic) {
        DomainSpec spec = domain.require("plug NIC " + nic.slot() + " of", CHANGEABLE);
        if (spec.nic(nic.slot()).equals(Optional.of(nic))) {
            return;
        }
        checkFree(spec.nic(nic.slot()).isEmpty(), "NIC", nic.slot());
        limits.check(nic);
        if (isBuilt()) {
            XenLife.checkBridge(spec, nic);
            act("plug NIC " + nic.slot(), (libxl, domid) -> libxl.devices().addNic(domid, DomainConfig.of(nic)));
        }
        write(spec.plus(nic));
    }

    private void checkFree(boolean free, String what, int slot) {
        if (!free) {
            throw new HypervisorException(
                    Reason.WRONG_STATE, "guest %s has another %s in slot %d".formatted(domain.vm(), what, slot));
        }
    }

    void unplugDisk(int slot) {
        if (domain.folder().exists()) { // else it is away already
            DomainSpec spec = spec();
            if (spec.disk(slot).isPresent() && isBuilt() && oldDrive(slot).isPresent()) {
                checkLetGo(spec.disk(slot).get());
            }
            takeOut(slot);
            write(spec().minusDisk(slot));
        }
    }

    /** Only a running guest can be asked; one that stands still has its drive torn away. */
    private void takeOut(int slot) {
        if (isBuilt()) {
            boolean asking = domain.status().state() == DomainState.RUNNING;
            act("unplug drive " + slot, (libxl, domid) -> {
                for (String name : Drives.names(slot)) {
                    libxl.devices().removeDisk(domid, name, asking);
                }
            });
        }
    }

    /** The drive's name on a machine's old controller, if it was built with it there. */
    private Optional<String> oldDrive(int slot) {
        return domain.machine()
                .filter(machine -> slot < Drives.OLD_PLACES && machine.hasOldDrive(slot))
                .map(machine -> Drives.oldName(slot));
    }

    /** QEMU lets go of a disk when a driver for Xen has taken over, and of a CD drive never. */
    private void checkLetGo(Disk disk) {
        XenMachine machine = domain.machine().orElseThrow();
        if (disk.kind() == Disk.Kind.CDROM) {
            throw onOldController(disk.slot());
        }
        if (!machine.driverHas(Drives.oldNumber(disk.slot()))) {
            throw new HypervisorException(
                    Reason.GUEST_UNRESPONSIVE,
                    "guest %s: no driver for Xen has taken drive %d over from the old controller"
                            .formatted(domain.vm(), disk.slot()));
        }
    }

    void unplugNic(int slot) {
        if (domain.folder().exists()) {
            if (isBuilt()) {
                boolean asking = domain.status().state() == DomainState.RUNNING;
                act("unplug NIC " + slot, (libxl, domid) -> libxl.devices().removeNic(domid, slot, asking));
            }
            write(spec().minusNic(slot));
        }
    }

    /**
     * A machine has a CD drive whose discs change. A paravirtual drive without a disc is none at all for the guest: there
     * discs come and go as drives do.
     */
    void changeMedium(int slot, Optional<Medium> medium) {
        DomainSpec spec = domain.require("change the medium of drive " + slot + " of", CHANGEABLE);
        Disk drive = spec.disk(slot)
                .orElseThrow(() -> new HypervisorException(
                        Reason.NOT_FOUND, "guest %s has no drive in slot %d".formatted(domain.vm(), slot)));
        if (drive.medium().equals(medium)) {
            return;
        }
        Optional<String> old = isBuilt() ? oldDrive(slot) : Optional.empty();
        if (old.isPresent()) {
            changeDisc(slot, old.get(), Optional.empty());
        } else {
            takeOut(slot);
        }
        write(spec.plus(drive.withMedium(Optional.empty())));
        if (medium.isPresent()) {
            if (old.isPresent()) {
                XenLife.checkReadable(spec, slot, medium.get());
                changeDisc(slot, old.get(), medium);
            } else {
                insert(spec, drive.withMedium(medium), medium.get());
            }
            write(spec.plus(drive.withMedium(medium)));
        }
    }

    private void changeDisc(int slot, String drive, Optional<Medium> medium) {
        String disc = Drives.disc(drive, medium).toString();
        act(
                "change the disc in drive " + slot,
                (libxl, domid) -> libxl.devices().insertDisc(domid, disc));
    }

    private DomainSpec spec() {
        return domain.spec()
                .orElseThrow(() -> new HypervisorException(Reason.NOT_FOUND, "guest " + domain.vm() + " just went"));
    }

    private boolean isBuilt() {
        return domain.built().flatMap(domain::info).isPresent();
    }

    private interface Act {
        void with(LibxlContext libxl, int domid) throws LibxlException;
    }

    private void act(String doing, Act act) {
        int domid = domain.built().orElseThrow().domid();
        domain.libxl(doing, libxl -> {
            act.with(libxl, domid);
            return true;
        });
    }

    private void write(DomainSpec spec) {
        try {
            domain.folder().writeSpec(spec);
        } catch (IOException e) {
            throw domain.failed("cannot write down its devices", e);
        }
    }
}
