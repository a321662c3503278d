package io.xapid.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The pool's state: read from immutable snapshots, changed by transactions that the log orders and keeps.
 *
 * <p>Transactions run one after the other on the newest state, committed or not, so that they never conflict on one
 * host; each is acknowledged when the log has made it durable, which, since the log keeps order, makes everything it saw
 * durable too.
 */
public final class Store implements AutoCloseable {
    private static final int REMEMBERED_CHANGES = 16_384;
    private static final int KEEP_IMAGE_EVERY = 20_000;

    private final CommitLog log;
    private final Clock clock;
    private final EntryCodec codec;
    private final ImageCodec images;
    private final ChangeFeed feed = new ChangeFeed(REMEMBERED_CHANGES);
    private final Object order = new Object();
    private final ArrayDeque<Pending> pending = new ArrayDeque<>(); // guarded by order
    private Snapshot newest; // guarded by order; ahead of committed while entries are under way
    private volatile Snapshot committed;
    private long imageAt; // touched by the log's thread only

    /** Opens the state that {@code log} keeps. */
    public Store(Schema schema, CommitLog log, Clock clock) throws LogException {
        this.log = log;
        this.clock = clock;
        this.codec = new EntryCodec(schema);
        this.images = new ImageCodec(schema);
        this.committed = Snapshot.empty(schema);
        this.newest = committed;
        log.start(new Applier());
        synchronized (order) {
            newest = committed;
        }
        feed.startAt(committed.index());
    }

    /** The state after the last durable entry. */
    public Snapshot snapshot() {
        return committed;
    }

    public ChangeFeed feed() {
        return feed;
    }

    /**
     * Runs {@code body} on the newest state and commits what it changes. The future completes when that is durable and
     * visible in {@link #snapshot()}; with what the body threw, if it threw; with {@link LogException} if the log
     * could not keep it, in which case nothing has changed.
     */
    public <R> CompletableFuture<R> transact(Function<Transaction, R> body) {
        CompletableFuture<Void> durable;
        R result;
        synchronized (order) {
            long index = newest.index() + 1;
            var transaction = new Transaction(newest, index, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            try {
                result = body.apply(transaction);
            } catch (RuntimeException refused) {
                return CompletableFuture.failedFuture(refused);
            }
            if (transaction.isReadOnly()) {
                durable = pending.isEmpty() ? CompletableFuture.completedFuture(null) : pending.getLast().durable;
            } else {
                byte[] entry = codec.encode(transaction.entry());
                StateMachine.Applied applied = transaction.applied();
                durable = new CompletableFuture<>();
                pending.addLast(new Pending(entry, applied, durable));
                newest = applied.state();
                CompletableFuture<Void> outcome = durable;
                log.append(index, entry).whenComplete((ok, failure) -> settle(index, outcome, failure));
            }
        }
        return durable.thenApply(ok -> result);
    }

    /**
     * Writes an image of the present state, so that the next start need not replay what led to it. The stage completes
     * when it is safe, or with {@link LogException}.
     */
    public CompletionStage<Void> keepImage() {
        Snapshot state = committed;
        return log.keep(state.index(), out -> images.write(state, out));
    }

    @Override
    public void close() {
        log.close();
    }

    private void settle(
            long index, CompletableFuture<Void> outcome, @org.jspecify.annotations.Nullable Throwable failure) {
        if (failure == null) {
            outcome.complete(null);
            return;
        }
        synchronized (order) { // what was built on the lost entry is lost with it
            pending.removeIf(entry -> entry.applied.state().index() >= index);
            if (newest.index() >= index) {
                newest = pending.isEmpty()
                        ? committed
                        : pending.getLast().applied.state();
            }
        }
        outcome.completeExceptionally(failure);
    }

    /** An entry handed to the log and not yet applied. */
    private static final class Pending {
        private final byte[] entry;
        private final StateMachine.Applied applied;
        private final CompletableFuture<Void> durable;

        Pending(byte[] entry, StateMachine.Applied applied, CompletableFuture<Void> durable) {
            this.entry = entry;
            this.applied = applied;
            this.durable = durable;
        }
    }

    /** Applies what the log has committed. */
    private final class Applier implements CommitLog.Sink {
        @Override
        public void install(long index, InputStream image) throws IOException {
            committed = images.read(index, image);
            imageAt = index;
        }

        @Override
        public void apply(long index, byte[] entry) {
            StateMachine.Applied applied = ours(entry);
            if (applied == null) {
                applied = StateMachine.apply(committed, index, codec.decode(entry));
            }
            feed.remember(applied.changes());
            committed = applied.state();
            feed.tell(applied.state(), applied.changes());
            if (index - imageAt >= KEEP_IMAGE_EVERY) {
                imageAt = index;
                Snapshot state = committed;
                log.keep(index, out -> images.write(state, out));
            }
        }

        private StateMachine.@org.jspecify.annotations.Nullable Applied ours(byte[] entry) {
            synchronized (order) {
                if (!pending.isEmpty() && pending.getFirst().entry == entry) {
                    return pending.removeFirst().applied;
                }
                return null;
            }
        }
    }
}
