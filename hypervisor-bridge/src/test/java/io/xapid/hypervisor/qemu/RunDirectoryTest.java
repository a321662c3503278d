package io.xapid.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.GuestFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final VmId VM = VmId.of("6b0f9d2e-0000-4000-8000-000000000001");

    @TempDir
    Path parent = Path.of("/nonexistent");

    @Test
    void isRemovedAlsoWhileSomethingIsWrittenIntoIt() throws Exception {
        var directory = new RunDirectory(parent, VM);
        var stop = new AtomicBoolean();
        var writer = new Thread(() -> {
            while (!stop.get()) {
                try {
                    directory.writeEnding(new GuestFolder.Ending(DomainState.POWERED_OFF, "by itself"));
                } catch (IOException gone) {
                    Thread.onSpinWait();
                }
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 300; i++) {
                Files.createDirectories(directory.path());
                directory.remove();
                assertThat(directory.path()).doesNotExist();
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }
}
