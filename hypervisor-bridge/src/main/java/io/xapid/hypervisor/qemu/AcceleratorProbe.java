package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.qemu.Accelerator.Kind;
import io.xapid.hypervisor.qmp.Qmp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how guests can be run here. That {@code /dev/kvm} exists proves nothing, so a tiny guest is run
 * ({@link ProbeRom}), and what came of it is remembered for as long as kernel, QEMU and device stay the same.
 */
final class AcceleratorProbe {
    private static final Logger log = LoggerFactory.getLogger(AcceleratorProbe.class);
    private static final Duration TCG_DEADLINE = Duration.ofSeconds(20);

    /** Real KVM is far faster than the translator; this often slower, on a host busy as it is now, it is of no use. */
    private static final int SLOWER_THAN_TCG = 4;

    private static final Duration LEAST_KVM_DEADLINE = Duration.ofSeconds(1);

    private final Path binary;
    private final String qemuVersion;
    private final Path device;
    private final Path memory;

    /**
     * @param device the kernel's KVM device
     * @param memory file that keeps the answer
     */
    AcceleratorProbe(Path binary, String qemuVersion, Path device, Path memory) {
        this.binary = binary;
        this.qemuVersion = qemuVersion;
        this.device = device;
        this.memory = memory;
    }

    private record Remembered(String key, Accelerator accelerator) {}

    /** The answer for an operator's choice; a choice other than the best is taken at its word. */
    Accelerator answer(QemuSettings.Choice choice) throws InterruptedException {
        Accelerator best = answer();
        return switch (choice) {
            case BEST -> best;
            case KVM -> new Accelerator(Kind.KVM, "asked for", best.sandbox());
            case TCG -> new Accelerator(Kind.TCG, "asked for", best.sandbox());
        };
    }

    /** The answer, from memory if it still holds. */
    private Accelerator answer() throws InterruptedException {
        String key = key();
        Optional<Accelerator> known = remembered(key);
        if (known.isPresent()) {
            return known.get();
        }
        Accelerator found = probe();
        remember(new Remembered(key, found));
        return found;
    }

    private Accelerator probe() throws InterruptedException {
        Path rom = writeRom();
        try {
            boolean sandbox = true;
            long start = System.nanoTime();
            String problem = attempt(Kind.TCG, rom, true, TCG_DEADLINE);
            if (!problem.isEmpty()) {
                sandbox = false;
                start = System.nanoTime();
                problem = attempt(Kind.TCG, rom, false, TCG_DEADLINE);
            }
            if (!problem.isEmpty()) {
                throw new HypervisorException(
                        Reason.FAILED, binary + " cannot run even the smallest guest: " + problem);
            }
            var translated = Duration.ofNanos(System.nanoTime() - start);
            if (!Files.exists(device)) {
                return new Accelerator(Kind.TCG, "this host has no " + device, sandbox);
            }
            if (!Files.isReadable(device) || !Files.isWritable(device)) {
                return new Accelerator(Kind.TCG, "this daemon may not open " + device, sandbox);
            }
            problem = attempt(Kind.KVM, rom, sandbox, deadlineAfter(translated));
            return problem.isEmpty()
                    ? new Accelerator(Kind.KVM, "a probe guest ran on " + device, sandbox)
                    : new Accelerator(Kind.TCG, device + " does not run guests: " + problem, sandbox);
        } finally {
            try {
                Files.deleteIfExists(rom);
            } catch (IOException e) {
                log.warn("Cannot remove {}", rom, e);
            }
        }
    }

    private static Duration deadlineAfter(Duration translated) {
        Duration fair = translated.multipliedBy(SLOWER_THAN_TCG);
        return fair.compareTo(LEAST_KVM_DEADLINE) > 0 ? fair : LEAST_KVM_DEADLINE;
    }

    /** Runs the probe guest; empty if it did all it should. */
    private String attempt(Kind kind, Path rom, boolean sandbox, Duration deadline) throws InterruptedException {
        var command = new ArrayList<>(List.of(
                binary.toString(), "-no-user-config", "-nodefaults", "-no-reboot", "-machine", "pc", "-m", "16"));
        command.addAll(List.of("-accel", kind.wireName(), "-cpu", kind == Kind.KVM ? "host" : "max"));
        command.addAll(List.of("-bios", rom.toString(), "-display", "none"));
        command.addAll(List.of("-device", "isa-debug-exit,iosize=1,iobase=" + ProbeRom.EXIT_PORT));
        if (sandbox) {
            command.addAll(List.of("-sandbox", QemuCommand.SANDBOX));
        }
        try {
            var outcome = ShortCommand.run(command, deadline);
            if (outcome.exitCode() == ProbeRom.SUCCESS) {
                return "";
            }
            String how = outcome.timedOut()
                    ? "a probe guest of some milliseconds was not done after %d ms".formatted(deadline.toMillis())
                    : "a probe guest ended with code " + outcome.exitCode();
            return outcome.output().isEmpty() ? how : how + " (" + outcome.output() + ")";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Path writeRom() {
        try {
            Path rom = Files.createTempFile(memory.getParent(), "probe", ".rom");
            Files.write(rom, ProbeRom.bytes());
            return rom;
        } catch (IOException e) {
            throw new HypervisorException(Reason.FAILED, "cannot write to " + memory.getParent(), e);
        }
    }

    private String key() {
        try {
            String kernel =
                    Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
            String identity = Files.exists(device)
                    ? Files.readAttributes(device, "unix:rdev,ino,mode,uid,gid,ctime", LinkOption.NOFOLLOW_LINKS)
                            .toString()
                    : "none";
            return String.join(" ", kernel, binary.toString(), qemuVersion, identity);
        } catch (IOException e) {
            throw new HypervisorException(Reason.FAILED, "cannot look at " + device, e);
        }
    }

    private Optional<Accelerator> remembered(String key) {
        try {
            var told = Qmp.JSON.readValue(Files.readAllBytes(memory), Remembered.class);
            return told.key().equals(key) ? Optional.of(told.accelerator()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // none yet, or not readable: probing again costs little
        }
    }

    private void remember(Remembered answer) {
        Path fresh = memory.resolveSibling(memory.getFileName() + ".new");
        try {
            Files.write(fresh, Qmp.JSON.writeValueAsBytes(answer));
            Files.move(fresh, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("Cannot remember the accelerator in {}; it will be probed again", memory, e);
        }
    }
}
