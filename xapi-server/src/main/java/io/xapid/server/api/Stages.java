package io.xapid.server.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stages that are there at once, and what lies under their failures. */
final class Stages {
    private Stages() {}

    static <T> CompletionStage<T> of(T value) {
        return CompletableFuture.completedFuture(value);
    }

    /** For messages that answer nothing. */
    @SuppressWarnings("NullAway") // void has no value but null
    static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    /** The first stage, whose cancellation also cancels the work it comes from. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is the first stage again
    static <T> CompletionStage<T> givingUp(CompletionStage<T> stage, CompletionStage<?> work) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        future.whenComplete((value, problem) -> {
            if (future.isCancelled()) {
                work.toCompletableFuture().cancel(false);
            }
        });
        return future;
    }

    /** What went wrong, without the wrapping that stages put around it. */
    static Throwable cause(Throwable problem) {
        Throwable inner = problem;
        @Nullable Throwable under = inner.getCause();
        while (inner instanceof CompletionException && under != null) {
            inner = under;
            under = inner.getCause();
        }
        return inner;
    }
}
