package io.xapid.hypervisor.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.DomainStatus;
import io.xapid.hypervisor.GuestReport;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.GuestFolder;
import io.xapid.hypervisor.bridge.Printable;
import io.xapid.hypervisor.qmp.Qmp;
import io.xapid.hypervisor.qmp.QmpException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One guest and its QEMU: the connection to its monitor, what its events mean, and the answer to how it is. Holds no
 * state that the run directory or QEMU itself could not tell again to the next daemon.
 */
final class QemuDomain implements Qmp.Listener {
    static final Duration COMMAND = Duration.ofSeconds(10);
    private static final Duration CONTACT = Duration.ofSeconds(5);
    private static final Duration LAST_BREATH = Duration.ofMillis(500);

    private final VmId vm;
    private final QemuTools tools;
    private final RunDirectory directory;
    private final GuestChannel guest;
    private final Object contact = new Object();
    private final AtomicInteger resetsToCount = new AtomicInteger();
    private @Nullable Qmp qmp;
    private volatile @Nullable Process child;
    private volatile boolean settingUp;
    private volatile boolean leaving;

    QemuDomain(VmId vm, QemuTools tools) {
        this.vm = vm;
        this.tools = tools;
        this.directory = new RunDirectory(tools.runDirectory(), vm);
        this.guest = new GuestChannel(tools.clock(), this::needsALook);
    }

    VmId vm() {
        return vm;
    }

    QemuTools tools() {
        return tools;
    }

    RunDirectory directory() {
        return directory;
    }

    GuestChannel guest() {
        return guest;
    }

    // How it is

    DomainStatus status() {
        try {
            if (!directory.exists()) {
                return DomainStatus.ABSENT;
            }
            Optional<ProcessIdentity> process = settingUp ? Optional.empty() : directory.process();
            if (process.isEmpty()) {
                return status(DomainState.CREATED, "");
            }
            if (!process.get().isAlive()) {
                return gone();
            }
            return living(process.get());
        } catch (IOException e) {
            throw failed("cannot read " + directory.path(), e);
        }
    }

    private DomainStatus living(ProcessIdentity process) throws IOException {
        try {
            JsonNode answer = monitor().execute("query-status", Map.of(), COMMAND);
            return read(answer.path("status").asText());
        } catch (QmpException e) {
            if (waitForEnd(process, LAST_BREATH)) { // it was just going
                return directory.exists() ? gone() : DomainStatus.ABSENT;
            }
            throw refused("does not say how it is", e);
        }
    }

    private DomainStatus read(String runState) throws IOException {
        return switch (runState) {
            case "running" -> status(DomainState.RUNNING, "");
            case "suspended" -> status(DomainState.RUNNING, "the guest sleeps (ACPI S3)");
            case "prelaunch", "paused", "inmigrate", "finish-migrate", "save-vm", "restore-vm" ->
                status(DomainState.PAUSED, "");
            case "io-error" -> status(DomainState.PAUSED, "stopped by an error of a disk");
            case "watchdog" -> status(DomainState.PAUSED, "stopped by its watchdog");
            case "postmigrate" -> sent();
            case "shutdown" -> status(DomainState.POWERED_OFF, detailOr("the guest switched itself off"));
            case "guest-panicked" -> status(DomainState.CRASHED, detailOr("the guest panicked"));
            case "internal-error" ->
                status(
                        DomainState.CRASHED,
                        "QEMU could not go on running the guest: " + directory.tail(RunDirectory.QEMU_LOG, 500));
            default -> status(DomainState.PAUSED, "QEMU says: " + Printable.of(runState, 40));
        };
    }

    /** QEMU has written all of it; what came of that, only the note tells. */
    private DomainStatus sent() throws IOException {
        Optional<GuestFolder.Ending> ending = directory.ending();
        return ending.isPresent()
                ? status(ending.get().state(), ending.get().detail())
                : status(DomainState.PAUSED, "it stands still to be saved or sent");
    }

    private String detailOr(String otherwise) throws IOException {
        return directory.ending().map(GuestFolder.Ending::detail).orElse(otherwise);
    }

