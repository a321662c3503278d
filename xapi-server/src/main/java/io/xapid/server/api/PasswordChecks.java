package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Checks passwords on a thread of its own, so that somebody who tries many wrong ones keeps no other call from being
 * answered.
 */
public final class PasswordChecks implements AutoCloseable {
    private static final int MOST_WAITING = 256;

    private final Passwords passwords;
    private final ThreadPoolExecutor thread;

    public PasswordChecks(Passwords passwords) {
        this.passwords = passwords;
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
        return check(user, password).thenApply(right -> right && user.equals(Passwords.ROOT));
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
