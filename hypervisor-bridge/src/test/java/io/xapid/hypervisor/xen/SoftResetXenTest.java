package io.xapid.hypervisor.xen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Consoles;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.MemorySpec;
import io.xapid.hypervisor.RigTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guest that starts another kernel by itself, on a real Xen. */
@Tag("xen")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SoftResetXenTest extends RigTest {
    private static final int SECTOR = 512;

    @TempDir
    private Path folder;

    @Override
    protected HypervisorRig rig() {
        return new XenRig(DomainConfig.HVM);
    }

    @Test
    void keepsItsMemoryAndGetsFreshDevices() throws Exception {
        load(rig.guest(VM));
        String domain = said("xl", "domid", VM.toString());

        ((XenRig) rig).type(VM, "kexec -e");

        eventually(() -> assertThat(hypervisor.statusOf(VM).resets()).isEqualTo(1));
        eventually(() -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.RUNNING);
        assertThat(said("xl", "domid", VM.toString())).isEqualTo(domain);
        ((XenRig) rig).type(VM, "cat /proc/cmdline");
        Path log = hypervisor.consolesOf(VM).serialLog().orElseThrow();
        eventually(() -> assertThat(log).content(ISO_8859_1).containsPattern("(?m)^quiet.* once=more"));
    }

    @Test
    void waitsForThoseWhoWantToDecide() throws Exception {
        load(rig.guest(VM)
                .withPlatform(Map.of(DomainConfig.TYPE_KEY, DomainConfig.HVM, XenRestart.SOFT_RESET_KEY, "true")));

        ((XenRig) rig).type(VM, "kexec -e");
        eventuallyIs(DomainState.SOFT_RESET);

        hypervisor.reset(VM);
        eventually(() -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.RUNNING);
    }

    /** Boots a guest and has it load another kernel, which is the same one with another command line. */
    private void load(DomainSpec guest) throws IOException {
        var lab = (Boot.DirectKernel) rig.guest(VM).boot();
        Path kernel = lab.kernel();
        Path initrd = lab.initrd().orElseThrow();
        Path disk = Files.createFile(folder.resolve("kernel.raw"));
        long sectors = append(kernel, disk);
        append(initrd, disk);
        // without a screen: Linux balloons the memory of that away, and may load the other kernel into the hole
        hypervisor.create(guest.withMemory(MemorySpec.fixed(320L << 20))
                .withConsoles(new Consoles(false, true))
                .plus(Disk.of(0, Medium.raw(disk))));
        boot();
        var xen = (XenRig) rig;

        xen.type(
                VM,
                "dd if=/dev/xvda of=/kernel bs=512 count=" + sectors + "; dd if=/dev/xvda of=/initrd bs=512 skip="
                        + sectors);
        xen.type(
                VM, "kexec -l /kernel --initrd=/initrd --command-line='quiet mitigations=off console=ttyS0 once=more'");
    }

    /** Appends a file to another, up to a whole sector; returns how many sectors it takes. */
    private static long append(Path from, Path to) throws IOException {
        byte[] bytes = Files.readAllBytes(from);
        Files.write(to, bytes, StandardOpenOption.APPEND);
        Files.write(to, new byte[(SECTOR - bytes.length % SECTOR) % SECTOR], StandardOpenOption.APPEND);
        return (bytes.length + SECTOR - 1L) / SECTOR;
    }

    private static String said(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), ISO_8859_1).strip();
    }
}
