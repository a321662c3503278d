package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.RigTest;
import io.xapid.hypervisor.StateFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where libxl itself writes saved states to, on a real Xen: it ends our process when it cannot write. */
@Tag("xen")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class StateFileXenTest extends RigTest {
    private static final long DEVICE_BYTES = 512L << 20;
    private static final long POSITION = 4096;

    @TempDir
    private Path folder;

    @Override
    protected HypervisorRig rig() {
        return new XenRig(DomainConfig.PVH);
    }

    @Test
    void aDiskWithoutRoomIsSeenBeforeAndTheGuestCanGoOn() throws Exception {
        hypervisor.create(rig.guest(VM));
        boot();
        run("mount", "-t", "tmpfs", "-o", "size=16m", "none", folder.toString());
        try (var file = StateFile.toSaveInto(folder.resolve("saved"), 0)) {
            assertThatThrownBy(() -> hypervisor.suspend(VM, file))
                    .isInstanceOf(HypervisorException.class)
                    .hasStackTraceContaining("no room for ");
        } finally {
            run("umount", folder.toString());
        }
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.PAUSED);
        hypervisor.unpause(VM);
        hypervisor.requestShutdown(VM);
        eventuallyIs(DomainState.POWERED_OFF);
    }

    @Test
    void aStateGoesIntoABlockDeviceAndComesFromThere() throws Exception {
        Path backing = folder.resolve("backing");
        try (var file = new RandomAccessFile(backing.toFile(), "rw")) {
            file.setLength(DEVICE_BYTES);
        }
        Path device = Path.of(run("losetup", "--find", "--show", backing.toString()));
        try {
            hypervisor.create(rig.guest(VM));
            boot();
            DomainSpec spec = hypervisor.specOf(VM).orElseThrow();
            try (var file = StateFile.toSaveInto(device, DEVICE_BYTES - (64L << 20))) {
                assertThatThrownBy(() -> hypervisor.suspend(VM, file)).hasStackTraceContaining("no room for ");
            }
            hypervisor.unpause(VM);
            try (var file = StateFile.toSaveInto(device, POSITION)) {
                hypervisor.suspend(VM, file);
                assertThat(file.position()).isBetween(POSITION + (64L << 20), DEVICE_BYTES);
            }
            hypervisor.destroy(VM);

            hypervisor.create(spec);
            try (var file = StateFile.toRestoreFrom(device, POSITION)) {
                hypervisor.restore(VM, file);
            }
            hypervisor.unpause(VM);
            hypervisor.requestShutdown(VM);
            eventuallyIs(DomainState.POWERED_OFF);
        } finally {
            run("losetup", "--detach", device.toString());
            Files.delete(backing);
        }
    }

    /** What the command says. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), said)
                .isZero();
        return said;
    }
}
