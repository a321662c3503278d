package io.xapid.server.job;

import io.xapid.model.event.Task;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.CallFailure.OtherOperationInProgress;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets operations that collide with one under way try again whenever something has ended, instead of refusing them.
 * Those who wait hold an entry in a list and no thread.
 */
final class OperationQueue {
    private static final int MOST_WAITING = 100;

    private final JobTasks tasks;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Set<Waiter<?>> waiters = new LinkedHashSet<>(); // guarded by this
    private long ends; // guarded by this; counts what has ended, so that no end between try and wait is missed

    OperationQueue(JobTasks tasks, Executor workers, ScheduledExecutorService timer) {
        this.tasks = tasks;
        this.workers = workers;
        this.timer = timer;
    }

    /**
     * Tries until the attempt meets something else than another operation's being in progress, or has waited as long as
     * what is in the way is worth.
     */
    <T> CompletionStage<T> enter(Ref<Task> task, Patience patience, Supplier<? extends CompletionStage<T>> attempt) {
        var waiter = new Waiter<T>(task, patience, attempt);
        waiter.tryNow();
        return waiter.outcome;
    }

    /** Some job is done: those who wait may try again. */
    void somethingEnded() {
        List<Waiter<?>> toWake;
        synchronized (this) {
            ends++;
            toWake = new ArrayList<>(waiters);
            waiters.clear();
        }
        toWake.forEach(waiter -> workers.execute(waiter::tryNow)); // not on the log's thread
    }

    private synchronized long endsSoFar() {
        return ends;
    }

    /** Whether the waiter now waits; if not, something ended meanwhile and it should try again at once. */
    private synchronized boolean await(Waiter<?> waiter, long endsBefore) {
        if (ends != endsBefore) {
            return false;
        }
        if (waiters.size() >= MOST_WAITING) {
            throw new CallFailure.TooManyPendingTasks();
        }
        waiters.add(waiter);
        return true;
    }

    private synchronized boolean withdraw(Waiter<?> waiter) {
        return waiters.remove(waiter);
    }

    private final class Waiter<T> {
        private final Ref<Task> task;
        private final Patience patience;
        private final Supplier<? extends CompletionStage<T>> attempt;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private final Map<Duration, ScheduledFuture<?>> alarms = new HashMap<>(); // guarded by this
        private final Set<Duration> over = ConcurrentHashMap.newKeySet(); // waits that have been long enough
        private final AtomicBoolean watched = new AtomicBoolean();
        private volatile @Nullable Failure stopped;
        private volatile @Nullable OtherOperationInProgress inTheWay;

        Waiter(Ref<Task> task, Patience patience, Supplier<? extends CompletionStage<T>> attempt) {
            this.task = task;
            this.patience = patience;
            this.attempt = attempt;
        }

        void tryNow() {
            long endsBefore = endsSoFar();
            attempt.get().whenComplete((result, problem) -> {
                Throwable failure = problem instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : problem;
                if (failure == null) {
                    outcome.complete(result);
                } else if (failure instanceof OtherOperationInProgress collision && isPassing(collision)) {
                    waitFor(collision, endsBefore);
                } else {
                    outcome.completeExceptionally(failure);
                }
            });
        }

        private void waitFor(OtherOperationInProgress collision, long endsBefore) {
            try {
                inTheWay = collision;
                watchOnce();
                setAlarm(patience.with(collision));
                if (await(this, endsBefore)) {
                    giveUpIfItIsTime(); // it may have become so during the try
                } else {
                    workers.execute(this::tryNow);
                }
            } catch (CallFailure.TooManyPendingTasks full) {
                outcome.completeExceptionally(full);
            }
        }

        private void watchOnce() {
            if (watched.compareAndSet(false, true)) {
                JobTasks.Watch cancel = tasks.onCancel(task, () -> {
                    stopped = new CallFailure.TaskCancelled(task);
                    giveUpIfItIsTime();
                });
                CompletionStage<T> end = outcome;
                end.whenComplete((result, failure) -> {
                    cancel.close();
                    stopAlarms();
                });
            }
        }

        /** Goes off when it has been so long since the first collision that is worth this wait and no longer one. */
        private synchronized void setAlarm(Duration wait) {
            alarms.computeIfAbsent(
                    wait,
                    any -> timer.schedule(
                            () -> {
                                over.add(wait);
                                workers.execute(this::giveUpIfItIsTime);
                            },
                            wait.toMillis(),
                            TimeUnit.MILLISECONDS));
        }

        private synchronized void stopAlarms() {
            alarms.values().forEach(alarm -> alarm.cancel(false)); // they would keep all of this for hours
            alarms.clear();
        }

        /** While a try is under way nothing happens; it is asked again when the try has met a collision. */
        private void giveUpIfItIsTime() {
            Failure why = reasonToGiveUp();
            if (why != null && withdraw(this)) {
                outcome.completeExceptionally(why);
            }
        }

        private @Nullable Failure reasonToGiveUp() {
            OtherOperationInProgress collision = inTheWay;
            if (stopped != null || collision == null) {
                return stopped;
            }
            Duration worth = patience.with(collision);
            return over.stream().anyMatch(wait -> wait.compareTo(worth) >= 0) ? collision : null;
        }

        /** A collision that names the operation it collides with may pass; one without names is final. */
        private static boolean isPassing(OtherOperationInProgress collision) {
            return collision.parameters().size() > 2;
        }
    }
}
