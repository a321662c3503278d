package io.xapid.hypervisor;

import static io.xapid.hypervisor.DomainState.CREATED;
import static io.xapid.hypervisor.DomainState.PAUSED;
import static io.xapid.hypervisor.DomainState.POWERED_OFF;
import static io.xapid.hypervisor.DomainState.RUNNING;
import static io.xapid.hypervisor.DomainState.SUSPENDED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.HypervisorException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of saving guests and bringing them back. */
abstract class SavedStateRules extends DeviceRules {
    @Test
    void aSuspendedGuestGoesOnWhereItWas(@TempDir Path folder) throws IOException {
        hypervisor.create(rig.guest(VM).plus(Disk.of(0, rig.blankDisk())));
        boot();
        DomainSpec spec = hypervisor.specOf(VM).orElseThrow();
        Path saved = folder.resolve("saved");
        try (var channel = Files.newByteChannel(saved, CREATE_NEW, WRITE)) {
            hypervisor.suspend(VM, channel);
        }
        assertThat(hypervisor.stateOf(VM)).isEqualTo(SUSPENDED);
        assertThat(saved).isNotEmptyFile();
        refused(Reason.WRONG_STATE, () -> hypervisor.unpause(VM));
        hypervisor.destroy(VM);

        hypervisor.create(spec);
        try (var channel = Files.newByteChannel(saved)) {
            hypervisor.restore(VM, channel);
        }
        assertThat(hypervisor.stateOf(VM)).isEqualTo(PAUSED);
        hypervisor.unpause(VM);
        eventually(() -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        assertThat(hypervisor.statusOf(VM).resets()).isZero();
        hypervisor.destroy(VM);

        hypervisor.create(spec);
        try (var torn = Files.newByteChannel(saved, READ, WRITE)) {
            torn.truncate(torn.size() / 2);
            refusedAnyhow(() -> hypervisor.restore(VM, torn));
        }
        assertThat(hypervisor.stateOf(VM)).isEqualTo(CREATED);
    }

    @Test
    void aStateIsSavedBehindWhatAFileHoldsAlready(@TempDir Path folder) throws IOException {
        hypervisor.create(rig.guest(VM));
        boot();
        DomainSpec spec = hypervisor.specOf(VM).orElseThrow();
        Path saved = Files.writeString(folder.resolve("saved"), "ours");
        long end;
        try (var file = StateFile.toSaveInto(saved, 4)) {
            hypervisor.suspend(VM, file);
            end = file.position();
        }
        assertThat(end).isGreaterThan(4);
        assertThat(saved).hasSize(end);
        Files.write(saved, new byte[8 << 20], APPEND); // the state in a disk has such an end
        hypervisor.destroy(VM);

        hypervisor.create(spec);
        try (var file = StateFile.toRestoreFrom(saved, 4)) {
            hypervisor.restore(VM, file);
        }
        hypervisor.unpause(VM);
        eventually(() -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        assertThat(saved).hasSize(end + (8 << 20));
        assertThat(Files.readAllBytes(saved)).startsWith("ours".getBytes(US_ASCII));
        hypervisor.destroy(VM);
    }

    @Test
    void aSuspendThatFailsLeavesTheGuestPausedAndAbleToGoOn() {
        hypervisor.create(rig.guest(VM));
        boot();
        refusedAnyhow(() -> hypervisor.suspend(VM, new FullDisk()));
        assertThat(hypervisor.stateOf(VM)).isEqualTo(PAUSED);
        hypervisor.unpause(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
        hypervisor.requestShutdown(VM);
        eventuallyIs(POWERED_OFF);
    }

    /** Takes nothing. */
    private static final class FullDisk implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
