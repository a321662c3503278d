package io.xapid.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.server.api.ApiKit;
import io.xapid.server.plan.Trouble;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every job must bear: failing at any step of its plan, before and after the step has acted, and being told to stop
 * before any step. It leaves the world as it was, and the same order, given again, has its effect. Beyond the step that
 * cannot be taken back nobody stops it, and when it fails there it leaves the world in order and rows that tell the truth.
 *
 * @param <W> a daemon with all that is around it
 */
public abstract class JobContract<W extends AutoCloseable> {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /**
     * A job to be done on a fresh world.
     *
     * @param prepared makes the world ready, and gives the parameters of the call but for the session
     * @param failure what the client is told when a step fails as {@link #failure()} does
     * @param done fails unless the job has had its effect
     * @param lost fails unless the world is as it should be when the job has failed beyond return
     * @param asking the step that asks a guest to do something, after which it is the guest who decides; empty if none
     */
    public record Story<W>(
            String kind,
            String message,
            Function<W, List<Object>> prepared,
            String failure,
            Consumer<W> done,
            Consumer<W> lost,
            String asking) {
        /** A job of the message's own kind that leaves nothing half done. */
        public static <W> Story<W> of(
                String message, Function<W, List<Object>> prepared, String failure, Consumer<W> done) {
            return new Story<>(message, message, prepared, failure, done, done, "");
        }

        public Story<W> ofKind(String other) {
            return new Story<>(other, message, prepared, failure, done, lost, asking);
        }

        /** The same, for a job that leaves the world otherwise when it fails beyond return. */
        public Story<W> orElse(Consumer<W> otherwise) {
            return new Story<>(kind, message, prepared, failure, done, otherwise, asking);
        }

        public Story<W> asking(String step) {
            return new Story<>(kind, message, prepared, failure, done, lost, step);
        }

        private boolean isBeyondReturn(List<String> steps, int last, int step, Trouble trouble) {
            int asks = steps.indexOf(asking);
            int point = asks >= 0 ? Math.min(asks, last) : last;
            return step > point || (step == point && trouble == Trouble.FAILS_AFTERWARDS);
        }
    }

    protected abstract List<Story<W>> stories();

    protected abstract W freshWorld();

    protected abstract ApiKit api(W world);

    protected abstract String session(W world);

    protected abstract Meddler meddler(W world);

    /** What steps throw when something is wrong below. */
    protected abstract RuntimeException failure();

    /** All that a job could change, in words. */
    protected abstract String inWords(W world);

    /** Has done what a daemon does by itself when something has happened. */
    protected abstract void settle(W world);

    /** Fails when rows say something else than what is, or something is there that no row asks for. */
    protected abstract void assertInOrder(W world);

    @TestFactory
    Stream<DynamicTest> leavesNothingBehindWhereverItGoesWrong() {
        return stories().stream().flatMap(this::everyTrouble);
    }

    private Stream<DynamicTest> everyTrouble(Story<W> story) {
        List<String> steps = stepsOf(story);
        return IntStream.range(0, steps.size())
                .boxed()
                .flatMap(step -> Stream.of(Trouble.values())
                        .map(trouble -> DynamicTest.dynamicTest(
                                story.message() + ": " + steps.get(step) + " " + trouble,
                                () -> bears(story, step, trouble))));
    }

    /** The steps, found by doing it, which shows also that it is done when nothing goes wrong. */
    private List<String> stepsOf(Story<W> story) {
        try (W world = freshWorld()) {
            List<Object> parameters = story.prepared().apply(world);
            meddler(world).watch(story.kind());
            assertSucceeded(world, story, order(world, story, parameters));
            assertThat(meddler(world).steps()).as("steps of " + story.message()).isNotEmpty();
            return meddler(world).steps();
        } catch (Exception problem) {
            throw new AssertionError(story.message(), problem);
        }
    }

    private void bears(Story<W> story, int step, Trouble trouble) throws Exception {
        try (W world = freshWorld()) {
            List<Object> parameters = story.prepared().apply(world);
            String before = inWords(world);
            meddler(world).disturb(story.kind(), step, trouble, this::failure);
            Row<Task> task = order(world, story, parameters);
            int last = meddler(world).pointOfNoReturn();
            if (trouble == Trouble.STOPPED_BEFORE && step > last) {
                assertSucceeded(world, story, task);
                return;
            }
            assertEndedBadly(story, trouble, task);
            if (story.isBeyondReturn(meddler(world).steps(), last, step, trouble)) {
                settle(world);
                assertInOrder(world);
                story.lost().accept(world);
            } else {
                assertInOrder(world);
                assertThat(inWords(world)).isEqualTo(before);
                assertSucceeded(world, story, order(world, story, parameters));
            }
        }
    }

    private static void assertEndedBadly(Story<?> story, Trouble trouble, Row<Task> task) {
        boolean stopped = trouble == Trouble.STOPPED_BEFORE;
        assertThat(task.get(Task.STATUS)).isEqualTo(stopped ? TaskStatus.CANCELLED : TaskStatus.FAILURE);
        assertThat(task.get(Task.ERROR_INFO)).first().isEqualTo(stopped ? "TASK_CANCELLED" : story.failure());
    }

    private void assertSucceeded(W world, Story<W> story, Row<Task> task) {
        assertThat(task.get(Task.ERROR_INFO)).as(story.message()).isEmpty();
        assertThat(task.get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
        story.done().accept(world);
        assertInOrder(world);
    }

    private Row<Task> order(W world, Story<W> story, List<Object> parameters) {
        ApiKit api = api(world);
        Object[] all =
                Stream.concat(Stream.of(session(world)), parameters.stream()).toArray();
        Ref<Task> task = Ref.of(api.value("Async." + story.message(), all).toString());
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (api.row(Task.CLASS, task).get(Task.STATUS) == TaskStatus.PENDING) {
            assertThat(System.nanoTime()).as(story.message() + " ends").isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(api.store.snapshot().table(JobRecord.CLASS).size()).isZero();
        return api.row(Task.CLASS, task);
    }
}