    /** There is a folder, and its QEMU no longer runs: what was written down last is what is known. */
    private DomainStatus gone() throws IOException {
        Optional<GuestFolder.Ending> ending = directory.ending();
        if (ending.isPresent() && ending.get().state().isEnded()) { // one that was sent cannot be taken back now
            return status(ending.get().state(), ending.get().detail());
        }
        var why = new StringBuilder("the QEMU process is gone");
        Process mine = child;
        if (mine != null && !mine.isAlive()) {
            int code = mine.exitValue();
            why.append(code > 128 ? " (killed by signal %d)".formatted(code - 128) : " (exit code %d)".formatted(code));
        }
        String said = directory.tail(RunDirectory.QEMU_LOG, 500);
        return status(DomainState.LOST, said.isEmpty() ? why.toString() : why + "; it said: " + said);
    }

    private DomainStatus status(DomainState state, String detail) throws IOException {
        Optional<GuestFolder.Life> life = directory.life();
        return new DomainStatus(
                state,
                detail,
                life.map(known -> Instant.ofEpochMilli(known.bootedAtMillis())),
                life.map(GuestFolder.Life::resets).orElse(0L));
    }

    Optional<DomainSpec> spec() {
        try {
            return directory.spec();
        } catch (IOException e) {
            throw failed("cannot read its spec", e);
        }
    }

    Optional<GuestReport> report() {
        return guest.latest();
    }

    ConsoleEndpoints consoles() {
        Optional<ProcessIdentity> process = process();
        Optional<DomainSpec> spec = spec();
        if (process.isEmpty() || !process.get().isAlive() || spec.isEmpty()) {
            return ConsoleEndpoints.NONE;
        }
        var wanted = spec.get().consoles();
        Optional<Path> none = Optional.empty();
        return new ConsoleEndpoints(
                wanted.graphical() ? Optional.of(directory.socket(RunDirectory.VNC_SOCKET, process.get())) : none,
                wanted.serial() ? Optional.of(directory.socket(RunDirectory.SERIAL_SOCKET, process.get())) : none,
                wanted.serial() ? Optional.of(directory.file(RunDirectory.SERIAL_LOG)) : none);
    }

    // The process and its monitor

    Optional<ProcessIdentity> process() {
        try {
            return directory.process();
        } catch (IOException e) {
            throw failed("cannot read which process it is", e);
        }
    }

    /** The connection to the monitor; made again if it was lost and QEMU is still there. */
    Qmp monitor() throws QmpException {
        synchronized (contact) {
            if (qmp != null && qmp.isOpen()) {
                return qmp;
            }
            ProcessIdentity process = process()
                    .filter(ProcessIdentity::isAlive)
                    .orElseThrow(() -> new QmpException(QmpException.CLOSED, "its QEMU process is gone"));
            try {
                qmp = Qmp.open(tools.loop(), directory.socket(RunDirectory.QMP_SOCKET, process), CONTACT, this);
                guest.connect(tools.loop(), directory.socket(RunDirectory.GUEST_SOCKET, process));
                return qmp;
            } catch (IOException e) {
                throw new QmpException(QmpException.CLOSED, "cannot reach its monitor: " + e.getMessage());
            }
        }
    }

    /** Starts QEMU; until it answers, the guest counts as not built. */
    void launch(DomainSpec spec, boolean incoming) throws IOException {
        settingUp = true;
        try {
            var launched = tools.launcher().launch(directory, tools.command().of(spec, incoming), this);
            synchronized (contact) {
                qmp = launched.qmp();
            }
            child = launched.process();
            guest.connect(tools.loop(), directory.socket(RunDirectory.GUEST_SOCKET, launched.identity()));
        } finally {
            settingUp = false;
        }
    }

    /** Sends a command to the monitor and turns a refusal into words for operators. */
    JsonNode command(String doing, String command, Map<String, ?> arguments) {
        try {
            return monitor().execute(command, arguments, COMMAND);
        } catch (QmpException e) {
            throw refused(doing, e);
        }
    }

