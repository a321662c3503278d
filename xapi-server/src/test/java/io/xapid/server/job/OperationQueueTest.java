package io.xapid.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.event.Task;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How long operations wait for those that are in their way, on a clock that is moved by hand. */
class OperationQueueTest {
    private static final Ref<Task> TASK = new Ref<>("OpaqueRef:task");
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final HandTimer timer = new HandTimer();
    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final RecordedTasks tasks = new RecordedTasks();
    private final OperationQueue queue = new OperationQueue(tasks, workers::add, timer.service());
    private final List<String> inTheWay = new ArrayList<>(List.of("VM"));
    private int tries;

    @Test
    void waitsTwoHoursAndThenNamesWhatIsInTheWay() {
        CompletableFuture<String> outcome = enter(Patience.USUAL);

        pass(Duration.ofHours(2).minus(A_SECOND));
        assertThat(outcome).isNotDone();
        pass(A_SECOND);

        assertCollided(outcome, "VM");
        assertThat(timer.pending()).isZero();
    }

    @Test
    void triesAgainWheneverSomethingHasEnded() {
        CompletableFuture<String> outcome = enter(Patience.USUAL);
        somethingEnds();
        assertThat(outcome).isNotDone();
        assertThat(tries).isEqualTo(2);
        inTheWay.clear();

        somethingEnds();

        assertThat(outcome).isCompletedWithValue("done");
        assertThat(timer.pending()).isZero();
    }

    @Test
    void waitsTwoMinutesForDevicesOfAGuestThatIsToStart() {
        inTheWay.set(0, "VBD");
        CompletableFuture<String> outcome = enter(Patience.onlyWith("VM"));

        pass(Duration.ofMinutes(2).minus(A_SECOND));
        assertThat(outcome).isNotDone();
        pass(A_SECOND);

        assertCollided(outcome, "VBD");
    }

    @Test
    void countsTheWaitForDevicesFromWhenTheyAreInTheWay() {
        CompletableFuture<String> outcome = enter(Patience.onlyWith("VM"));
        pass(Duration.ofMinutes(90));
        inTheWay.set(0, "VIF");
        somethingEnds();

        pass(Duration.ofMinutes(2).minus(A_SECOND));
        assertThat(outcome).isNotDone();
        pass(A_SECOND);

        assertCollided(outcome, "VIF");
    }

    @Test
    void hasNoPatienceLeftForADeviceThatComesInTheWayAgain() {
        inTheWay.set(0, "VIF");
        CompletableFuture<String> outcome = enter(Patience.onlyWith("VM"));
        inTheWay.set(0, "VM");
        somethingEnds();
        pass(Duration.ofMinutes(5));
        assertThat(outcome).isNotDone();
        inTheWay.set(0, "VIF");

        somethingEnds();

        assertCollided(outcome, "VIF");
    }

    @Test
    void tellsAtOnceWhatWillNotPass() {
        var lasting = new CallFailure.OtherOperationInProgress("VM", "OpaqueRef:vm");

        CompletableFuture<String> outcome = queue.<String>enter(
                        TASK, Patience.USUAL, () -> CompletableFuture.failedFuture(lasting))
                .toCompletableFuture();

        assertThatThrownBy(outcome::join).hasCause(lasting);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void hearsOfACancellationDuringATry() {
        CompletableFuture<String> outcome = enter(Patience.USUAL);
        queue.somethingEnded(); // the next try is on its way, and the operation does not wait
        tasks.cancel(TASK.value());
        assertThat(outcome).isNotDone();

        work();

        assertThatThrownBy(outcome::join).hasCauseInstanceOf(CallFailure.TaskCancelled.class);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void theHundredAndFirstIsSentAway() {
        List<CompletableFuture<String>> hundred = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            hundred.add(enter(Patience.USUAL));
        }

        assertThatThrownBy(enter(Patience.USUAL)::join).hasCauseInstanceOf(CallFailure.TooManyPendingTasks.class);

        assertThat(hundred).noneMatch(CompletableFuture::isDone);
        assertThat(timer.pending()).isEqualTo(100);
    }

    private CompletableFuture<String> enter(Patience patience) {
        return queue.enter(TASK, patience, this::attempt).toCompletableFuture();
    }

    private CompletionStage<String> attempt() {
        tries++;
        return inTheWay.isEmpty()
                ? CompletableFuture.completedFuture("done")
                : CompletableFuture.failedFuture(new CallFailure.OtherOperationInProgress(
                        inTheWay.get(0), "OpaqueRef:it", "start", "OpaqueRef:other"));
    }

    private void somethingEnds() {
        queue.somethingEnded();
        work();
    }

    private void pass(Duration time) {
        timer.advance(time);
        work();
    }

    private void work() {
        while (!workers.isEmpty()) {
            workers.remove().run();
        }
    }

    private static void assertCollided(CompletableFuture<String> outcome, String with) {
        assertThat(outcome)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        CallFailure.OtherOperationInProgress.class,
                        collision -> assertThat(collision.parameters()).startsWith(with));
    }
}
