package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.MemorySpec;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VcpuSpec;
import io.xapid.hypervisor.VmId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A state directory of its own, real QEMU processes in it, and the tiny Linux as guest. */
public final class QemuRig implements HypervisorRig {
    private static final long DISK_BYTES = 8L << 20;

    /** What the accelerator probe found out, kept between tests: it takes seconds where KVM does not work. */
    private static final Path PROBED = Path.of("target", "accelerator.json").toAbsolutePath();

    private final Path parent;
    private final Path home;
    private final List<Hypervisor> opened = new ArrayList<>();

    public QemuRig() {
        this(temporary());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("xapid-qemu-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param parent an empty folder, which goes with the rig */
    QemuRig(Path parent) {
        this.parent = parent;
        try {
            home = parent.resolve("state");
            Files.createDirectory(home);
            if (Files.exists(PROBED)) {
                Files.copy(PROBED, home.resolve("accelerator.json"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder that the bridge is given. */
    public Path home() {
        return home;
    }

    @Override
    public QemuHypervisor open() {
        try {
            var hypervisor = QemuHypervisor.open(QemuSettings.in(home));
            opened.add(hypervisor);
            if (!Files.exists(PROBED)) {
                Files.createDirectories(PROBED.getParent());
                Files.copy(home.resolve("accelerator.json"), PROBED);
            }
            return hypervisor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public DomainSpec guest(VmId vm) {
        return tinyGuest(vm);
    }

    static DomainSpec tinyGuest(VmId vm) {
        return DomainSpec.of(
                vm,
                "a guest, of a test",
                MemorySpec.fixed(128L << 20),
                VcpuSpec.of(1),
                GuestImage.cached().boot());
    }

    @Override
    public Medium blankDisk() {
        Medium medium = missingDisk();
        supply(medium);
        return medium;
    }

    @Override
    public Medium missingDisk() {
        return Medium.raw(home.resolve("disk, " + UUID.randomUUID() + ".raw")); // a comma means something to QEMU
    }

    @Override
    public void supply(Medium missing) {
        try (var file = FileChannel.open(missing.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[1]), DISK_BYTES - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Nic.Attachment network() {
        return new Nic.Attachment.UserMode();
    }

    @Override
    public void powerOffFromInside(VmId vm) {
        type(vm, "poweroff -f");
    }

    @Override
    public void crashFromInside(VmId vm) {
        type(vm, "echo c >/proc/sysrq-trigger");
    }

    /** Types a line at the root shell on the guest's serial line. */
    public void type(VmId vm, String line) {
        try (var serial = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            serial.connect(UnixDomainSocketAddress.of(directory(vm).file(RunDirectory.SERIAL_SOCKET)));
            serial.write(ByteBuffer.wrap(("\n" + line + "\n").getBytes(StandardCharsets.US_ASCII)));
            var heard = new StringBuilder(); // the shell's echo: what QEMU has not passed on when we leave is lost
            var buffer = ByteBuffer.allocate(256);
            while (heard.indexOf(line) < 0 && serial.read(buffer.clear()) >= 0) {
                heard.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunDirectory directory(VmId vm) {
        return new RunDirectory(home.resolve("run"), vm);
    }

    ProcessIdentity process(VmId vm) {
        try {
            return directory(vm).process().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void killBehindTheBack(VmId vm) {
        process(vm).kill();
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(60);
    }

    @Override
    public void close() {
        opened.forEach(Hypervisor::close);
        try {
            Path run = home.resolve("run");
            for (VmId vm : Files.isDirectory(run) ? RunDirectory.all(run) : List.<VmId>of()) {
                Optional<ProcessIdentity> process = directory(vm).process();
                process.ifPresent(ProcessIdentity::kill);
            }
            if (Files.notExists(parent)) {
                return;
            }
            try (var all = Files.walk(parent)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