    /** Waits until QEMU is gone, with all it held. */
    boolean waitForEnd(ProcessIdentity process, Duration deadline) {
        long until = System.nanoTime() + deadline.toNanos();
        Process mine = child;
        if (mine != null && mine.pid() == process.pid()) {
            try {
                return mine.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        long pause = TimeUnit.MICROSECONDS.toNanos(200);
        while (process.isAlive()) { // not our child, so no one tells us; the monitor hangs up just before
            if (System.nanoTime() > until || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, TimeUnit.MILLISECONDS.toNanos(5));
        }
        return true;
    }

    /** Lets go of the guest, which lives on; nothing that happens to it is told any more. */
    void letGo() {
        leaving = true;
        guest.close();
        synchronized (contact) {
            if (qmp != null) {
                qmp.close();
            }
        }
    }

    /** It is being destroyed: what happens now is no news. */
    void expectEnd() {
        leaving = true;
    }

    /** Takes up contact with a guest that an earlier daemon left running. */
    void adopt() {
        if (process().filter(ProcessIdentity::isAlive).isEmpty()) {
            return;
        }
        try {
            JsonNode identity = monitor().execute("query-uuid", Map.of(), COMMAND);
            if (!vm.toString().equalsIgnoreCase(identity.path("UUID").asText())) {
                throw new HypervisorException(
                        Reason.FAILED, "the QEMU process in %s runs another guest".formatted(directory.path()));
            }
            new DomainDevices(this).settle();
            for (Nic nic : spec().orElseThrow().nics()) {
                tools.taps().attach(spec().orElseThrow(), nic); // the earlier daemon may not have come so far
            }
        } catch (QmpException e) {
            throw refused("cannot be taken over", e);
        }
    }

    // What QEMU tells by itself

    /** Whether the guest comes to its end by itself. */
    static boolean endsGuest(Qmp.Event event) {
        return event.name().equals("GUEST_PANICKED")
                || (event.name().equals("SHUTDOWN")
                        && event.data().path("guest").asBoolean());
    }

    @Override
    public void event(Qmp.Event event) {
        switch (event.name()) {
            case "SHUTDOWN" -> {
                String reason = event.data().path("reason").asText();
                if (endsGuest(event)) {
                    remember(DomainState.POWERED_OFF, "the guest switched itself off (" + reason + ")");
                }
            }
            case "GUEST_PANICKED" -> remember(DomainState.CRASHED, "the guest panicked");
            case "RESET" -> {
                guest.forget();
                if (resetsToCount.getAndIncrement() == 0) { // a guest that does nothing else must not pile up errands
                    tools.errands().execute(() -> written(this::countResets));
                }
            }
            case "DEVICE_DELETED" -> {
                String device = event.data().path("device").asText();
                tools.errands().execute(() -> new DomainDevices(this).tidyAfter(device));
            }
            case "STOP", "BLOCK_IO_ERROR", "DEVICE_TRAY_MOVED", "MEM_UNPLUG_ERROR", "DEVICE_UNPLUG_GUEST_ERROR" -> {}
            default -> {
                return; // nothing that anyone needs to look at
            }
        }
        needsALook();
    }

    private void remember(DomainState state, String detail) {
        guest.forget();
        tools.errands().execute(() -> written(() -> directory.writeEnding(new GuestFolder.Ending(state, detail))));
    }

    private void countResets() throws IOException {
        int more = resetsToCount.getAndSet(0);
        directory.forgetEnding();
        Optional<GuestFolder.Life> life = directory.life();
        if (life.isPresent()) { // a reset before the first start is no restart
            directory.writeLife(
                    new GuestFolder.Life(tools.clock().millis(), life.get().resets() + more));
        }
    }

    /** The guest starts from its beginning for the first time. */
    void firstStart() throws IOException {
        directory.writeLife(new GuestFolder.Life(tools.clock().millis(), 0));
    }

    /** Something to write down into the guest's folder. */
    private interface Note {
        void write() throws IOException;
    }

    private void written(Note note) {
        try {
            synchronized (directory) { // or it could be removed between the look and the note
                if (directory.exists() && !leaving) {
                    note.write();
                }
            }
        } catch (IOException e) {
            throw failed("cannot write to " + directory.path(), e);
        }
    }

    @Override
    public void closed(Qmp connection, String why) {
        guest.forget();
        needsALook();
    }

    private void needsALook() {
        if (!leaving && !settingUp) {
            tools.attention().accept(vm);
        }
    }

    // Words for operators

    HypervisorException failed(String what, Throwable cause) {
        return new HypervisorException(
                Reason.FAILED, "guest %s: %s: %s".formatted(vm, what, cause.getMessage()), cause);
    }

    HypervisorException refused(String doing, QmpException cause) {
        boolean late = cause.is(QmpException.TIMEOUT) || cause.is(QmpException.INTERRUPTED);
        return new HypervisorException(
                late ? Reason.TIMED_OUT : Reason.FAILED,
                "guest %s: %s: %s".formatted(vm, doing, Printable.of(String.valueOf(cause.getMessage()), 1_000)),
                cause);
    }
}
