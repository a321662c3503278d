package io.xapid.server.host;

import io.xapid.hypervisor.PhysicalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A machine made of files, with two processors in one socket. */
final class FakeMachine {
    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final Path root;

    FakeMachine(Path root) throws IOException {
        this.root = root;
        write("proc/sys/kernel/hostname", "tower\n");
        write("proc/sys/kernel/osrelease", "6.1.0-56-amd64\n");
        write("proc/meminfo", "MemTotal:       4194304 kB\nMemFree:  9 kB\nMemAvailable:   3145728 kB\n");
        write("proc/stat", "cpu  1 2 3\nbtime 1700000000\n");
        write("sys/class/dmi/id/sys_vendor", "Example Ltd\n");
        write("etc/timezone", "Europe/London\n");
        processors(2);
    }

    FakeMachine processors(int count) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("""
                    processor	: %d
                    vendor_id	: GenuineIntel
                    cpu family	: 6
                    model		: 167
                    model name	: Example CPU
                    stepping	: 1
                    cpu MHz		: 2599.998
                    physical id	: 0
                    flags		: fpu vme sse2 pni avx lm avx2

                    """.formatted(i));
        }
        write("proc/cpuinfo", text.toString());
        return this;
    }

    void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Machine machine() {
        return above(Optional::empty);
    }

    /** What a hypervisor tells of it. */
    static PhysicalHost below(long ownBytes) {
        return new PhysicalHost(
                new PhysicalHost.Memory(8L << 30, 3L << 30, 1 << 20),
                new PhysicalHost.Processors(2, 2, 1, 2_600_000, Map.of()),
                new PhysicalHost.ControlDomain(ownBytes, 2L << 30, 1),
                "credit2",
                false);
    }

    /** The same above a hypervisor. */
    Machine above(Supplier<Optional<PhysicalHost>> hypervisor) {
        return new Machine(new MachineFiles(root), Clock.fixed(NOW, ZoneOffset.UTC), hypervisor);
    }
}
