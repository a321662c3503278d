package io.xapid.server.wire.codec;

import io.xapid.server.api.Reply;
import io.xapid.server.event.EventBatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The written form of the last few batches of events, for the many who are given the same batch at the same moment. Small
 * and few, so that it needs no budget; whoever does not find theirs writes it again.
 */
final class SharedAnswers<F> {
    /** What is longer is not kept. */
    static final int LARGEST_BYTES = 64 * 1024;

    private static final int KEPT = 16;
    private static final int MOST_EVENTS = 64;

    private final AtomicReferenceArray<@Nullable Entry<F>> entries = new AtomicReferenceArray<>(KEPT);
    private final AtomicInteger next = new AtomicInteger();

    private record Entry<F>(EventBatch batch, F form) {}

    /** The batch in a reply that others are probably given too, or null. */
    static @Nullable EventBatch batchForMany(Reply reply) {
        return reply instanceof Reply.Success success
                        && success.value() instanceof EventBatch batch
                        && batch.events().size() <= MOST_EVENTS
                ? batch
                : null;
    }

    /** The form of a batch, if it is kept; most probably the latest. Those who ask the same are given the same object. */
    @Nullable
    F find(EventBatch batch) {
        int newest = next.get() - 1;
        for (int i = 0; i < KEPT; i++) {
            Entry<F> entry = entries.get(Math.floorMod(newest - i, KEPT));
            if (entry != null && entry.batch.equals(batch)) {
                return entry.form;
            }
        }
        return null;
    }

    /** Keeps a form in place of the oldest one. */
    void keep(EventBatch batch, F form) {
        entries.set(Math.floorMod(next.getAndIncrement(), KEPT), new Entry<>(batch, form));
    }
}
