package io.xapid.ha.pool;

import io.xapid.ha.log.LocalLog;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The log of a host of a pool that does not vote: a full copy of what those agree on who do. It follows one of them, and another when
 * that one is gone; what is appended here goes that way to whoever leads. An entry is acknowledged when it is agreed on and in
 * this host's own log, as on a host that votes.
 */
public final class FollowingLog implements CommitLog {
    private static final long READY_SECONDS = 10;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_MILLIS = 2;

    private final Membership membership;
    private final Links links;
    private final Supplier<List<UUID>> voters;
    private final RaftThread thread;
    private final HostLog own;
    private @Nullable Running running; // guarded by this, as is what follows
    private boolean isStarted;
    private boolean isClosed;

    private record Running(JournalDatabase database, Outbox outbox, Upstream upstream, Optional<String> recovered) {}

    /**
     * Takes the state directory, as {@link LocalLog} does.
     *
     * @param voters those that can be followed, asked for each time; the first that answers is
     * @throws LogException when another process has it, or when it cannot be written
     */
    public FollowingLog(Path stateDirectory, Membership membership, Links links, Supplier<List<UUID>> voters)
            throws LogException {
        this.membership = membership;
        this.links = links;
        this.voters = voters;
        this.thread = new RaftThread("follow-out");
        try {
            this.own = new HostLog(stateDirectory, thread);
        } catch (LogException refused) {
            thread.close();
            throw refused;
        }
    }

    /** After the start: what was repaired or left out in this host's own log. */
    public Optional<String> recovered() {
        Running now = running();
        return now == null ? Optional.empty() : now.recovered;
    }

    /** Whom it follows; empty when nobody answers. */
    public Optional<UUID> followed() {
        Running now = running();
        return now == null ? Optional.empty() : Optional.ofNullable(now.upstream.followed());
    }

    private synchronized @Nullable Running running() {
        return running;
    }

    @Override
    public void start(Sink sink) throws LogException {
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
            } catch (IOException | RuntimeException problem) {
                database.close();
                throw problem;
            }
        } catch (IOException problem) {
            throw new LogException(
                    "This host's part of the pool's log in %s cannot be used: %s"
                            .formatted(own.directory(), problem.getMessage()),
                    problem);
        }
    }

    private void start(Sink sink, JournalDatabase database) throws IOException, LogException {
        var lives = new JournalStart(database, membership);
        var outbox = new Outbox(membership.self(), lives.beginLife());
        var handing = new HandingSink(sink, outbox);
        Optional<String> recovered = own.start(handing);
        var ready = new CountDownLatch(1);
        var upstream = new Upstream(
                new Upstream.Parts(membership, thread, own, outbox, lives, ready::countDown), links, voters);
        synchronized (this) {
            running = new Running(database, outbox, upstream, recovered);
        }
        upstream.start();
        try {
            ready.await(READY_SECONDS, TimeUnit.SECONDS); // or those that vote come later than this host
            own.awaitWritten(TimeUnit.SECONDS.toNanos(READY_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogException("The start was interrupted.", e);
        }
    }

    @Override
    public CompletionStage<Void> append(long index, byte[] entry) {
        Running now = running();
        if (now == null) {
            return CompletableFuture.failedFuture(new LogException("The log is not open."));
        }
        CompletionStage<Void> done = now.outbox.append(index, entry);
        thread.submit(now.upstream::send);
        return done;
    }

    @Override
    public CompletionStage<Turn> turn() {
        Running now = running();
        return now == null ? CommitLog.super.turn() : now.upstream.askForTurn();
    }

    @Override
    public CompletionStage<Void> keep(long index, Image image) {
        return own.keep(index, image);
    }

    @Override
    public void close() {
        Running now;
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
            now.upstream.close();
        }
        thread.close();
        own.close();
        if (now != null) {
            now.outbox.refuse(closed);
            now.database.close();
        }
    }
}
