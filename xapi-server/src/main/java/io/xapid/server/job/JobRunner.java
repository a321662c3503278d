package io.xapid.server.job;

import io.xapid.model.event.Task;
import io.xapid.model.host.Host;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.LogException;
import io.xapid.model.store.LogFullException;
import io.xapid.model.store.Row;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.plan.Cancellation;
import io.xapid.server.plan.CancelledException;
import io.xapid.server.plan.PlanRunner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one job from its row to its end, in the calling thread. */
public final class JobRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final int COMMIT_TRIES = 5;

    /** What a crash has cut short is given its time anew: the daemon may have been away for longer than the job had. */
    private static final Duration SETTLED_WITHIN = Duration.ofHours(1);

    private static final long ROOM_EVERY_MILLIS = 500;

    private final Store store;
    private final JobTasks tasks;
    private final Map<String, JobKind> kinds;
    private final PlanRunner plans;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param timer tells when deadlines have passed; the caller owns it */
    public JobRunner(
            Store store,
            JobTasks tasks,
            List<JobKind> kinds,
            PlanRunner plans,
            ScheduledExecutorService timer,
            Clock clock) {
        this.store = store;
        this.tasks = tasks;
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(JobKind::name, kind -> kind));
        this.plans = plans;
        this.timer = timer;
        this.clock = clock;
    }

    /** Stops: jobs under way are left as they are, to be settled at the next start. */
    @Override
    public void close() {
        closed.countDown();
    }

    private boolean isClosing() {
        return closed.getCount() == 0;
    }

    /** @param leftover whether a crash has cut the job short before */
    Outcome run(Row<JobRecord> row, boolean leftover) {
        JobOrder order = JobOrder.of(row);
        JobKind kind = kinds.get(row.get(JobRecord.KIND));
        if (kind == null) {
            return unbegun(row, new CallFailure.NotImplemented(row.get(JobRecord.KIND)));
        }
        JobRun run;
        try {
            run = leftover ? kind.settle(order, store.snapshot()) : kind.begin(order, store.snapshot());
        } catch (RuntimeException problem) {
            return unbegun(row, documented(null, order.task(), problem));
        }
        return carryOut(row, order, kind, run, leftover);
    }

    /** Ends a job of a host that will not come back, in a transaction that says so of the host, too. */
    void giveUp(Transaction transaction, Row<JobRecord> row, Failure why) {
        JobKind kind = kinds.get(row.get(JobRecord.KIND));
        if (kind != null) {
            kind.release(JobOrder.of(row), transaction);
        }
        finish(transaction, row, new Outcome(null, why));
    }

    /** Ends a job whose turn never came. */
    Outcome cancel(Row<JobRecord> row) {
        return unbegun(row, new CallFailure.TaskCancelled(row.get(JobRecord.TASK)));
    }

    /** Ends a job that no run was made for. */
    private Outcome unbegun(Row<JobRecord> row, Failure why) {
        JobKind kind = kinds.get(row.get(JobRecord.KIND));
        Consumer<Transaction> release =
                kind == null ? transaction -> {} : transaction -> kind.release(JobOrder.of(row), transaction);
        return end(row, release, failing(null, why));
    }

    private Outcome carryOut(Row<JobRecord> row, JobOrder order, JobKind kind, JobRun run, boolean leftover) {
        Consumer<Transaction> release = transaction -> kind.release(order, transaction);
        var cancellation = new Cancellation();
        ScheduledFuture<?> deadline = timer.schedule(
                cancellation::request,
                leftover ? SETTLED_WITHIN.toMillis() : Math.max(0, millisUntil(row.get(JobRecord.DEADLINE))),
                TimeUnit.MILLISECONDS);
        JobTasks.Watch watch = tasks.onCancel(order.task(), cancellation::request);
        try {
            plans.run(run.plan(), cancellation, done -> tasks.progress(order.task(), done));
            return end(row, release, transaction -> new Outcome(run.conclude(transaction), null));
        } catch (Exception problem) {
            boolean interrupted = problem instanceof InterruptedException
                    || Thread.currentThread().isInterrupted();
            if (interrupted && isClosing()) {
                Thread.currentThread().interrupt();
                return new Outcome(null, new CallFailure.TaskCancelled(order.task()));
            }
            return end(row, release, failing(run, documented(run, order.task(), problem)));
        } finally {
            deadline.cancel(false);
            watch.close();
        }
    }

    private long millisUntil(Instant moment) {
        return Duration.between(clock.instant(), moment).toMillis();
    }

    /**
     * Ends the job in one transaction; an ending that is itself refused becomes a failed one. What has happened has
     * happened: while the disk has no room to say so, the job is not over.
     */
    private Outcome end(Row<JobRecord> row, Consumer<Transaction> release, Function<Transaction, Outcome> ending) {
        Function<Transaction, Outcome> tried = ending;
        boolean full = false;
        for (int attempt = 1; ; attempt++) {
            Function<Transaction, Outcome> now = tried;
            try {
                return store.transact(transaction -> {
                            release.accept(transaction);
                            return finish(transaction, row, now.apply(transaction));
                        })
                        .join();
            } catch (CompletionException wrapped) {
                Throwable cause = wrapped.getCause();
                if (cause instanceof LogFullException && waitForRoom(row, !full)) {
                    full = true;
                    attempt = 0;
                    continue;
                }
                if (attempt == COMMIT_TRIES || isClosing()) {
                    log.error(
                            "{} of {} is done and its end could not be written; it is settled at the next start",
                            row.get(JobRecord.KIND),
                            row.get(JobRecord.SUBJECT),
                            cause);
                    return new Outcome(null, new CallFailure.Internal("The outcome could not be written down."));
                }
                if (cause instanceof RuntimeException problem && !(cause instanceof LogException)) {
                    tried = failing(null, documented(null, row.get(JobRecord.TASK), problem));
                }
            }
        }
    }

    /** @return false when the daemon stops meanwhile */
    private boolean waitForRoom(Row<JobRecord> row, boolean isFirst) {
        if (isFirst) {
            log.warn(
                    "{} of {} is done, and its end waits for room on the disk",
                    row.get(JobRecord.KIND),
                    row.get(JobRecord.SUBJECT));
        }
        try {
            return !closed.await(ROOM_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Outcome finish(Transaction transaction, Row<JobRecord> row, Outcome outcome) {
        Ref<Task> task = row.get(JobRecord.TASK);
        boolean stays = row.get(JobRecord.KEEPS_TASK);
        Schema schema = store.snapshot().schema(); // every state has the same
        row.get(JobRecord.MARKS).forEach(mark -> Mark.decode(mark, schema).leave(transaction, task));
        if (outcome.failure() == null) {
            tasks.succeed(transaction, task, stays, outcome.requireResult());
        } else {
            tasks.fail(transaction, task, stays, outcome.failure().description());
        }
        outcome.leave(transaction, row);
        return outcome;
    }

    private static Function<Transaction, Outcome> failing(@Nullable JobRun run, Failure why) {
        return transaction -> {
            if (run != null) {
                run.abandon(transaction, why);
            }
            return new Outcome(null, why);
        };
    }

    private Failure documented(@Nullable JobRun run, Ref<Task> task, Exception problem) {
        if (problem instanceof Failure failure) {
            return failure;
        }
        if (problem instanceof CancelledException || problem instanceof InterruptedException) {
            return new CallFailure.TaskCancelled(task);
        }
        log.warn("task {}: {}", task, problem.toString(), problem);
        return run == null ? new CallFailure.Internal(String.valueOf(problem.getMessage())) : run.explain(problem);
    }

    /** How a job ended: with a result or with a failure. */
    record Outcome(@Nullable JobResult result, @Nullable Failure failure) {
        JobResult requireResult() {
            return Objects.requireNonNull(result);
        }

        /** Takes the job away, or says to the host that it came from how it has ended. */
        void leave(Transaction transaction, Row<JobRecord> row) {
            Ref<Host> origin = row.get(JobRecord.ORIGIN);
            if (origin.isNull() || origin.equals(row.get(JobRecord.HOST))) {
                transaction.delete(JobRecord.CLASS, row.ref());
                return;
            }
            if (failure == null) {
                JobResult.Named named = requireResult().named();
                transaction.set(JobRecord.CLASS, row.ref(), JobRecord.RESULT_CLASS, named.className());
                transaction.set(JobRecord.CLASS, row.ref(), JobRecord.RESULT, named.ref());
            } else {
                transaction.set(JobRecord.CLASS, row.ref(), JobRecord.FAILURE, failure.description());
            }
            transaction.set(JobRecord.CLASS, row.ref(), JobRecord.ENDED, true);
        }

        /** How a job ended on another host. */
        static Outcome of(Row<JobRecord> ended) {
            List<String> failure = ended.get(JobRecord.FAILURE);
            return failure.isEmpty()
                    ? new Outcome(
                            new JobResult.Named(ended.get(JobRecord.RESULT_CLASS), ended.get(JobRecord.RESULT))
                                    .result(),
                            null)
                    : new Outcome(null, Failure.told(failure));
        }

        void tell(CompletableFuture<JobResult> waiter) {
            if (failure == null) {
                waiter.complete(requireResult());
            } else {
                waiter.completeExceptionally(failure);
            }
        }
    }
}
