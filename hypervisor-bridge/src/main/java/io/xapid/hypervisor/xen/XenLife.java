package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.GuestData;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.PciAddress;
import io.xapid.hypervisor.VcpuShare;
import io.xapid.hypervisor.bridge.GuestFolder;
import io.xapid.hypervisor.xen.XenFolder.Again;
import io.xapid.hypervisor.xen.XenFolder.Built;
import io.xapid.hypervisor.xen.libxl.DomainInfo.Shutdown;
import io.xapid.hypervisor.xen.libxl.LibxlContext;
import io.xapid.hypervisor.xen.libxl.LibxlException;
import io.xapid.hypervisor.xen.store.Permission;
import io.xapid.hypervisor.xen.store.Permission.Access;
import io.xapid.hypervisor.xen.store.XenstoreException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A guest's way from its creation to its end. */
final class XenLife {
    static final Set<DomainState> ALIVE = EnumSet.of(DomainState.PAUSED, DomainState.RUNNING);
    private static final Set<DomainState> BUILDABLE = EnumSet.of(DomainState.CREATED);
    private static final Path INTERFACES = Path.of("/sys/class/net");
    private static final Path DEVICES = Path.of("/sys/bus/pci/devices");
    private static final Path PASSED_ON_BY = Path.of("/sys/bus/pci/drivers/pciback");

    private final XenDomain domain;

    XenLife(XenDomain domain) {
        this.domain = domain;
    }

    void create(DomainSpec spec) {
        if (domain.tools().asking().ask(libxl -> libxl.find(spec.vm().uuid())).isPresent()) {
            throw new HypervisorException(
                    Reason.WRONG_STATE, "there is a domain of guest %s that is not ours".formatted(spec.vm()));
        }
        written(() -> domain.folder().create(spec));
    }

    void build() {
        DomainSpec spec = domain.require("build", BUILDABLE);
        int vcpus = spec.vcpus().atStart();
        bringUp(spec, vcpus, Again.NO, libxl -> libxl.create(domain.config(spec, vcpus)));
    }

    void restore(ReadableByteChannel saved) {
        DomainSpec spec = domain.require("restore", BUILDABLE);
        domain.tools().offers().processors().checkAllAreHere(spec);
        int vcpus = spec.vcpus().atStart();
        bringUp(spec, vcpus, Again.NO, libxl -> libxl.streams().restore(domain.config(spec, vcpus), saved));
        written(() -> domain.folder()
                .writeLife(new GuestFolder.Life(domain.tools().clock().millis(), 0)));
    }

    /** Has a domain made; if that fails, what was made of it is taken away again. */
    void bringUp(DomainSpec spec, int vcpus, Again again, XenDomain.Work<Integer> making) {
        checkWhatItNeeds(spec);
        written(() -> domain.linkDrives(spec));
        int domid;
        try {
            domid = domain.libxl("build it", libxl -> {
                int made = making.with(libxl);
                emptyDrives(libxl, made, spec);
                return made;
            });
        } catch (HypervisorException e) {
            tidyAfter(e);
            throw e;
        }
        try {
            written(() -> domain.folder().writeBuilt(new Built(domid, vcpus, again)));
            handOver(domid, spec.data());
            domain.listen(domid);
        } catch (HypervisorException | XenstoreException e) {
            domain.letGo();
            var failure = e instanceof HypervisorException known ? known : domain.failed("cannot hear it", e);
            tidyAfter(failure);
            if (again == Again.NO) { // a restart knows itself what becomes of a guest that was there before
                forgetBuilt(failure);
            }
            throw failure;
        }
    }

    /** As others do that run guests on Xen, and so that the guest itself may write there too. */
    void handOver(int domid, GuestData data) {
        if (data.entries().isEmpty()) {
            return;
        }
        var store = domain.tools().store();
        String place = store.domainPath(domid) + "/vm-data";
        try {
            store.transact(tree -> {
                tree.makeDirectory(place);
                tree.setPermissions(
                        place, List.of(new Permission(domid, Access.NONE))); // what is made in it has the same
                data.entries().forEach((path, value) -> tree.write(place + "/" + path, value));
                return true;
            });
        } catch (XenstoreException e) {
            throw domain.failed("cannot write into its xenstore", e);
        }
    }

    static void emptyDrives(LibxlContext libxl, int domid, DomainSpec spec) throws LibxlException {
        for (String empty : Drives.emptied(spec)) {
            libxl.devices().insertDisc(domid, empty);
        }
    }

    private void tidyAfter(HypervisorException failure) {
        try {
            end();
        } catch (HypervisorException e) {
            failure.addSuppressed(e);
        }
    }

