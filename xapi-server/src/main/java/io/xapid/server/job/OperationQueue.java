package io.xapid.server.job;

import io.xapid.model.event.Task;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets operations that collide with one under way try again whenever something has ended, instead of refusing them.
 * Those who wait hold an entry in a list and no thread.
 */
final class OperationQueue {
    private static final int MOST_WAITING = 100;
    private static final Duration LONGEST_WAIT = Duration.ofHours(2);

    private final JobTasks tasks;
    private final Executor workers;
    private final Set<Waiter<?>> waiters = new LinkedHashSet<>(); // guarded by this
    private long ends; // guarded by this; counts what has ended, so that no end between try and wait is missed

    OperationQueue(JobTasks tasks, Executor workers) {
        this.tasks = tasks;
        this.workers = workers;
    }

    /** Tries until the attempt meets something else than another operation's being in progress. */
    <T> CompletionStage<T> enter(Ref<Task> task, Supplier<? extends CompletionStage<T>> attempt) {
        var waiter = new Waiter<T>(task, attempt);
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
        private final Supplier<? extends CompletionStage<T>> attempt;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private boolean watched;

        Waiter(Ref<Task> task, Supplier<? extends CompletionStage<T>> attempt) {
            this.task = task;
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
                } else if (isCollision(failure)) {
                    waitFor(endsBefore);
                } else {
                    outcome.completeExceptionally(failure);
                }
            });
        }

        private void waitFor(long endsBefore) {
            try {
                if (await(this, endsBefore)) {
                    watchOnce();
                } else {
                    workers.execute(this::tryNow);
                }
            } catch (CallFailure.TooManyPendingTasks full) {
                outcome.completeExceptionally(full);
            }
        }

        private synchronized void watchOnce() {
            if (watched) {
                return;
            }
            watched = true;
            JobTasks.Watch cancel = tasks.onCancel(task, () -> giveUp(new CallFailure.TaskCancelled(task)));
            CompletableFuture<T> patience =
                    new CompletableFuture<T>().completeOnTimeout(null, LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
            CompletionStage<T> ran = patience;
            ran.thenRunAsync(() -> giveUp(new CallFailure.TooManyPendingTasks()), workers);
            CompletionStage<T> end = outcome;
            end.whenComplete((result, failure) -> {
                cancel.close();
                patience.cancel(false); // its timer would keep all of this for hours
            });
        }

        private void giveUp(RuntimeException why) {
            if (withdraw(this)) {
                outcome.completeExceptionally(why);
            }
        }

        /** A collision that names the operation it collides with may pass; one without names is final. */
        private boolean isCollision(Throwable failure) {
            return failure instanceof CallFailure.OtherOperationInProgress collision
                    && collision.parameters().size() > 2;
        }
    }
}
