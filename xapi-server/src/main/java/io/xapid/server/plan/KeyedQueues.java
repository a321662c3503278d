package io.xapid.server.plan;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Runs work one at a time per key, and in parallel across keys. */
public final class KeyedQueues<K> {
    private final Map<K, CompletableFuture<?>> tails = new ConcurrentHashMap<>();
    private final Executor workers;

    public KeyedQueues(Executor workers) {
        this.workers = workers;
    }

    /** Queues {@code work} behind all that {@code key} still has to do, whether that succeeds or fails. */
    @SuppressWarnings("FutureReturnValueIgnored") // whatever happens is told through mine
    public <T> CompletableFuture<T> submit(K key, Supplier<T> work) {
        var mine = new CompletableFuture<T>();
        CompletableFuture<?> before = tails.put(key, mine);
        (before == null ? completedFuture(null) : before)
                .whenCompleteAsync((ignored, failure) -> completeWith(work, mine), workers);
        mine.whenComplete((ignored, failure) -> tails.remove(key, mine));
        return mine;
    }

    /** Whether nothing is queued or running for {@code key}. */
    public boolean isIdle(K key) {
        return !tails.containsKey(key);
    }

    private static <T> void completeWith(Supplier<T> work, CompletableFuture<T> mine) {
        try {
            mine.complete(work.get());
        } catch (RuntimeException | Error failure) {
            mine.completeExceptionally(failure);
        }
    }
}
