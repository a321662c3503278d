package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.Eventually;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.VmId;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class XenVerbsTest {
    private static final VmId VM = VmId.of("6b0f9d2e-0000-4000-8000-000000000001");
    private static final VmId OTHER = VmId.of("6b0f9d2e-0000-4000-8000-000000000002");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    /** Enough to begin with something, also on a busy machine. */
    private static final Duration BRIEF = Duration.ofSeconds(2);

    private final XenVerbs verbs = new XenVerbs();
    private final Queue<String> done = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch hangs = new CountDownLatch(1);

    @AfterEach
    void close() {
        hangs.countDown();
        verbs.close();
    }

    @Test
    void whoWaitsMayGoAndTheVerbComesToItsEnd() {
        late(() -> verbs.carryOut(VM, BRIEF, this::hang));

        verbs.carryOut(OTHER, LONG, () -> done.add("other"));
        hangs.countDown();
        verbs.carryOut(VM, LONG, () -> done.add("next"));
        assertThat(done).containsExactly("other", "hung", "next");
    }

    @Test
    void aVerbThatHasNotBegunWhenItsAskerGoesIsNotBegun() throws Exception {
        verbs.begin(VM, "hanging", this::hang);
        begun.await();
        late(() -> verbs.carryOut(VM, SHORT, () -> done.add("queued")));

        hangs.countDown();
        verbs.carryOut(VM, LONG, () -> done.add("last"));
        assertThat(done).containsExactly("hung", "last");
    }

    @Test
    void ofAGuestWithNothingUnderWayNothingIsKept() throws Exception {
        verbs.begin(VM, "hanging", this::hang);
        begun.await();
        late(() -> verbs.carryOut(VM, SHORT, () -> done.add("queued")));
        assertThat(verbs.busyGuests()).isOne();

        hangs.countDown();
        verbs.carryOut(VM, LONG, () -> {});
        verbs.carryOut(OTHER, LONG, () -> {});
        Eventually.eventually(LONG, () -> assertThat(verbs.busyGuests()).isZero());
    }

    @Test
    void anInterruptEndsTheWaitingAndIsKept() {
        Thread.currentThread().interrupt();
        late(() -> verbs.carryOut(VM, LONG, this::hang));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatIsDoneAfterItsAskerWentIsTakenBackIfItCanBe() {
        late(() -> verbs.carryOut(VM, BRIEF, this::hang, () -> done.add("taken back")));

        hangs.countDown();
        verbs.carryOut(VM, LONG, () -> done.add("next"), () -> done.add("never"));
        assertThat(done).containsExactly("hung", "taken back", "next");
    }

    @Test
    void aFailureIsThrownToWhoAsked() {
        assertThatThrownBy(() -> verbs.carryOut(VM, LONG, () -> {
                    throw new HypervisorException(Reason.WRONG_STATE, "no");
                }))
                .isInstanceOf(HypervisorException.class)
                .hasMessage("no");
    }

    private void hang() {
        begun.countDown();
        try {
            hangs.await();
            done.add("hung");
        } catch (InterruptedException e) {
            done.add("interrupted"); // which no verb may be: libxl cannot be
        }
    }

    private static void late(ThrowingCallable verb) {
        assertThatThrownBy(verb)
                .isInstanceOfSatisfying(
                        HypervisorException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT));
    }
}
