package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.Boot;
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
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * A state directory of its own in the control domain of a Xen host, and domains of that Xen. System properties tell it of
 * another guest and host than the lab's: {@code xapid.xen.kernel}, {@code .ramdisk}, {@code .guest-mib} (what one takes),
 * {@code .bridge}, and {@code .patience} (the seconds that anything may take).
 */
public final class XenRig implements HypervisorRig {
    private static final long DISK_BYTES = 8L << 20;

    private final String type;
    private final Path home;
    private final List<Hypervisor> opened = new ArrayList<>();

    /** @param type {@code pv}, {@code pvh} or {@code hvm} */
    public XenRig(String type) {
        this.type = type;
        try {
            home = Files.createTempDirectory("xapid-xen-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String told(String name, String otherwise) {
        return System.getProperty("xapid.xen." + name, otherwise);
    }

    @Override
    public Hypervisor open() {
        var hypervisor = XenHypervisor.open(new XenSettings(home, false, patience()));
        opened.add(hypervisor);
        return hypervisor;
    }

    @Override
    public DomainSpec guest(VmId vm) {
        return DomainSpec.of(
                        vm,
                        "a guest, of a test",
                        MemorySpec.fixed(Long.parseLong(told("guest-mib", isMachine() ? "160" : "128")) << 20),
                        VcpuSpec.of(1),
                        new Boot.DirectKernel(
                                Path.of(told("kernel", "/var/lib/xapid-lab/guest/vmlinuz")),
                                Optional.of(Path.of(told("ramdisk", "/var/lib/xapid-lab/guest/initramfs.gz"))),
                                // a machine's kernel reboots when it panics, unless it is told that Xen is to know
                                "quiet mitigations=off console=" + (isMachine() ? "ttyS0 xen_legacy_crash" : "hvc0")))
                .withPlatform(Map.of(DomainConfig.TYPE_KEY, type));
    }

    private boolean isMachine() {
        return type.equals(DomainConfig.HVM);
    }

    @Override
    public Medium blankDisk() {
        Medium medium = missingDisk();
        supply(medium);
        return medium;
    }

    @Override
    public Medium missingDisk() {
        return Medium.raw(home.resolve("disk, " + UUID.randomUUID() + ".raw"));
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
        return new Nic.Attachment.Bridge(told("bridge", "xenbr0"));
    }

    @Override
    public void powerOffFromInside(VmId vm) {
        type(vm, "poweroff -f");
    }

    @Override
    public void crashFromInside(VmId vm) {
        type(vm, "echo c >/proc/sysrq-trigger");
    }

    /** Types a line at the root shell on the guest's console, and waits for its echo, which the shell breaks into lines. */
    void type(VmId vm, String line) {
        Path socket =
                opened.get(opened.size() - 1).consolesOf(vm).serialSocket().orElseThrow();
        try (var console = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            console.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
            String echo = line.replaceAll("\\s", "");
            var heard = new StringBuilder();
            var buffer = ByteBuffer.allocate(256);
            while (heard.indexOf(echo) < 0 && console.read(buffer.clear()) >= 0) {
                heard.append(StandardCharsets.US_ASCII
                        .decode(buffer.flip())
                        .toString()
                        .replaceAll("\\s", ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String wordsOf(VmId vm) {
        var heard = new StringBuilder();
        var socket = opened.get(opened.size() - 1).consolesOf(vm).serialSocket();
        try (var console = SocketChannel.open(UnixDomainSocketAddress.of(socket.orElseThrow()))) {
            console.configureBlocking(false);
            var buffer = ByteBuffer.allocate(4096);
            for (int i = 0; i < 20 && console.read(buffer.clear()) >= 0; i++) {
                heard.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
                Thread.sleep(100);
            }
        } catch (IOException | NoSuchElementException e) {
            heard.append(" (").append(e).append(')');
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return heard.toString();
    }

    @Override
    public void killBehindTheBack(VmId vm) {
        try {
            Process xl = new ProcessBuilder("xl", "destroy", DomainConfig.nameOf(vm))
                    .inheritIO()
                    .start();
            if (xl.waitFor() != 0) {
                throw new IllegalStateException("xl destroy failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a small host has room for. */
    @Override
    public int crowd() {
        return isMachine() ? 4 : 8; // each has a QEMU beside it
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(Long.parseLong(told("patience", "180")));
    }

    @Override
    public void close() {
        opened.forEach(Hypervisor::close);
        try (var last = XenHypervisor.open(new XenSettings(home, false, patience()))) {
            last.list().forEach(last::destroy);
        }
        try (var all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
