package io.xapid.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pool's state: read from immutable snapshots, changed by transactions that the log orders and keeps.
 *
 * <p>Transactions run one after the other on the newest state, committed or not, so that they never conflict on one
 * host; each is acknowledged when the log has made it durable, which, since the log keeps order, makes everything it saw
 * durable too.
 */
public final class Store implements AutoCloseable {
    private static final int REMEMBERED_CHANGES = 16_384;
    private static final int ENTRIES_PER_IMAGE = 20_000;
    private static final long BYTES_PER_IMAGE = 64L << 20;

    private final CommitLog log;
    private final Clock clock;
    private final EntryCodec codec;
    private final ImageCodec images;
    private final ChangeFeed feed = new ChangeFeed(REMEMBERED_CHANGES);
    private final Object order = new Object();
    private final ArrayDeque<Pending> pending = new ArrayDeque<>(); // guarded by order, as are the next two
    private Snapshot newest; // ahead of committed while entries are under way
    private boolean inBody;
    private volatile Snapshot committed; // written under order

    /** Opens the state that {@code log} keeps. */
    public Store(Schema schema, CommitLog log, Clock clock) throws LogException {
        this.log = log;
        this.clock = clock;
        this.codec = new EntryCodec(schema);
        this.images = new ImageCodec(schema);
        this.committed = Snapshot.empty(schema);
        this.newest = committed;
        log.start(new Applier());
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
     * could not keep it, or something that it had read, in which case nothing has changed.
     *
     * <p>It completes on the log's thread, which must not wait: what follows hands long work on, and joins no other
     * transaction.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the outcome hears of every failure
    public <R> CompletableFuture<R> transact(Function<Transaction, R> body) {
        var outcome = new CompletableFuture<R>();
        synchronized (order) {
            if (inBody) {
                throw new IllegalStateException("a transaction's body starts no other transaction");
            }
            var transaction = new Transaction(newest, newest.index() + 1, now());
            try {
                R result = run(body, transaction);
                if (transaction.isReadOnly()) {
                    afterAllBefore(failure -> settle(outcome, result, failure));
                } else {
                    append(transaction).whenComplete((ok, failure) -> settle(outcome, result, failure));
                }
            } catch (RuntimeException refused) {
                afterAllBefore(failure -> outcome.completeExceptionally(failure == null ? refused : failure));
            }
        }
        return outcome;
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private <R> R run(Function<Transaction, R> body, Transaction transaction) {
        inBody = true;
        try {
            return body.apply(transaction);
        } finally {
            inBody = false;
            transaction.end();
        }
    }

    /** Gives the transaction's changes to the log and takes the state that they lead to for the newest. */
    private CompletableFuture<Void> append(Transaction transaction) {
        byte[] bytes = codec.encode(transaction.entry());
        if (bytes.length > CommitLog.LARGEST_ENTRY) {
            throw new LogException("The transaction has %d bytes, and %d is the most."
                    .formatted(bytes.length, CommitLog.LARGEST_ENTRY));
        }
        var entry = new Pending(bytes, transaction.applied());
        pending.addLast(entry);
        newest = entry.applied.state();
        CompletionStage<Void> appended;
        try {
            appended = log.append(newest.index(), bytes);
        } catch (RuntimeException failure) {
            appended = CompletableFuture.failedFuture(new LogException("The log failed: " + failure, failure));
        }
        appended.whenComplete((ok, failure) -> {
            if (failure != null) {
                withdraw(entry);
            }
            settle(entry.durable, null, failure);
        });
        return entry.durable;
    }

    /** Calls back when all entries under way are durable, with null, or cannot be, with the reason. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of a failure
    private void afterAllBefore(Consumer<@Nullable Throwable> then) {
        if (pending.isEmpty()) {
            then.accept(null);
        } else {
            pending.getLast().durable.whenComplete((ok, failure) -> then.accept(failure));
        }
    }

    /** What was built on an entry that is lost is lost with it. */
    private void withdraw(Pending entry) {
        synchronized (order) {
            if (pending.contains(entry)) {
                Pending last;
                do {
                    last = pending.removeLast(); // its own failure is told as well, and finds nothing left to withdraw
                } while (!last.equals(entry));
                newest = pending.isEmpty()
                        ? committed
                        : pending.getLast().applied.state();
            }
        }
    }

    private static <R> void settle(CompletableFuture<R> outcome, @Nullable R result, @Nullable Throwable failure) {
        if (failure == null) {
            outcome.complete(result);
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    /** An entry handed to the log and not yet applied. */
    private static final class Pending {
        private final byte[] entry;
        private final StateMachine.Applied applied;
        private final CompletableFuture<Void> durable = new CompletableFuture<>();

        Pending(byte[] entry, StateMachine.Applied applied) {
            this.entry = entry;
            this.applied = applied;
        }
    }

    /** Applies what the log has committed, on the log's thread. */
    private final class Applier implements CommitLog.Sink {
        private long imageAt;
        private long bytesSinceImage;

        @Override
        public void install(long index, InputStream image) throws IOException {
            Snapshot state = images.read(index, image);
            synchronized (order) {
                committed = state;
                newest = state;
            }
            feed.startAt(index);
            imageAt = index;
        }

        @Override
        public void apply(long index, byte[] entry) {
            Pending mine = ours(entry);
            StateMachine.Applied applied =
                    mine != null ? mine.applied : StateMachine.apply(committed, index, codec.decode(entry));
            feed.remember(applied.changes()); // before the state shows: who reads it can ask what led to it
            synchronized (order) {
                committed = applied.state();
                if (mine != null) {
                    pending.remove(mine);
                }
                if (pending.isEmpty()) {
                    newest = committed;
                }
            }
            feed.tell(applied.state(), applied.changes());
            keepImageWhenDue(entry.length);
        }

        private @Nullable Pending ours(byte[] entry) {
            synchronized (order) {
                Pending first = pending.peekFirst();
                return first != null && first.entry == entry ? first : null;
            }
        }

        private void keepImageWhenDue(int bytes) {
            bytesSinceImage += bytes;
            Snapshot state = committed;
            if (state.index() - imageAt >= ENTRIES_PER_IMAGE || bytesSinceImage >= BYTES_PER_IMAGE) {
                imageAt = state.index();
                bytesSinceImage = 0;
                log.keep(state.index(), out -> images.write(state, out)); // a failure is the log's to tell
            }
        }
    }
}