    /** Better words than libxl's for what is most often missing. */
    private static void checkWhatItNeeds(DomainSpec spec) {
        for (Disk disk : spec.disks()) {
            disk.medium().ifPresent(medium -> checkReadable(spec, disk.slot(), medium));
        }
        if (spec.boot() instanceof Boot.DirectKernel direct) {
            checkReadable(spec, "kernel", direct.kernel());
            direct.initrd().ifPresent(initrd -> checkReadable(spec, "initrd", initrd));
        }
        spec.nics().forEach(nic -> checkBridge(spec, nic));
        spec.hostDevices().forEach(device -> checkDevice(spec, device));
    }

    private static void checkDevice(DomainSpec spec, PciAddress device) {
        String missing = Files.exists(DEVICES.resolve(device.toString())) ? "" : "there is no device " + device;
        if (missing.isEmpty() && !Files.exists(PASSED_ON_BY)) {
            missing = "the module xen-pciback, which passes devices on, is not loaded";
        }
        if (!missing.isEmpty()) {
            throw new HypervisorException(Reason.FAILED, "guest %s: %s".formatted(spec.vm(), missing));
        }
    }

    static void checkReadable(DomainSpec spec, int slot, Medium medium) {
        checkReadable(spec, "drive " + slot, medium.path());
    }

    private static void checkReadable(DomainSpec spec, String what, Path path) {
        if (!Files.isReadable(path)) {
            throw new HypervisorException(
                    Reason.FAILED, "guest %s: %s: cannot read %s".formatted(spec.vm(), what, path));
        }
    }

    static void checkBridge(DomainSpec spec, Nic nic) {
        if (nic.attachment() instanceof Nic.Attachment.Bridge bridge
                && !Files.isDirectory(INTERFACES.resolve(bridge.name()))) {
            throw new HypervisorException(
                    Reason.FAILED, "guest %s: NIC %d: no bridge %s".formatted(spec.vm(), nic.slot(), bridge.name()));
        }
    }

    void unpause() {
        domain.require("unpause", ALIVE);
        Built built = alive();
        if (domain.info(built).orElseThrow(() -> went()).paused()) { // libxl does not let a running one run
            domain.libxl("unpause it", nothing(libxl -> libxl.unpause(built.domid())));
        }
        written(() -> {
            if (domain.folder().life().isEmpty()) {
                domain.folder()
                        .writeLife(new GuestFolder.Life(domain.tools().clock().millis(), 0));
            }
        });
    }

    void pause() {
        domain.require("pause", ALIVE);
        Built built = alive();
        if (!domain.info(built).orElseThrow(() -> went()).paused()) {
            domain.libxl("pause it", nothing(libxl -> libxl.pause(built.domid())));
        }
    }

    /** What a device of the host holds of a guest cannot be saved. */
    void checkMovable() {
        DomainSpec spec = domain.spec().orElseThrow(() -> went());
        if (!spec.hostDevices().isEmpty()) {
            throw new HypervisorException(
                    Reason.UNSUPPORTED,
                    "guest %s: it has devices of this host, whose state cannot be saved or sent: %s"
                            .formatted(domain.vm(), spec.hostDevices()));
        }
    }

    void suspend(WritableByteChannel to) {
        domain.require("suspend", ALIVE);
        checkMovable();
        Built built = alive();
        boolean paused = domain.info(built).orElseThrow(() -> went()).paused();
        try {
            domain.libxl("save it", libxl -> {
                if (paused) {
                    libxl.unpause(built.domid()); // the guest itself has to make ready
                }
                libxl.streams().save(built.domid(), to);
                return true;
            });
        } catch (HypervisorException e) {
            goOnPaused(built, e);
            throw e;
        }
        noteSuspended("");
    }

    /** Its state is elsewhere now: a later daemon must not let it go on. */
    void noteSuspended(String detail) {
        written(() -> domain.folder().writeEnding(new GuestFolder.Ending(DomainState.SUSPENDED, detail)));
        domain.letGo();
    }

    /** It was not sent after all: it runs on. */
    void goOn(Built built, HypervisorException cause) {
        try {
            domain.libxl("let it go on", nothing(libxl -> {
                if (libxl.info(built.domid()).flatMap(info -> info.shutdown()).equals(Optional.of(Shutdown.SUSPEND))) {
                    libxl.resume(built.domid());
                }
            }));
        } catch (HypervisorException e) {
            cause.addSuppressed(e);
        }
    }

    /** What was saved or sent is wanted nowhere else: it runs on here. */
    void takeBack() {
        Built built = alive();
        domain.libxl("take it back", nothing(libxl -> libxl.resume(built.domid())));
        written(() -> domain.folder().forgetEnding());
        domain.listen(built.domid());
    }

