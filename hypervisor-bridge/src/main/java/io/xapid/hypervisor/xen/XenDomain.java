package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.DomainStatus;
import io.xapid.hypervisor.GuestReport;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.GuestFolder;
import io.xapid.hypervisor.bridge.Printable;
import io.xapid.hypervisor.xen.XenFolder.Again;
import io.xapid.hypervisor.xen.XenFolder.Built;
import io.xapid.hypervisor.xen.libxl.DomainInfo;
import io.xapid.hypervisor.xen.libxl.LibxlContext;
import io.xapid.hypervisor.xen.libxl.LibxlException;
import io.xapid.hypervisor.xen.store.XenstoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One guest, and the answer to how it is. Holds no state that its folder or Xen itself could not tell again to the next
 * daemon.
 */
final class XenDomain {
    private static final int NO_DISC_BYTES = 32 << 10;
    private static final Set<DomainInfo.Shutdown> RESTARTS =
            Set.of(DomainInfo.Shutdown.REBOOT, DomainInfo.Shutdown.SOFT_RESET);

    private static final int SAID = 1_000;

    /** Who destroys a domain ends its QEMU first: only what is there after this has broken. */
    private static final Executor AFTER_A_WHILE = CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);

    private static final CompletableFuture<Void> NEVER = CompletableFuture.completedFuture(null);

    private final VmId vm;
    private final XenTools tools;
    private final XenFolder folder;
    private final GuestFiles files;
    private final XenConsoles consoles;
    private Optional<GuestEar> ear = Optional.empty();
    private CompletableFuture<Void> machineEnd = NEVER;
    private volatile boolean leaving;
    private volatile DomainState lastSeen = DomainState.ABSENT;

    XenDomain(VmId vm, XenTools tools) {
        this.vm = vm;
        this.tools = tools;
        this.folder = new XenFolder(tools.runDirectory(), vm);
        this.files = new GuestFiles(tools.shortWay().resolve(vm.toString()));
        this.consoles = new XenConsoles(folder, files);
    }

    VmId vm() {
        return vm;
    }

    XenTools tools() {
        return tools;
    }

    XenFolder folder() {
        return folder;
    }

    // How it is

    DomainStatus status() {
        try {
            if (!folder.exists()) {
                return DomainStatus.ABSENT;
            }
            Optional<Built> built = folder.built();
            if (built.isEmpty()) {
                return status(DomainState.CREATED, "");
            }
            if (built.get().again() != Again.NO) {
                return restarting(built.get().again());
            }
            Optional<DomainInfo> info = info(built.get());
            return info.isEmpty() ? gone() : living(info.get());
        } catch (IOException e) {
            throw failed("cannot read " + folder.path(), e);
        }
    }

    private DomainStatus restarting(Again again) throws IOException {
        return status(again == Again.PAUSED ? DomainState.PAUSED : DomainState.RUNNING, "it is being restarted");
    }

    private DomainStatus living(DomainInfo info) throws IOException {
        if (info.shutdown().isEmpty()) {
            Optional<GuestFolder.Ending> ending = folder.ending();
            if (ending.isPresent() && ending.get().state() == DomainState.CRASHED) {
                return status(DomainState.CRASHED, ending.get().detail());
            }
            return status(info.paused() ? DomainState.PAUSED : DomainState.RUNNING, "");
        }
        return switch (info.shutdown().get()) {
            case POWEROFF -> status(DomainState.POWERED_OFF, "the guest switched itself off");
            case REBOOT -> restarting(Again.RUNNING);
            case SOFT_RESET ->
                leavesSoftResets()
                        ? status(DomainState.SOFT_RESET, "the guest has another kernel to start")
                        : restarting(Again.RUNNING);
            case SUSPEND -> {
                boolean saved = folder.ending()
                        .filter(ending -> ending.state() == DomainState.SUSPENDED)
                        .isPresent();
                yield saved
                        ? status(DomainState.SUSPENDED, "")
                        : status(DomainState.PAUSED, "it stands still to be saved");
            }
            case CRASH -> status(DomainState.CRASHED, "the guest crashed");
            case WATCHDOG -> status(DomainState.CRASHED, "the guest's watchdog ended it");
            case UNKNOWN -> status(DomainState.CRASHED, "the guest stopped, and Xen does not say why");
        };
    }

    private DomainStatus gone() throws IOException {
        if (!folder.exists()) { // it was just being destroyed
            return DomainStatus.ABSENT;
        }
        Optional<GuestFolder.Ending> ending =
                folder.ending().filter(known -> known.state().isEnded()); // one that was sent cannot be taken back now
        return ending.isPresent()
                ? status(ending.get().state(), ending.get().detail())
                : status(DomainState.LOST, "its domain is gone");
    }

    private DomainStatus status(DomainState state, String detail) throws IOException {
        Optional<GuestFolder.Life> life = folder.life();
        return new DomainStatus(
                state,
                detail,
                life.map(known -> Instant.ofEpochMilli(known.bootedAtMillis())),
                life.map(GuestFolder.Life::resets).orElse(0L));
    }

    Optional<DomainSpec> spec() {
        try {
            return folder.spec();
        } catch (IOException e) {
            throw failed("cannot read its spec", e);
        }
    }

    /** That it was built, and into which domain. */
    Optional<Built> built() {
        try {
            return folder.built();
        } catch (IOException e) {
            throw failed("cannot read which domain it is", e);
        }
    }

    /** What Xen knows of its domain; empty if that is gone. */
    Optional<DomainInfo> info(Built built) {
        return tools.asking()
                .ask(libxl -> libxl.info(built.domid()))
                .filter(info -> info.uuid().equals(vm.uuid()) && !info.dying());
    }

    /** The spec of a guest that is in one of these states. */
    DomainSpec require(String verb, Set<DomainState> states) {
        var status = status();
        if (status.state() == DomainState.ABSENT) {
            throw new HypervisorException(Reason.NOT_FOUND, "cannot %s guest %s: it is not here".formatted(verb, vm));
        }
        if (!states.contains(status.state())) {
            String detail = status.detail().isEmpty() ? "" : " (" + status.detail() + ")";
            throw new HypervisorException(
                    Reason.WRONG_STATE, "cannot %s guest %s: it is %s%s".formatted(verb, vm, status.state(), detail));
        }
        return spec().orElseThrow(() -> new HypervisorException(Reason.NOT_FOUND, "guest " + vm + " just went"));
    }

    // Word of it

    /** Looks whether it ended since the last look; writes down how, since its domain may go before anyone asks. */
    void look() {
        DomainStatus now = status();
        boolean news = now.state() != lastSeen;
        lastSeen = now.state();
        if (news && now.state().isEnded()) {
            try {
                synchronized (folder) { // or it could be removed between the look and the note
                    if (folder.exists() && now.state() != DomainState.LOST) {
                        folder.writeEnding(new GuestFolder.Ending(now.state(), now.detail()));
                    }
                }
            } catch (IOException e) {
                throw failed("cannot write down how it ended", e);
            }
            needsALook();
        }
    }

    private boolean leavesSoftResets() {
        return spec().filter(spec -> spec.platform().containsKey(XenRestart.SOFT_RESET_KEY))
                .isPresent();
    }

    /** The kind of restart that the guest asked for, which is for us to carry out. */
    Optional<DomainInfo.Shutdown> wantedRestart() {
        return built().filter(built -> built.again() == Again.NO)
                .flatMap(this::info)
                .flatMap(DomainInfo::shutdown)
                .filter(RESTARTS::contains)
                .filter(kind -> kind == DomainInfo.Shutdown.REBOOT || !leavesSoftResets());
    }

    /** What the guest says of itself. */
    Optional<GuestReport> report() {
        Optional<DomainSpec> spec = spec();
        Optional<Built> built = built();
        if (leaving || spec.isEmpty() || built.isEmpty() || status().state() != DomainState.RUNNING) {
            return Optional.empty();
        }
        try {
            String home = tools.store().domainPath(built.get().domid());
            return new GuestKeys(tools.store(), home).report(spec.get(), tools.clock());
        } catch (XenstoreException e) {
            throw failed("cannot read what it says of itself", e);
        }
    }

    /** From now on the guest's own words are heard. */
    synchronized void listen(int domid) {
        hangUp();
        String home = tools.store().domainPath(domid);
        var listening = new GuestEar(tools.errands(), this::report, this::needsALook);
        ear = Optional.of(listening);
        listening.open(tools.store()::watch, home);
        lastSeen = DomainState.RUNNING;
        leaving = false;
        spec().ifPresent(spec -> consoles.open(spec, tools.store(), home));
        machineEnd = machine()
                .flatMap(XenMachine::end)
                .map(end -> end.thenRunAsync(() -> tools.errands().execute(() -> broken(domid)), AFTER_A_WHILE))
                .orElse(NEVER);
    }

    /** A machine without its devices goes no further; that it does not go on half is for us to see to. */
    private void broken(int domid) {
        Optional<Built> built = built().filter(now -> now.domid() == domid && now.again() == Again.NO);
        boolean alive = built.flatMap(this::info)
                .filter(info -> info.shutdown().isEmpty())
                .isPresent();
        if (leaving || !alive || machine().filter(XenMachine::isBroken).isEmpty()) {
            return;
        }
        libxl("stop it", libxl -> {
            if (!libxl.info(domid).orElseThrow().paused()) {
                libxl.pause(domid);
            }
            synchronized (folder) { // or it could be removed meanwhile
                if (folder.exists()) {
                    folder.writeEnding(new GuestFolder.Ending(
                            DomainState.CRASHED, "the QEMU that emulated its devices has ended"));
                }
            }
            return true;
        });
        needsALook();
    }

    /** Where its consoles are. */
    ConsoleEndpoints consoles() {
        return built().flatMap(built -> spec()).map(consoles::endpoints).orElse(ConsoleEndpoints.NONE);
    }

    /** Lets go of the guest, which lives on or is just being destroyed: what happens to it now is no news. */
    synchronized void letGo() {
        leaving = true;
        hangUp();
    }

    private void hangUp() {
        ear.ifPresent(GuestEar::close);
        ear = Optional.empty();
        consoles.close();
        machineEnd.cancel(false);
    }

    void needsALook() {
        if (!leaving) {
            tools.attention().accept(vm);
        }
    }

    // Work on it

    /** Makes what a machine's description names beside its media. */
    void linkDrives(DomainSpec spec) throws IOException {
        if (DomainConfig.typeOf(spec).equals(DomainConfig.HVM)) {
            Files.write(files.noDisc(), new byte[NO_DISC_BYTES]);
            for (Disk disk : spec.disks()) {
                if (Drives.isLinked(disk)) {
                    Path link = files.drive(disk.slot());
                    Files.deleteIfExists(link);
                    Files.createSymbolicLink(link, disk.medium().orElseThrow().path());
                }
            }
        }
    }

    /** What libxl is to build, with so many processors to begin with. */
    String config(DomainSpec spec, int vcpus) {
        return new DomainConfig(spec, files, tools.offers()).whole(vcpus);
    }

    /** What is known of a guest in a whole machine; empty if it is another guest, or not built. */
    Optional<XenMachine> machine() {
        return spec().filter(spec -> DomainConfig.typeOf(spec).equals(DomainConfig.HVM))
                .flatMap(spec -> built())
                .map(built -> new XenMachine(
                        tools.store(), built.domid(), tools.store().domainPath(built.domid())));
    }

    /** Something for libxl to do. */
    interface Work<T> {
        T with(LibxlContext libxl) throws LibxlException, IOException;
    }

    /** Has libxl do something, with a log in the guest's folder; a failure becomes one for operators. */
    <T> T libxl(String doing, Work<T> work) {
        try (var libxl = tools.libxl().open(folder.libxlLog())) {
            return work.with(libxl);
        } catch (LibxlException e) {
            String said = folder.tail(XenFolder.LIBXL_LOG, SAID);
            throw new HypervisorException(
                    e.isTimeout() || e.isWithoutDrivers() ? Reason.GUEST_UNRESPONSIVE : Reason.FAILED,
                    "guest %s: cannot %s: %s; its log ends with: %s"
                            .formatted(vm, doing, Printable.of(String.valueOf(e.getMessage()), SAID), said),
                    e);
        } catch (IOException | XenstoreException e) {
            throw failed("cannot " + doing, e);
        }
    }

    HypervisorException failed(String what, Throwable cause) {
        return new HypervisorException(
                Reason.FAILED, "guest %s: %s: %s".formatted(vm, what, cause.getMessage()), cause);
    }
}
