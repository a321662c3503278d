package io.xapid.model.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One log in memory that several stores write, as the hosts of a pool do, for tests: each step of an entry is taken when
 * the test says so, in one thread. What a member appends waits until it is given its place in the order, and what has a place
 * reaches each member in that order.
 */
final class SharedOrder {
    private final List<byte[]> entries = new ArrayList<>();

    Member member() {
        return new Member();
    }

    final class Member implements CommitLog {
        private final ArrayDeque<Open> waiting = new ArrayDeque<>();
        private final ArrayDeque<Open> placed = new ArrayDeque<>();
        private @Nullable Sink sink;
        private int delivered;

        /** Gives the oldest that waits its place; false when none does. */
        boolean placeOne() {
            Open one = waiting.pollFirst();
            if (one == null) {
                return false;
            }
            entries.add(one.entry);
            placed.addLast(one);
            return true;
        }

        /** Hands over the next entry in the order; false when there is none. */
        boolean deliverOne() {
            if (delivered == entries.size()) {
                return false;
            }
            byte[] entry = entries.get(delivered++);
            Open first = placed.peekFirst();
            if (first == null || first.entry != entry) {
                Library.notNull(sink).apply(delivered, entry.clone());
                return true;
            }
            placed.removeFirst();
            Library.notNull(sink).apply(delivered, entry);
            first.done.complete(null);
            return true;
        }

        /** What waits will never have a place, as when whoever gave places is gone. */
        void loseWhatWaits() {
            List<Open> lost = List.copyOf(waiting);
            waiting.clear();
            lost.forEach(one -> one.done.completeExceptionally(new LostEntryException("told to lose it")));
        }

        @Override
        public void start(Sink applier) {
            sink = applier;
        }

        @Override
        public CompletionStage<Void> append(long index, byte[] entry) {
            var one = new Open(entry);
            waiting.addLast(one);
            return one.done;
        }

        @Override
        public CompletionStage<Void> keep(long index, Image image) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }

    private static final class Open {
        private final byte[] entry;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Open(byte[] entry) {
            this.entry = entry;
        }
    }
}
