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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of {@link LiveMigration}, for bridges of which two can be on one machine. */
@Timeout(240)
public abstract class MigrationContract {
    private static final VmId VM = new VmId(UUID.fromString("6b0f9d2e-0000-4000-8000-000000000001"));
    private static final VmId OTHER_VM = new VmId(UUID.fromString("6b0f9d2e-0000-4000-8000-000000000003"));

    /** A piece without anything in it, such as READY. */
    private static final int PIECE_BYTES = 5;

    /** More than HELLO, and less than any guest. */
    private static final int SOME_BYTES = 230;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HypervisorRig rig;
    private HypervisorRig otherRig;
    private Hypervisor here;
    private Hypervisor there;
    private DomainSpec guest;
    private ByteChannel near;
    private ByteChannel far;

    /** A fresh rig. */
    protected abstract HypervisorRig rig();

    /** What is said of a guest of which part has come. */
    protected DomainState whileItArrives() {
        return CREATED;
    }

    @BeforeEach
    void open() throws IOException {
        rig = rig();
        otherRig = rig();
        here = rig.open();
        there = otherRig.open();
        ByteChannel[] ends = connection();
        near = ends[0];
        far = ends[1];
        guest = rig.guest(VM).plus(Disk.of(0, rig.blankDisk()));
        here.create(guest);
        here.build(VM);
        here.unpause(VM);
        eventually(() -> assertThat(here.guestReportOf(VM)).isPresent());
    }

    private static ByteChannel[] connection() throws IOException {
        try (var server = ServerSocketChannel.open()) {
            server.bind(null);
            return new ByteChannel[] {SocketChannel.open(server.getLocalAddress()), server.accept()};
        }
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
        there.create(guest);
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
        there.create(guest);
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
        there.create(guest);
        var sent = sent(BadWire.breaksAfterSending(near, 150));
        refused(Reason.FAILED, () -> migrationOf(there).in(VM, far));
        assertThatThrownBy(sent::join)
                .hasCauseInstanceOf(HypervisorException.class)
                .hasMessageContaining(VM.toString());
        assertThat(there.stateOf(VM)).isEqualTo(CREATED);

        goesOnHere();
        here.destroy(VM);
        there.build(VM);
        assertThat(there.stateOf(VM)).isEqualTo(PAUSED);
    }

    @Test
    void aGuestRunsOnHereWhenWordOfItsArrivalIsLost() {
        there.create(guest);
        var sent = sent(BadWire.breaksAfterHearing(near, PIECE_BYTES));
        migrationOf(there).in(VM, far);
        assertThatThrownBy(sent::join).hasCauseInstanceOf(HypervisorException.class);

        assertThat(there.stateOf(VM)).isEqualTo(PAUSED);
        assertThat(here.stateOf(VM)).isEqualTo(RUNNING);
        there.destroy(VM);
        goesOnHere();
    }

    @Test
    void aBridgeThatEndsBeforeItKnowsThatAGuestArrivedFindsItStandingStillWhenItStartsAgain() throws IOException {
        there.create(guest);
        var dam = new BadWire.Dam();
        var sent = sent(BadWire.stallsAfterHearing(near, PIECE_BYTES, dam));
        migrationOf(there).in(VM, far);
        dam.awaitHeld();
        here.close();
        here = rig.open();

        assertThat(here.stateOf(VM)).isEqualTo(PAUSED);
        there.destroy(VM);
        here.unpause(VM);
        goesOnHere();
        close(near);
        dam.letGo();
        eventually(() -> assertThat(sent).isDone());
    }

    @Test
    void whatABridgeHadNotReceivedWhenItEndedIsGoneWhenItStartsAgain() throws IOException {
        there.create(guest);
        var dam = new BadWire.Dam();
        var sent = sent(BadWire.stallsAfterSending(near, SOME_BYTES, dam));
        var received = CompletableFuture.runAsync(() -> migrationOf(there).in(VM, far), threads);
        dam.awaitHeld();
        eventually(() -> assertThat(there.stateOf(VM)).isEqualTo(whileItArrives()));
        there.close();
        there = otherRig.open();

        eventually(() -> assertThat(there.stateOf(VM)).isEqualTo(CREATED));
        close(far);
        dam.letGo();
        assertThatThrownBy(sent::join).hasCauseInstanceOf(HypervisorException.class);
        assertThatThrownBy(received::join).hasCauseInstanceOf(HypervisorException.class);
        assertThat(there.stateOf(VM)).isEqualTo(CREATED);
        goesOnHere();
    }

    @ParameterizedTest
    @EnumSource(
            value = DomainState.class,
            names = {"POWERED_OFF", "CRASHED"})
    void aGuestThatEndsOnItsWayHasEndedHereAndIsNotThere(DomainState ending) throws IOException {
        there.create(guest);
        var dam = new BadWire.Dam();
        var sent = sent(BadWire.stallsAfterSending(near, SOME_BYTES, dam));
        var received = CompletableFuture.runAsync(() -> migrationOf(there).in(VM, far), threads);
        dam.awaitHeld();
        if (ending == POWERED_OFF) {
            rig.powerOffFromInside(VM);
        } else {
            rig.crashFromInside(VM);
        }
        eventually(() -> assertThat(here.stateOf(VM)).isEqualTo(ending));
        dam.letGo();

        assertThatThrownBy(sent::join).hasCauseInstanceOf(HypervisorException.class);
        assertThatThrownBy(received::join).hasCauseInstanceOf(HypervisorException.class);
        assertThat(here.stateOf(VM)).isEqualTo(ending);
        assertThat(there.stateOf(VM)).isEqualTo(CREATED);
    }

    @Test
    void aGuestGoesThereWhileAnotherComesHere() throws IOException {
        var other = otherRig.guest(OTHER_VM);
        there.create(other);
        there.build(OTHER_VM);
        there.unpause(OTHER_VM);
        there.create(guest);
        here.create(other);
        ByteChannel[] back = connection();
        var dam = new BadWire.Dam();

        var sent = sent(BadWire.stallsAfterSending(near, 0, dam));
        dam.awaitHeld();
        var sentBack = CompletableFuture.runAsync(() -> migrationOf(there).out(OTHER_VM, back[1]), threads);
        var came = CompletableFuture.runAsync(() -> migrationOf(here).in(OTHER_VM, back[0]), threads);
        var received = CompletableFuture.runAsync(() -> migrationOf(there).in(VM, far), threads);
        eventually(() -> assertThat(came).isCompleted());
        sentBack.join();
        dam.letGo();
        sent.join();
        received.join();

        assertThat(here.stateOf(OTHER_VM)).isEqualTo(PAUSED);
        assertThat(there.stateOf(VM)).isEqualTo(PAUSED);
        close(back[0]);
        close(back[1]);
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
}
