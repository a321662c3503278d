package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.bridge.GuestFolder;
import io.xapid.hypervisor.qmp.QmpException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A guest's way from its creation to its end. */
final class DomainLife {
    private static final Duration QUIT = Duration.ofSeconds(5);
    private static final Duration HUNG_UP = Duration.ofSeconds(1);
    private static final Duration KILLED = Duration.ofSeconds(10);
    private static final Duration LAST_COMMAND = Duration.ofSeconds(2);

    private final QemuDomain domain;

    DomainLife(QemuDomain domain) {
        this.domain = domain;
    }

    QemuDomain domain() {
        return domain;
    }

    void create(DomainSpec spec) {
        try {
            domain.directory().create(spec);
        } catch (IOException e) {
            throw domain.failed("cannot make its folder", e);
        }
    }

    void build() {
        DomainSpec spec = require("build", EnumSet.of(DomainState.CREATED));
        start(spec, false);
    }

    void restore(ReadableByteChannel saved) {
        DomainSpec spec = require("restore", EnumSet.of(DomainState.CREATED));
        try {
            domain.directory().beginArrival();
            start(spec, true);
            new Migration(domain).in(saved);
            domain.directory().endArrival();
        } catch (HypervisorException e) {
            backToCreated(e);
            throw e;
        } catch (IOException e) {
            var failure = domain.failed("cannot write down that it comes", e);
            backToCreated(failure);
            throw failure;
        }
    }

    /** Takes over what an earlier daemon left. Part of a guest, which that did not get to the end of, is worth nothing. */
    void adopt() {
        if (domain.directory().isArriving()) {
            try {
                unmake();
            } catch (IOException e) {
                throw domain.failed("cannot take away what had come of it", e);
            }
        } else {
            domain.adopt();
        }
    }

    private void start(DomainSpec spec, boolean incoming) {
        checkWhatItNeeds(spec);
        try {
            prepareVariables(spec);
            domain.launch(spec, incoming);
            for (Nic nic : spec.nics()) {
                domain.tools().taps().attach(spec, nic);
            }
            if (spec.memory().dynamicMaxBytes() < spec.memory().staticMaxBytes() && !incoming) {
                setMemoryTarget(spec.memory().dynamicMaxBytes());
            }
        } catch (IOException e) {
            var failure = domain.failed("cannot start QEMU", e);
            backToCreated(failure);
            throw failure;
        } catch (HypervisorException e) {
            var failure = new HypervisorException(e.reason(), "guest %s: %s".formatted(spec.vm(), e.getMessage()), e);
            backToCreated(failure);
            throw failure;
        }
    }

    /** Better words than QEMU's for what is most often missing. */
    private void checkWhatItNeeds(DomainSpec spec) {
        for (Disk disk : spec.disks()) {
            disk.medium().map(Medium::path).ifPresent(path -> checkReadable(spec, "drive " + disk.slot(), path));
        }
        if (spec.boot() instanceof Boot.DirectKernel direct) {
            checkReadable(spec, "kernel", direct.kernel());
            direct.initrd().ifPresent(initrd -> checkReadable(spec, "initrd", initrd));
        }
        for (Nic nic : spec.nics()) {
            domain.tools().taps().check(spec, nic);
        }
    }

    private static void checkReadable(DomainSpec spec, String what, Path path) {
        if (!Files.isReadable(path)) {
            throw new HypervisorException(
                    Reason.FAILED, "guest %s: %s: cannot read %s".formatted(spec.vm(), what, path));
        }
    }

    private void prepareVariables(DomainSpec spec) throws IOException {
        if (spec.boot() instanceof Boot.Firmware firmware && firmware.kind() == Boot.FirmwareKind.UEFI) {
            Path own = firmware.variables().orElse(domain.directory().file(RunDirectory.VARIABLES));
            if (Files.notExists(own)) {
                Files.copy(UefiFirmware.installed().orElseThrow().variables(), own);
            }
        }
    }

    /** A start that failed leaves the guest as {@link #create} left it. */
    void backToCreated(HypervisorException cause) {
        try {
            unmake();
        } catch (IOException | HypervisorException e) {
            cause.addSuppressed(e);
        }
    }

    private void unmake() throws IOException {
        end();
        domain.directory().forgetProcess();
        domain.directory().forgetEnding();
        domain.directory().endArrival();
    }

    void unpause() {
        require("unpause", EnumSet.of(DomainState.PAUSED, DomainState.RUNNING));
        try {
            String state = runState();
            domain.monitor().execute("cont", Map.of(), QemuDomain.COMMAND); // no harm if it runs
            if (state.equals("prelaunch")) {
                domain.firstStart();
            }
        } catch (QmpException e) {
            throw domain.refused("unpause", e);
        } catch (IOException e) {
            throw domain.failed("cannot write down that it started", e);
        }
    }

