package io.xapid.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pool's state: read from immutable snapshots, changed by transactions that the log orders and keeps.
 *
 * <p>Transactions run one after the other on the newest state, committed or not, so that they never conflict on one
 * host; each is acknowledged when the log has made it durable, which, since the log keeps order, makes everything it saw
 * durable too. Those of several hosts run side by side: one whose reading another has overtaken has no effect, and is run
 * again.
 */
public final class Store implements AutoCloseable {
    private static final int REMEMBERED_CHANGES = 16_384;
    private static final int ENTRIES_PER_IMAGE = 20_000;
    private static final long BYTES_PER_IMAGE = 64L << 20;
    private static final int MOST_ATTEMPTS = 200;
    private static final int ATTEMPTS_PER_TURN = 5;

    private final CommitLog log;
    private final Clock clock;
    private final EntryCodec codec;
    private final ImageCodec images;
    private final ChangeFeed feed = new ChangeFeed(REMEMBERED_CHANGES);
    private final Object order = new Object();
    private final ArrayDeque<Proposal<?>> open =
            new ArrayDeque<>(); // entries under way; guarded by order, as all below
    private Snapshot newest; // ahead of committed while entries are under way
    private boolean hasShifted; // whether another's entry came before some of those
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
     * could not keep it, or something that it had read, in which case nothing has changed. When an entry of another host
     * comes first and changes what it had read, it is run again; after many times that fails, too.
     *
     * <p>It completes on the log's thread, which must not wait: what follows hands long work on, and joins no other
     * transaction.
     */
    public <R> CompletableFuture<R> transact(Function<Transaction, R> body) {
        synchronized (order) {
            var proposal = new Proposal<>(body, attempt(body));
            enter(proposal).run(); // nobody has its outcome yet, to be called back
            return proposal.outcome();
        }
    }

    /**
     * Writes an image of the present state, so that the next start need not replay what led to it. The stage completes
     * when it is safe, or with {@link LogException}.
     */
    public CompletionStage<Void> keepImage() {
        CommitLog.Present present = present();
        return log.keep(present.index(), present.image());
    }

    private CommitLog.Present present() {
        Snapshot state = committed;
        return new CommitLog.Present(state.index(), out -> images.write(state, out));
    }

