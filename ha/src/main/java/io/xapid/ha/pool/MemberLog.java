package io.xapid.ha.pool;

import io.xapid.ha.log.LocalLog;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log of a host of a pool, from its start to its end: this host's own log, into which goes what is agreed on, and the part that
 * this host has in the agreement.
 *
 * @param <P> that part
 */
public abstract sealed class MemberLog<P extends MemberLog.Part> implements CommitLog
        permits ReplicatedLog, FollowingLog {
    private static final long READY_SECONDS = 10;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_MILLIS = 2;

    private final Membership membership;
    private final RaftThread thread;
    private final HostLog own;
    private final CountDownLatch ready = new CountDownLatch(1);
    private @Nullable Running<P> running; // guarded by this, as is what follows
    private boolean isStarted;
    private boolean isClosed;

    /** What a host does for the agreement, and what it gets from there. */
    interface Part extends AutoCloseable {
        void start() throws IOException;

        /** Sends what has not been sent. On the log's thread. */
        void send();

        /** See {@link CommitLog#turn}. */
        CompletionStage<Turn> askForTurn();

        /** Who leads, as far as this host knows. */
        @Nullable
        UUID leader();

        /** Whether this host is the only one that votes, so that it waits for nobody. */
        boolean isAlone();

        @Override
        void close();
    }

    /**
     * What a part works with, and does not close.
     *
     * @param ready to be opened when this host has seen all that was agreed on before it came
     */
    record Tools(
            Membership membership,
            RaftThread thread,
            JournalDatabase database,
            HostLog own,
            Outbox outbox,
            CommitLog.Sink sink,
            CountDownLatch ready) {
        JournalStart journal() {
            return new JournalStart(database, membership);
        }
    }

    private record Running<P>(JournalDatabase database, Outbox outbox, P part, Optional<String> recovered) {}

    MemberLog(Path stateDirectory, Membership membership, String threadName) throws LogException {
        this.membership = membership;
        this.thread = new RaftThread(threadName);
        try {
            this.own = new HostLog(stateDirectory, thread);
        } catch (LogException refused) {
            thread.close();
            throw refused;
        }
    }

    /** @param lastEntry the index of this host's last entry */
    abstract P join(Tools tools, long lastEntry) throws IOException;

    /** After the start: what was repaired or left out in this host's own log. */
    public final Optional<String> recovered() {
        Running<P> now = running();
        return now == null ? Optional.empty() : now.recovered;
    }

    /** Who leads, as far as this host knows; empty when nobody does. */
    public final Optional<UUID> leader() {
        return part().map(Part::leader);
    }

    /** Whether this host has seen, since it was started, all that was agreed on before. */
    public final boolean isReady() {
        return running() != null && ready.getCount() == 0 && own.awaitWritten(0);
    }

    /** Empty before the start. */
    final Optional<P> part() {
        Running<P> now = running();
        return now == null ? Optional.empty() : Optional.of(now.part);
    }

    final RaftThread thread() {
        return thread;
    }

    private synchronized @Nullable Running<P> running() {
        return running;
    }

    @Override
    public final void start(Sink sink) throws LogException {
        synchronized (this) {
            if (isStarted || isClosed) {
                throw new IllegalStateException("a log is started once");
            }
            isStarted = true;
        }
        try {
            JournalDatabase database = JournalDatabase.open(LocalLog.journalOf(own.directory()));
            try {
                start(sink, database);
                awaitReady();
            } catch (IOException | RuntimeException problem) {
                closeUnused(database);
                throw problem;
            }
        } catch (IOException problem) {
            throw new LogException(
                    "This host's part of the pool's log in %s cannot be used: %s"
                            .formatted(own.directory(), problem.getMessage()),
                    problem);
        }
    }

    /** Unless something uses it, which then closes it. */
    private void closeUnused(JournalDatabase database) {
        if (running() == null) {
            database.close();
        }
    }

    private void start(Sink sink, JournalDatabase database) throws IOException, LogException {
        var outbox = new Outbox(membership.self(), new JournalStart(database, membership).beginLife());
        var handing = new HandingSink(sink, outbox);
        Optional<String> recovered = own.start(handing);
        P part = join(new Tools(membership, thread, database, own, outbox, handing, ready), own.last());
        synchronized (this) {
            running = new Running<>(database, outbox, part, recovered);
        }
        part.start();
    }

    /** Alone there is nobody to wait for; in a pool the others may come later than this host. */
    private void awaitReady() throws LogException {
        try {
            if (!ready.await(READY_SECONDS, TimeUnit.SECONDS)
                    && part().map(Part::isAlone).orElse(false)) {
                throw new LogException("The pool's log in %s does not get ready.".formatted(own.directory()));
            }
            own.awaitWritten(TimeUnit.SECONDS.toNanos(READY_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogException("The start was interrupted.", e);
        }
    }

    @Override
    public final CompletionStage<Void> append(long index, byte[] entry) {
        Running<P> now = running();
        if (now == null) {
            return CompletableFuture.failedFuture(new LogException("The log is not open."));
        }
        CompletionStage<Void> done = now.outbox.append(index, entry);
        thread.submit(now.part::send);
        return done;
    }

    @Override
    public final CompletionStage<Turn> turn() {
        return part().map(Part::askForTurn).orElseGet(CommitLog.super::turn);
    }

    @Override
    public final CompletionStage<Void> keep(long index, Image image) {
        return own.keep(index, image);
    }

    /** Makes all writing fail, or ends that: for tests. */
    final void breakDisks(boolean isBroken) {
        own.breakDisk(isBroken);
        Running<P> now = running();
        if (now != null) {
            thread.run(() -> now.database.setReadOnly(isBroken)); // what is appended next meets it
        }
    }

    @Override
    public final void close() {
        Running<P> now;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            now = running;
        }
        var closed = new LogException("The log is closed.");
        if (now != null) {
            now.outbox.close(closed);
            now.outbox.drain(DRAIN_NANOS, LOOK_MILLIS);
            now.part.close();
        }
        thread.close();
        own.close();
        if (now != null) {
            now.outbox.refuse(closed);
            now.database.close();
        }
    }
}
