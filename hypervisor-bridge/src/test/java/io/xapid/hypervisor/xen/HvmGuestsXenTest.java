package io.xapid.hypervisor.xen;

import static io.xapid.hypervisor.DomainState.CRASHED;
import static io.xapid.hypervisor.DomainState.RUNNING;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Boot.BootDevice;
import io.xapid.hypervisor.Boot.FirmwareKind;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.HypervisorContract;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.MemorySpec;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a real Xen, in its control domain. */
@Tag("xen")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HvmGuestsXenTest extends HypervisorContract {
    @Override
    protected HypervisorRig rig() {
        return new XenRig("hvm");
    }

    /** As soon as firmware has found nothing in the only place where it may look, it says so on its screen. */
    @ParameterizedTest
    @EnumSource(FirmwareKind.class)
    void firmwareRunsAndViewersSeeItsScreen(FirmwareKind kind) throws IOException {
        hypervisor.create(rig.guest(VM)
                .withMemory(MemorySpec.fixed(256L << 20))
                .withBoot(new Boot.Firmware(kind, List.of(BootDevice.CDROM), Optional.empty()))
                .plus(Disk.cdrom(3, Optional.empty())));
        hypervisor.build(VM);
        assertThat(deviceModel().info().commandLine().orElseThrow()).contains("-boot order=d");
        assertThat(said("sh", "-c", "xenstore-read /local/domain/$(xl domid " + VM + ")/hvmloader/bios"))
                .isEqualTo(kind == FirmwareKind.UEFI ? "ovmf" : "seabios");
        hypervisor.unpause(VM);

        Path screen = hypervisor.consolesOf(VM).rfbSocket().orElseThrow();
        try (var viewer = SocketChannel.open(UnixDomainSocketAddress.of(screen))) {
            var greeting = ByteBuffer.allocate(12);
            while (greeting.hasRemaining() && viewer.read(greeting) >= 0) {}
            assertThat(US_ASCII.decode(greeting.flip()).toString()).startsWith("RFB 003.");
        }
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
    }

    @Test
    void aMachineWhoseQemuDiesIsSeenToHaveCrashedAndIsReset() {
        hypervisor.create(rig.guest(VM));
        boot();
        var seen = attention();
        deviceModel().destroyForcibly();
        eventuallyIs(CRASHED);
        eventually(() -> assertThat(seen).contains(VM));
        assertThat(hypervisor.statusOf(VM).detail()).contains("QEMU");
        hypervisor.reset(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
        assertThat(deviceModel().isAlive()).isTrue();
    }

    @Test
    void discsChangeInADriveOfTheMachineItself() throws IOException {
        Medium disc = rig.blankDisk();
        hypervisor.create(rig.guest(VM).plus(Disk.cdrom(3, Optional.empty())));
        boot();
        hypervisor.changeMedium(VM, 3, Optional.of(disc));
        assertThat(heldByTheMachine(disc)).isTrue();
        refused(Reason.UNSUPPORTED, () -> hypervisor.unplugDisk(VM, 3));
        hypervisor.changeMedium(VM, 3, Optional.empty());
        assertThat(heldByTheMachine(disc)).isFalse();
        assertThat(hypervisor.specOf(VM).orElseThrow().disk(3).orElseThrow().medium())
                .isEmpty();
    }

    @Test
    void aDiskOnTheOldControllerIsLetGoOfOnlyWhenADriverHasTakenOver() throws IOException {
        Medium medium = rig.blankDisk();
        hypervisor.create(rig.guest(VM).plus(Disk.of(0, medium)));
        hypervisor.build(VM);
        assertThat(heldByTheMachine(medium)).isTrue();
        refused(Reason.GUEST_UNRESPONSIVE, () -> hypervisor.unplugDisk(VM, 0));
        boot();
        hypervisor.unplugDisk(VM, 0);
        assertThat(heldByTheMachine(medium)).isFalse();
    }

    private static String said(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
    }

    private boolean heldByTheMachine(Medium medium) throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of("/proc", Long.toString(deviceModel().pid()), "fd"))) {
            return files.anyMatch(file -> {
                try {
                    return Files.isSameFile(file, medium.path());
                } catch (IOException e) {
                    return false; // closed meanwhile
                }
            });
        }
    }

    /** The QEMU of the only guest there is. */
    private static ProcessHandle deviceModel() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").contains("xen-qemu-system-i386"))
                .filter(process -> process.info().commandLine().orElse("").contains("-name " + VM))
                .findFirst()
                .orElseThrow();
    }
}
