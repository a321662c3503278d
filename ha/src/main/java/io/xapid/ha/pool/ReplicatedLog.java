package io.xapid.ha.pool;

import io.xapid.ha.log.LocalLog;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log that the hosts of a pool have in common. An entry is acknowledged when a majority of those that vote has it on disk and
 * it is in this host's own log; whichever host leads then, and whichever leads next.
 *
 * <p>An entry that was under way when the leader was lost is sent again to the next, by its number, and counts once: so nobody
 * has to find out what became of it. Without a majority entries wait; after a while new ones are refused.
 */
public final class ReplicatedLog implements CommitLog {
    private static final long READY_SECONDS = 10;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_MILLIS = 2;

    private final Membership membership;
    private final Links links;
    private final boolean isFounding;
    private final RaftThread thread;
    private final HostLog own;
    private @Nullable Running running; // guarded by this, as is what follows
    private boolean isStarted;
    private boolean isClosed;

    private record Running(JournalDatabase database, Outbox outbox, Voter voter, Optional<String> recovered) {}

    /**
     * Takes the state directory, as {@link LocalLog} does: of a host that belongs to a pool, or comes to one that is there already.
     *
     * @throws LogException when another process has it, or when it cannot be written
     */
    public ReplicatedLog(Path stateDirectory, Membership membership, Links links) throws LogException {
        this(stateDirectory, membership, links, false);
    }

    /**
     * Takes the state directory of a host that was alone, and founds a pool with what is there; does that only once, so it can be
     * asked for again after a crash. But a host that voted and lost its journal must not begin again as if it had not: then
     * this is not to be used.
     */
    public static ReplicatedLog founding(Path stateDirectory, Membership membership, Links links) throws LogException {
        return new ReplicatedLog(stateDirectory, membership, links, true);
    }

    private ReplicatedLog(Path stateDirectory, Membership membership, Links links, boolean isFounding)
            throws LogException {
        this.membership = membership;
        this.links = links;
        this.isFounding = isFounding;
        this.thread = new RaftThread("raft");
        try {
            this.own = new HostLog(stateDirectory, thread);
        } catch (LogException refused) {
            thread.close();
            throw refused;
        }
    }

    /**
     * Ends a host's part in a pool, of which it is told that it has left: its state stays, and it goes on alone from there. Nobody may
     * have it open.
     */
    public static void leave(Path stateDirectory) throws IOException {
        Path journal = LocalLog.journalOf(stateDirectory);
        Files.deleteIfExists(journal); // first: what is left of it then means nothing
        Files.deleteIfExists(journal.resolveSibling(journal.getFileName() + "-wal"));
    }

    /** After the start: what was repaired or left out in this host's own log. */
    public Optional<String> recovered() {
        Running now = running();
        return now == null ? Optional.empty() : now.recovered;
    }

    /** Who leads, as far as this host knows; empty when nobody does. */
    public Optional<UUID> leader() {
        Running now = running();
        return now == null ? Optional.empty() : Optional.ofNullable(now.voter.leader());
    }

    /** Those that vote, as far as is agreed on. */
    public Set<UUID> voters() {
        return electorate().voters();
    }

    /**
     * Gives a host a vote, after it has got the state. It runs already, or starts soon: nobody waits for it but the caller. On the host
     * that leads; fails with {@link LogException} elsewhere, and while another such change is under way.
     */
    public CompletionStage<Void> addVoter(UUID host) {
        return electorate().add(host);
    }

    /** Takes a host's vote. On the host that leads, like {@link #addVoter}; that one hands over first. */
    public CompletionStage<Void> removeVoter(UUID host) {
        return electorate().remove(host);
    }

    /** Has another host lead, which votes. On the host that leads. */
    public CompletionStage<Void> handOver(UUID host) {
        return electorate().handOver(host);
    }

    private Electorate electorate() {
        Running now = running();
        if (now == null) {
            throw new LogException("The log is not open.");
        }
        return new Electorate(now.voter::node, thread);
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
        var journal = new JournalStart(database, membership);
        long life = journal.beginLife();
        var outbox = new Outbox(membership.self(), life);
        var handing = new HandingSink(sink, outbox);
        Optional<String> recovered = own.start(handing);
        if (isFounding) {
            journal.found(own.last());
        }
        var voter = new Voter(new Voter.Parts(membership, thread, database, own, outbox, handing, life), links);
        synchronized (this) {
            running = new Running(database, outbox, voter, recovered);
        }
        voter.start();
        awaitReady(voter);
    }

    /** Alone there is nobody to wait for; in a pool the others may come later than this host. */
    private void awaitReady(Voter voter) throws LogException {
        try {
            if (!voter.awaitReady(READY_SECONDS) && membership.founders().size() == 1) {
                throw new LogException("The pool's log in %s does not get ready.".formatted(own.directory()));
            }
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
        thread.submit(now.voter::sendUnsent);
        return done;
    }

    @Override
    public CompletionStage<Turn> turn() {
        Running now = running();
        return now == null ? CommitLog.super.turn() : now.voter.askForTurn();
    }

    @Override
    public CompletionStage<Void> keep(long index, Image image) {
        return own.keep(index, image);
    }

    /** Makes all writing fail, or ends that: for tests. */
    void breakDisks(boolean isBroken) {
        own.breakDisk(isBroken);
        Running now = running();
        if (now != null) {
            thread.run(() -> now.database.setReadOnly(isBroken)); // what is appended next meets it
        }
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
            now.voter.close();
        }
        thread.close();
        own.close();
        if (now != null) {
            now.outbox.refuse(closed);
            now.database.close();
        }
    }
}