    /** What came of it is taken away again, and it is as it was before. */
    void unmake(HypervisorException cause) {
        domain.letGo();
        tidyAfter(cause);
        forgetBuilt(cause);
    }

    private void forgetBuilt(HypervisorException cause) {
        try {
            domain.folder().forgetBuilt();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** After a failed suspend the guest stays, paused. */
    private void goOnPaused(Built built, HypervisorException cause) {
        try {
            domain.libxl("leave it paused", nothing(libxl -> {
                var left = libxl.info(built.domid());
                if (left.isPresent() && !left.get().paused()) {
                    libxl.pause(built.domid());
                }
                if (left.flatMap(info -> info.shutdown()).equals(Optional.of(Shutdown.SUSPEND))) {
                    libxl.resume(built.domid());
                }
            }));
        } catch (HypervisorException e) {
            cause.addSuppressed(e);
        }
    }

    void requestShutdown() {
        domain.require("shut down", EnumSet.of(DomainState.RUNNING));
        Built built = alive();
        domain.libxl("ask it to shut down", nothing(libxl -> {
            try {
                libxl.shutdown(built.domid());
            } catch (LibxlException e) {
                if (!e.isWithoutDrivers()) {
                    throw e;
                }
                libxl.signals().pressPower(built.domid()); // what any system of a machine understands
            }
        }));
    }

    void requestReboot() {
        domain.require("reboot", EnumSet.of(DomainState.RUNNING));
        Built built = alive();
        domain.libxl("ask it to reboot", nothing(libxl -> libxl.reboot(built.domid())));
    }

    void destroy() {
        domain.letGo();
        end();
        written(() -> domain.folder().remove());
    }

    /** Ends whichever domain has the guest's uuid, if it is ours. */
    void end() {
        if (!domain.folder().exists()) {
            return;
        }
        var domid = domain.tools().asking().ask(libxl -> libxl.find(domain.vm().uuid()));
        if (domid.isPresent()) {
            domain.libxl("destroy it", nothing(libxl -> libxl.destroy(domid.get())));
        }
    }

    /** Takes over what an earlier daemon left, and finishes what it was killed in the middle of. */
    void adopt() {
        Optional<Built> built = domain.built();
        if (built.isEmpty()) {
            end(); // killed while it built it: nobody was told that it is there
        } else if (built.get().again() != Again.NO) {
            new XenRestart(domain).restart(built.get(), built.get().again());
        } else if (domain.info(built.get()).isPresent()) {
            domain.listen(built.get().domid());
            boolean unsaved = domain.status().state() == DomainState.PAUSED
                    && domain.info(built.get()).flatMap(info -> info.shutdown()).equals(Optional.of(Shutdown.SUSPEND));
            if (unsaved) {
                domain.libxl("let it go on", nothing(libxl -> {
                    libxl.pause(built.get().domid());
                    libxl.resume(built.get().domid());
                }));
            }
        }
    }

    void setMemoryTarget(long bytes) {
        Built built = alive();
        domain.libxl("set its memory target", nothing(libxl -> libxl.setMemoryTarget(built.domid(), bytes >> 10)));
    }

    void setVcpus(int count) {
        Built built = alive();
        domain.libxl("change its vCPUs", nothing(libxl -> libxl.processors().setCount(built.domid(), count)));
        written(() -> domain.folder().writeBuilt(new Built(built.domid(), count, built.again())));
    }

    void setVcpuShare(VcpuShare share) {
        DomainSpec spec = domain.require("change the share of", ALIVE);
        Built built = alive();
        domain.libxl("change its share of processors", nothing(libxl -> {
            libxl.processors().setShare(built.domid(), DomainConfig.of(share).toString());
            libxl.processors().setPlaces(built.domid(), spec.vcpus().max(), share.inOrder());
        }));
        written(() -> domain.folder().writeSpec(spec.withVcpus(spec.vcpus().withShare(share))));
    }

    Built alive() {
        return domain.built().orElseThrow(() -> went());
    }

    HypervisorException went() {
        return new HypervisorException(Reason.NOT_FOUND, "guest " + domain.vm() + " just went");
    }

    interface Act {
        void with(LibxlContext libxl) throws LibxlException, IOException;
    }

    static XenDomain.Work<Boolean> nothing(Act act) {
        return libxl -> {
            act.with(libxl);
            return true;
        };
    }

    interface Note {
        void write() throws IOException;
    }

    void written(Note note) {
        try {
            note.write();
        } catch (IOException e) {
            throw domain.failed("cannot write to " + domain.folder().path(), e);
        }
    }
}
