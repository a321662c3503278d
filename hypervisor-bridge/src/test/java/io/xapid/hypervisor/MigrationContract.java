package io.xapid.hypervisor;

import static io.xapid.hypervisor.DomainState.CREATED;
import static io.xapid.hypervisor.DomainState.PAUSED;
import static io.xapid.hypervisor.DomainState.POWERED_OFF;
import static io.xapid.hypervisor.DomainState.RUNNING;
import static io.xapid.hypervisor.DomainState.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.HypervisorException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of {@link LiveMigration}, for bridges of which two can be on one machine. */
public abstract class MigrationContract {
    private static final VmId VM = new VmId(UUID.fromString("6b0f9d2e-0000-4000-8000-000000000001"));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HypervisorRig rig;
    private HypervisorRig otherRig;
    private Hypervisor here;
    private Hypervisor there;
    private ByteChannel near;
    private ByteChannel far;

    /** A fresh rig. */
    protected abstract HypervisorRig rig();

    @BeforeEach
    void open() throws IOException {
        rig = rig();
        otherRig = rig();
        here = rig.open();
        there = otherRig.open();
        try (var server = ServerSocketChannel.open()) {
            server.bind(null);
            near = SocketChannel.open(server.getLocalAddress());
            far = server.accept();
        }
        here.create(rig.guest(VM));
        here.build(VM);
        here.unpause(VM);
        eventually(() -> assertThat(here.guestReportOf(VM)).isPresent());
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
        threads.shutdownNow();
        here.close();
        there.close();
        rig.close();
        otherRig.close();
    }

    @Test
    void aGuestGoesOnOverThereAsIfNothingWere() {
        var before = here.statusOf(VM);
        there.create(rig.guest(VM));
        var sent = sent(near);
        migrationOf(there).in(VM, far);
        sent.join();

        assertThat(here.stateOf(VM)).isEqualTo(SUSPENDED);
        assertThat(there.stateOf(VM)).isEqualTo(PAUSED);
        there.unpause(VM);
        here.destroy(VM);
        assertThat(there.stateOf(VM)).isEqualTo(RUNNING);
        assertThat(there.statusOf(VM).bootedAt().map(Instant::toEpochMilli))
                .isEqualTo(before.bootedAt().map(Instant::toEpochMilli));
        assertThat(there.statusOf(VM).resets()).isEqualTo(before.resets());
        eventually(() -> assertThat(there.guestReportOf(VM)).isPresent());
        there.requestShutdown(VM);
        eventually(() -> assertThat(there.stateOf(VM)).isEqualTo(POWERED_OFF));
    }

    @Test
    void whatArrivedAndIsNotWantedThereIsTakenBack() {
        there.create(rig.guest(VM));
        var sent = sent(near);
        migrationOf(there).in(VM, far);
        sent.join();

        there.destroy(VM);
        migrationOf(here).takeBack(VM);

        goesOnHere();
    }

    @Test
    void aGuestThatIsNotAwaitedRunsOnHere() {
        var sent = sent(near);
        refused(Reason.NOT_FOUND, () -> migrationOf(there).in(VM, far));
        close(far);
        assertThatThrownBy(sent::join).hasCauseInstanceOf(HypervisorException.class);

        goesOnHere();
    }

    @Test
    void anotherGuestThanTheAwaitedIsSentAway() {
        var other = new VmId(UUID.fromString("6b0f9d2e-0000-4000-8000-000000000002"));
        there.create(rig.guest(other));
        var sent = sent(near);
        refused(Reason.UNSUPPORTED, () -> migrationOf(there).in(other, far));
        assertThatThrownBy(sent::join).hasMessageContaining(other.toString());
        assertThat(there.stateOf(other)).isEqualTo(CREATED);

        goesOnHere();
    }

    @Test
    void aGuestWhoseWayBreaksOffRunsOnHereAndLeavesNothingThere() {
        there.create(rig.guest(VM));
        var sent = sent(new Breaking(near, 150));
        refused(Reason.FAILED, () -> migrationOf(there).in(VM, far));
        assertThatThrownBy(sent::join)
                .hasCauseInstanceOf(HypervisorException.class)
                .hasMessageContaining(VM.toString());
        assertThat(there.stateOf(VM)).isEqualTo(CREATED);

        goesOnHere();
        there.build(VM);
        assertThat(there.stateOf(VM)).isEqualTo(PAUSED);
    }

    @Test
    void onlyWhatRunsIsSentAndOnlyWhatWasCreatedReceives() {
        here.pause(VM);
        refused(Reason.WRONG_STATE, () -> migrationOf(here).out(VM, near));
        refused(Reason.WRONG_STATE, () -> migrationOf(here).takeBack(VM));
        refused(Reason.WRONG_STATE, () -> migrationOf(here).in(VM, near));
        refused(Reason.NOT_FOUND, () -> migrationOf(there).out(VM, far));
    }

    private void goesOnHere() {
        assertThat(here.stateOf(VM)).isEqualTo(RUNNING);
        eventually(() -> assertThat(here.guestReportOf(VM)).isPresent());
        here.requestShutdown(VM);
        eventually(() -> assertThat(here.stateOf(VM)).isEqualTo(POWERED_OFF));
    }

    private CompletableFuture<Void> sent(ByteChannel channel) {
        return CompletableFuture.runAsync(() -> migrationOf(here).out(VM, channel), threads);
    }

    private static LiveMigration migrationOf(Hypervisor hypervisor) {
        return hypervisor.liveMigration().orElseThrow();
    }

    private void eventually(Runnable assertion) {
        Eventually.eventually(rig.patience(), assertion);
    }

    private static void refused(Reason reason, ThrowingCallable verb) {
        RigTest.refused(reason, verb);
    }

    private static void close(ByteChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Hangs up after so many bytes, as when a cable is pulled. */
    private static final class Breaking implements ByteChannel {
        private final ByteChannel whole;
        private int left;

        Breaking(ByteChannel whole, int left) {
            this.whole = whole;
            this.left = left;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            left -= bytes.remaining();
            if (left < 0) {
                close();
            }
            return whole.write(bytes);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return whole.read(into);
        }

        @Override
        public boolean isOpen() {
            return whole.isOpen();
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}