    @Override
    public void close() {
        log.close();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private <R> Attempt<R> attempt(Function<Transaction, R> body) {
        if (inBody) {
            throw new IllegalStateException("a transaction's body starts no other transaction");
        }
        inBody = true;
        try {
            return Attempt.of(body, committed, expected(), now(), codec);
        } finally {
            inBody = false;
        }
    }

    /** The state that all entries under way lead to, as far as can be known. */
    private Snapshot expected() {
        if (hasShifted) {
            newest = committed;
            for (Proposal<?> proposal : open) {
                proposal.expectBehind(newest);
                newest = proposal.attempt().applied().state();
            }
            hasShifted = false;
        }
        return newest;
    }

    /**
     * Gives what was attempted to the log; what changes nothing waits for what it has read. Returns what is left to do
     * when the order is let go of: whoever waits for an outcome is called back without it.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the proposal hears of every failure
    private Runnable enter(Proposal<?> proposal) {
        Attempt<?> attempt = proposal.attempt();
        if (!attempt.changesNothing()) {
            open.addLast(proposal);
            newest = attempt.applied().state();
            append(attempt).whenComplete((ok, failure) -> conclude(proposal, attempt.bytes(), failure));
        } else if (open.isEmpty()) {
            return proposal::settle;
        } else {
            open.getLast().follow(proposal);
        }
        return () -> {};
    }

    private CompletionStage<Void> append(Attempt<?> attempt) {
        try {
            return log.append(attempt.base().index() + 1, attempt.bytes());
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(new LogException("The log failed: " + failure, failure));
        }
    }

    private void conclude(Proposal<?> proposal, byte[] entry, @Nullable Throwable failure) {
        List<Proposal<?>> followers;
        Runnable then;
        Snapshot now = null; // the state that followers may have read, if it came to be
        synchronized (order) {
            if (failure != null) {
                withdraw(proposal, entry);
            }
            followers = proposal.takeFollowers();
            if (failure == null ? !proposal.landed().isAccepted() : failure instanceof LostEntryException) {
                then = attemptAgain(proposal);
            } else if (failure == null) {
                then = proposal::settle;
                now = proposal.landed().state();
            } else {
                List<Proposal<?>> doomed = followers;
                followers = List.of();
                then = () -> {
                    proposal.fail(failure);
                    doomed.forEach(follower -> follower.fail(failure));
                };
            }
        }
        then.run();
        for (Proposal<?> follower : followers) {
            conclude(follower, now);
        }
    }

    /** Of one that changed nothing: what it read is so now, or it has to read again. */
    private void conclude(Proposal<?> follower, @Nullable Snapshot now) {
        Runnable then;
        synchronized (order) {
            then = follower.attempt().base().equals(now) ? follower::settle : attemptAgain(follower);
        }
        then.run();
    }

    private <R> Runnable attemptAgain(Proposal<R> proposal) {
        if (proposal.attempts() % ATTEMPTS_PER_TURN == 0 && proposal.attempts() < MOST_ATTEMPTS) {
            return () -> attemptInTurn(proposal);
        }
        return attemptNow(proposal);
    }

    /** Others were quicker again and again. */
    @SuppressWarnings("FutureReturnValueIgnored") // it always comes
    private <R> void attemptInTurn(Proposal<R> proposal) {
        log.turn().whenComplete((turn, failure) -> {
            proposal.takeTurn(turn);
            Runnable then;
            synchronized (order) {
                then = attemptNow(proposal);
            }
            then.run();
        });
    }

    private <R> Runnable attemptNow(Proposal<R> proposal) {
        if (proposal.attempts() >= MOST_ATTEMPTS) {
            return () -> proposal.fail(new LogException(
                    "Others have changed what a transaction reads, each of the %d times that it was tried."
                            .formatted(MOST_ATTEMPTS)));
        }
        proposal.attemptedAgain(attempt(proposal.body()));
        return enter(proposal);
    }

    /** What was built on an entry that is lost is lost with it. */
    private void withdraw(Proposal<?> proposal, byte[] entry) {
        if (proposal.attempt().bytes() == entry && open.contains(proposal)) {
            Proposal<?> last;
            do {
                last = open.removeLast(); // its own failure is told as well, and finds nothing left to withdraw
            } while (!last.equals(proposal));
            newest = open.isEmpty()
                    ? committed
                    : open.getLast().attempt().applied().state();
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
                hasShifted = !open.isEmpty(); // a host of a pool that was away is sent a state while it runs
            }
            feed.startAt(index);
            imageAt = index;
        }

        @Override
        public void apply(long index, byte[] entry) {
            Proposal<?> mine;
            Attempt<?> expected = null;
            synchronized (order) {
                mine = ours(entry);
                if (mine != null && mine.attempt().base().equals(committed)) {
                    expected = mine.attempt();
                }
            }
            StateMachine.Applied applied =
                    expected != null ? expected.applied() : StateMachine.apply(committed, index, codec.decode(entry));
            feed.remember(applied.changes()); // before the state shows: who reads it can ask what led to it
            synchronized (order) {
                committed = applied.state();
                if (mine != null) {
                    open.remove(mine);
                    mine.land(applied);
                }
                hasShifted = !open.isEmpty() && (hasShifted || expected == null);
                if (open.isEmpty()) {
                    newest = committed;
                }
            }
            feed.tell(applied.state(), applied.changes());
            keepImageWhenDue(entry.length);
        }

        @Override
        public CommitLog.Present present() {
            return Store.this.present();
        }

        private @Nullable Proposal<?> ours(byte[] entry) {
            Proposal<?> first = open.peekFirst();
            return first != null && first.attempt().bytes() == entry ? first : null;
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
