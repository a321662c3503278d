package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Boot.BootloaderKind;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.MemorySpec;
import io.xapid.hypervisor.RigTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk with a kernel in it, on a real Xen. */
@Tag("xen")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class BootloadersXenTest extends RigTest {
    private static final int SLOT = 0;

    private final UUID inside = UUID.randomUUID();

    @TempDir
    private Path folder;

    @Override
    protected HypervisorRig rig() {
        return new XenRig("pv");
    }

    @ParameterizedTest
    @CsvSource({"PYGRUB, pv, raw", "PYGRUB, pv, qcow2", "PYGRUB, pvh, raw", "PVGRUB, pv, raw", "PVGRUB, pvh, raw"})
    void aGuestBootsTheKernelInItsDiskAndSoItDoesAgain(BootloaderKind kind, String type, String format)
            throws Exception {
        boolean unreadable = kind == BootloaderKind.PVGRUB && type.equals(DomainConfig.PV) && isZstandard();
        assumeFalse(unreadable, "GRUB cannot load a PV kernel that is compressed with Zstandard");
        hypervisor.create(guest(kind, type, disk(format)));
        boot();
        ((XenRig) rig).type(VM, "cat /proc/cmdline");
        var log = Path.of("/var/log/xen/console", "guest-" + VM + ".log"); // which goes on from test to test
        eventually(() -> assertThat(log).content(StandardCharsets.ISO_8859_1).contains("found=" + inside));

        hypervisor.reset(VM);
        eventually(() -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.RUNNING);
        hypervisor.destroy(VM);
        assertThat(run("losetup", "--all")).doesNotContain(folder.toString());
    }

    @Test
    void aDiskWithoutAKernelIsRefusedAndLeavesNothing() throws Exception {
        hypervisor.create(guest(BootloaderKind.PYGRUB, "pv", rig.blankDisk()));
        refused(Reason.FAILED, () -> hypervisor.build(VM));
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.CREATED);
        assertThat(run("xl", "list")).doesNotContain(VM.toString());
        assertThat(run("pgrep", "-f", "pygrub")).isEmpty();
    }

    @Test
    void aMachineHasFirmwareAndNoBootloader() throws Exception {
        refused(
                Reason.UNSUPPORTED,
                () -> hypervisor.create(guest(BootloaderKind.PYGRUB, DomainConfig.HVM, rig.blankDisk())));
    }

    private DomainSpec guest(BootloaderKind kind, String type, Medium disk) {
        return rig.guest(VM)
                .withMemory(MemorySpec.fixed(192L << 20)) // the kernel and its RAM disk are in it twice as it starts
                .withPlatform(Map.of(DomainConfig.TYPE_KEY, type))
                .withBoot(new Boot.Bootloader(kind, SLOT, List.of(), ""))
                .plus(Disk.of(SLOT, disk));
    }

    private boolean isZstandard() throws IOException {
        var kernel = (Boot.DirectKernel) rig.guest(VM).boot();
        String bytes = Files.readString(kernel.kernel(), StandardCharsets.ISO_8859_1);
        return bytes.contains("(\u00b5/\u00fd") && !bytes.contains("\u00fd7zXZ");
    }

    /** A file system without partitions, with the lab's kernel and GRUB's configuration. */
    private Medium disk(String format) throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree/boot/grub"));
        var guest = (Boot.DirectKernel) rig.guest(VM).boot();
        Files.copy(guest.kernel(), tree.resolveSibling("vmlinuz"));
        Files.copy(guest.initrd().orElseThrow(), tree.resolveSibling("initrd"));
        Files.writeString(tree.resolve("grub.cfg"), """
                set default=0
                set timeout=0
                menuentry 'The lab' {
                    linux /boot/vmlinuz quiet mitigations=off console=hvc0 found=%s
                    initrd /boot/initrd
                }
                """.formatted(inside));
        Path raw = folder.resolve("disk, with a kernel.raw");
        run("mke2fs", "-q", "-t", "ext2", "-d", folder.resolve("tree").toString(), raw.toString(), "64M");
        if (format.equals("raw")) {
            return Medium.raw(raw);
        }
        Path qcow2 = folder.resolve("disk.qcow2");
        run("qemu-img", "convert", "-O", "qcow2", raw.toString(), qcow2.toString());
        return Medium.qcow2(qcow2);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