    private String runState() throws QmpException {
        return domain.monitor()
                .execute("query-status", Map.of(), QemuDomain.COMMAND)
                .path("status")
                .asText();
    }

    void pause() {
        require("pause", EnumSet.of(DomainState.PAUSED, DomainState.RUNNING));
        domain.command("pause", "stop", Map.of());
    }

    void suspend(WritableByteChannel to) {
        require("suspend", EnumSet.of(DomainState.PAUSED, DomainState.RUNNING));
        domain.command("pause for suspending", "stop", Map.of());
        new Migration(domain).out(to);
        noteSuspended();
    }

    /** Its state is elsewhere now: a later daemon must not let it go on. */
    void noteSuspended() {
        try {
            domain.directory().writeEnding(new GuestFolder.Ending(DomainState.SUSPENDED, ""));
        } catch (IOException e) {
            throw domain.failed("cannot write down that its state is elsewhere", e);
        }
    }

    /** Both ways at once: whichever the guest understands. */
    void requestShutdown() {
        require("shut down", EnumSet.of(DomainState.RUNNING));
        domain.guest().say("shutdown");
        domain.command("press the power button", "system_powerdown", Map.of());
    }

    /** There is no button for an orderly restart; without an agent, the keys that most systems take for one. */
    void requestReboot() {
        require("reboot", EnumSet.of(DomainState.RUNNING));
        if (domain.guest().isListening()) {
            domain.guest().say("reboot");
            return;
        }
        QemuSignals.press(domain, "press Ctrl-Alt-Del", "ctrl", "alt", "delete");
    }

    void reset() {
        Set<DomainState> resettable =
                EnumSet.of(DomainState.PAUSED, DomainState.RUNNING, DomainState.POWERED_OFF, DomainState.CRASHED);
        require("reset", resettable);
        try (var done = domain.monitor().expect(event -> event.name().equals("RESET"))) {
            boolean ended = domain.status().state().isEnded();
            domain.monitor().execute("system_reset", Map.of(), QemuDomain.COMMAND);
            done.await("the reset", QemuDomain.COMMAND);
            domain.directory().forgetEnding();
            if (ended) {
                domain.monitor().execute("cont", Map.of(), QemuDomain.COMMAND);
            }
        } catch (QmpException e) {
            throw domain.refused("reset", e);
        } catch (IOException e) {
            throw domain.failed("cannot write down that it was reset", e);
        }
    }

    void destroy() {
        domain.expectEnd();
        end();
        domain.letGo();
        try {
            domain.directory().remove();
        } catch (IOException e) {
            throw domain.failed("cannot remove its folder", e);
        }
    }

    /** Ends the process: by asking, so that image files are closed in good order, and if that takes long by force. */
    private void end() {
        var process = domain.process();
        if (process.isEmpty() || !process.get().isAlive()) {
            return;
        }
        boolean over;
        try {
            domain.monitor().execute("quit", Map.of(), LAST_COMMAND);
            over = domain.waitForEnd(process.get(), QUIT);
        } catch (QmpException e) {
            over = e.is(QmpException.CLOSED) && domain.waitForEnd(process.get(), HUNG_UP); // it may be just going
        }
        if (!over) {
            process.get().kill();
            over = domain.waitForEnd(process.get(), KILLED);
        }
        if (!over) {
            throw new HypervisorException(
                    Reason.TIMED_OUT,
                    "guest %s: its QEMU (pid %d) was killed and does not end; is its storage stuck?"
                            .formatted(domain.vm(), process.get().pid()));
        }
    }

    void setMemoryTarget(long bytes) {
        domain.command("set its memory target", "balloon", Map.of("value", bytes));
    }

    /** The spec of a guest that is in one of these states. */
    DomainSpec require(String verb, Set<DomainState> states) {
        var status = domain.status();
        if (status.state() == DomainState.ABSENT) {
            throw new HypervisorException(
                    Reason.NOT_FOUND, "cannot %s guest %s: it is not here".formatted(verb, domain.vm()));
        }
        if (!states.contains(status.state())) {
            String detail = status.detail().isEmpty() ? "" : " (" + status.detail() + ")";
            throw new HypervisorException(
                    Reason.WRONG_STATE,
                    "cannot %s guest %s: it is %s%s".formatted(verb, domain.vm(), status.state(), detail));
        }
        return domain.spec()
                .orElseThrow(() -> new HypervisorException(Reason.NOT_FOUND, "guest " + domain.vm() + " just went"));
    }
}
