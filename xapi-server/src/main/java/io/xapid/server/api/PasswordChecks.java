package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Checks passwords on a thread of its own, so that somebody who tries many wrong ones keeps no other call from being
 * answered. That one is wrong is told late, to make guessing slow; no thread waits meanwhile.
 */
public final class PasswordChecks implements AutoCloseable {
    private static final int MOST_WAITING = 256;

    private final Passwords passwords;
    private final Duration wrongPasswordDelay;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final ThreadPoolExecutor thread;

    /** @param timer wakes those who gave a wrong password, on {@code workers}; the caller owns both */
    public PasswordChecks(
            Passwords passwords, Duration wrongPasswordDelay, ScheduledExecutorService timer, Executor workers) {
        this.passwords = passwords;
        this.wrongPasswordDelay = wrongPasswordDelay;
        this.timer = timer;
        this.workers = workers;
        this.thread = new ThreadPoolExecutor(
                1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), PasswordChecks::named);
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Tells whether this is root with the right password; no other local user may log in. At once if it was right the
     * last time, and in its turn otherwise.
     *
     * @throws CallFailure.TooBusy when too many wait for their turn
     */
    public CompletionStage<Boolean> proveRoot(String user, String password) {
        return check(user, password)
                .thenCompose(right -> right && user.equals(Passwords.ROOT) ? Stages.of(true) : falseLater());
    }

    private CompletionStage<Boolean> check(String user, String password) {
        if (passwords.isKnownToBeRight(user, password)) {
            return Stages.of(true);
        }
        try {
            return CompletableFuture.supplyAsync(() -> passwords.verify(user, password), thread);
        } catch (RejectedExecutionException tooMany) {
            throw new CallFailure.TooBusy();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the timer's own future tells nothing that the answer does not
    private CompletionStage<Boolean> falseLater() {
        var answer = new CompletableFuture<Boolean>();
        timer.schedule(
                () -> workers.execute(() -> answer.complete(false)),
                wrongPasswordDelay.toMillis(),
                TimeUnit.MILLISECONDS);
        return answer;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Thread named(Runnable work) {
        var made = new Thread(work, "passwords");
        made.setDaemon(true);
        return made;
    }
}
