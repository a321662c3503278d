package io.xapid.server.pool;

import io.xapid.ha.log.LocalLog;
import io.xapid.ha.pool.FollowingLog;
import io.xapid.ha.pool.Links;
import io.xapid.ha.pool.MemberLog;
import io.xapid.ha.pool.Membership;
import io.xapid.ha.pool.ReplicatedLog;
import io.xapid.ha.pool.SwitchableLog;
import io.xapid.ha.pool.TlsLinks;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.ChangeSet;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This host's seat in its pool, and with that the log that its state is kept in.
 *
 * <pre>
 *   alone ──found──▶ votes ◀──as the state says──▶ follows ◀──start after a join── alone
 * </pre>
 *
 * <p>Which one it is stands in {@link MemberFiles}; what the state says of it comes there as soon as it is agreed on.
 */
public final class PoolSeat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PoolSeat.class);
    private static final long END_SECONDS = 10;
    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long DOUBT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_MILLIS = 20;
    private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Path directory;
    private final MemberFiles files;
    private final InetSocketAddress listen;
    private final Clock clock;
    private final SwitchableLog kept;
    private final ExecutorService changes;
    private volatile @Nullable Roster roster; // null on a host that is alone
    private volatile CommitLog current;
    private @Nullable AutoCloseable feed;
    private volatile long changedAt = System.nanoTime();
    private boolean isLeaving; // guarded by this
    private Runnable onBroken = () -> {};

    /** @param listen where other hosts of the pool reach this one */
    private PoolSeat(Path stateDirectory, boolean recover, InetSocketAddress listen, Clock clock)
            throws IOException, LogException {
        this.directory = stateDirectory;
        this.files = new MemberFiles(stateDirectory);
        this.listen = listen;
        this.clock = clock;
        files.finish();
        Roster known = files.roster().orElse(null);
        if (known != null && known.stage() == Roster.Stage.JOINING) {
            files.putStateAside();
            known = known.at(Roster.Stage.MEMBER);
            files.write(known);
        }
        if (known != null && known.stage() == Roster.Stage.LEFT) {
            files.beginAnew();
            log.warn("this host is in pool {} no more, and begins anew as one that is alone", known.pool());
            known = null;
        }
        this.roster = known;
        this.current = known == null ? new LocalLog(stateDirectory, recover) : member(known);
        this.kept = new SwitchableLog(current);
        this.changes = Executors.newSingleThreadExecutor(work -> {
            var thread = new Thread(work, "pool-seat");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Takes the state directory.
     *
     * @param recover whether a host alone goes on with the intact part of a damaged state
     * @throws LogException when it cannot be used, in words for an operator
     */
    public static PoolSeat take(Path stateDirectory, boolean recover, InetAddress listen, int port, Clock clock)
            throws IOException, LogException {
        return new PoolSeat(stateDirectory, recover, new InetSocketAddress(listen, port), clock);
    }

    /** What the store is to be opened with. */
    public CommitLog log() {
        return kept;
    }

    /** After the start: what was repaired in this host's state, in words for an operator. */
    public Optional<String> recovered() {
        CommitLog now = current;
        return now instanceof LocalLog local
                ? local.recovered()
                : now instanceof ReplicatedLog voting ? voting.recovered() : ((FollowingLog) now).recovered();
    }

    private CommitLog member(Roster known) throws IOException, LogException {
        var membership = new Membership(known.pool(), known.self(), Set.of(known.founder()));
        Links links = links();
        if (known.stage() == Roster.Stage.FOUNDING) {
            return ReplicatedLog.founding(directory, membership, links);
        }
        return known.votes()
                ? new ReplicatedLog(directory, membership, links)
                : new FollowingLog(
                        directory,
                        membership,
                        links,
                        () -> Objects.requireNonNull(roster).votersToFollow());
    }

    private Links links() throws IOException {
        return new TlsLinks(files.credentials().context(), listen, this::addressOf);
    }

    private InetSocketAddress addressOf(UUID host) throws IOException {
        Roster known = roster;
        Roster.Peer peer = known == null ? null : known.peer(host).orElse(null);
        if (peer == null) {
            throw new IOException("host %s is not known in this pool".formatted(host));
        }
        return new InetSocketAddress(peer.address(), peer.port());
    }

    /**
     * From now on this seat is what the state says.
     *
     * @param broken called when a change went wrong, and the state cannot be written any more until the daemon starts anew
     */
    public void follow(Store store, Runnable broken) throws IOException {
        onBroken = broken;
        feed = store.feed().listen((state, changed) -> hear(store, changed));
        Roster known = roster;
        if (known != null && known.stage() == Roster.Stage.FOUNDING) {
            roster = new Founding(files).complete(store, known);
        }
        later(() -> adjust(store.snapshot()));
    }

    /**
     * Waits until this host has its pool's state and can write to it: it does not know before whether it still belongs there. Ends when the
     * daemon is told to.
     */
    public void awaitPool(Store store) throws InterruptedException {
        Roster known = roster;
        long said = System.nanoTime();
        while (known != null && !(isInTouch() && hasState(store))) {
            later(this::followIfOut);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            if (System.nanoTime() - said > SAY_NANOS) {
                said = System.nanoTime();
                log.warn("this host waits for its pool: a majority of {} does not answer", known.votersToFollow());
            }
        }
    }

    private static boolean hasState(Store store) {
        return !store.snapshot().table(Pool.CLASS).rows().isEmpty();
    }

    private boolean isInTouch() {
        return current instanceof MemberLog<?> member && member.isReady();
    }

    /**
     * Whether the pool has made this host leave while its daemon was away; it is noted then, and {@link #take} begins anew. Asked before
     * anything is written.
     */
    public boolean hasLeft(Store store) throws IOException {
        Roster known = roster;
        if (known == null || isMember(store.snapshot(), known)) {
            return false;
        }
        noteLeaving(known);
        return true;
    }

    private synchronized void noteLeaving(Roster known) throws IOException {
        if (!isLeaving) {
            files.write(known.at(Roster.Stage.LEFT));
            isLeaving = true;
        }
    }

    private static boolean isMember(Snapshot state, Roster known) {
        return known.stage() == Roster.Stage.FOUNDING
                || state.find(MemberRecord.CLASS, MemberRecord.of(known.self())).isPresent();
    }

    private void hear(Store store, ChangeSet changed) {
        for (ChangeSet.RowChange change : changed.rows()) {
            if (change.row().definition().equals(MemberRecord.CLASS)) {
                later(() -> adjust(store.snapshot()));
                return;
            }
        }
    }

    /** Has something done on the thread that changes what this host is. */
    void later(Runnable work) {
        try {
            changes.execute(work);
        } catch (RejectedExecutionException closed) {
            log.debug("the daemon stops", closed);
        }
    }

    /** Takes over what the state says of the pool's hosts, and takes the part that it gives this one. */
    private void adjust(Snapshot state) {
        Roster known = roster;
        List<Roster.Peer> peers =
                state.table(MemberRecord.CLASS).stream().map(MemberRecord::peer).toList();
        if (known == null || peers.isEmpty()) {
            return;
        }
        if (!isMember(state, known)) {
            leave(known);
            return;
        }
        Roster next = known.with(peers);
        if (next.equals(known)) {
            return;
        }
        try {
            files.write(next);
            roster = next;
            boolean votes = current instanceof ReplicatedLog;
            if (next.votes() && !votes) { // the other way it is heard from the log
                change(next);
            }
        } catch (IOException | LogException problem) {
            log.error("this host cannot take its part in the pool", problem);
            onBroken.run();
        }
    }

    /** The others have agreed that this host is none of them. */
    private void leave(Roster known) {
        if (current instanceof ReplicatedLog voting
                && voting.leader().filter(known.self()::equals).isPresent()) {
            return; // it is looked at again when another leads
        }
        try {
            noteLeaving(known);
            log.warn("this host is in the pool no more, and starts anew");
        } catch (IOException problem) {
            log.error("this host cannot leave its pool", problem);
        }
        onBroken.run();
    }

    /**
     * Takes its vote after all, if it followed because it was told that it had none, and the state still says that it has one. On the thread
     * for such changes.
     */
    void voteIfAsked(Snapshot state) {
        if (current instanceof FollowingLog && System.nanoTime() - changedAt > DOUBT_NANOS) {
            changedAt = System.nanoTime();
            adjust(state);
        }
    }

    /** Follows the others if those that vote have agreed that this host does not any more. On the thread for such changes. */
    void followIfOut() {
        Roster known = roster;
        if (known == null || !(current instanceof ReplicatedLog voting) || !hasNoPart(voting, known)) {
            return;
        }
        try {
            Roster next = known.withoutVote();
            files.write(next);
            roster = next;
            change(next);
        } catch (IOException | LogException problem) {
            log.error("this host cannot follow the others", problem);
            onBroken.run();
        }
    }

    /** Its vote was taken, or was never given, and nobody will say so any more. */
    private boolean hasNoPart(ReplicatedLog voting, Roster known) {
        boolean isForgotten = System.nanoTime() - changedAt > FORGOTTEN_NANOS
                && voting.leader().isEmpty()
                && !voting.voters().contains(known.self());
        return voting.isOut() || isForgotten;
    }

    private void change(Roster next) throws LogException {
        log.info("this host {}", next.votes() ? "is to vote" : "votes no more, and follows");
        kept.switchTo(() -> {
            if (!next.votes()) {
                ReplicatedLog.leave(directory); // what it voted on counts no more
            }
            changedAt = System.nanoTime();
            current = member(next);
            return current;
        });
    }

    /** Whether it belongs to no pool but its own. */
    public boolean isAlone() {
        return roster == null;
    }

    /** Its log, while it votes. */
    Optional<ReplicatedLog> voting() {
        return current instanceof ReplicatedLog voting ? Optional.of(voting) : Optional.empty();
    }

    /** Which host this is and what it knows of the others; empty while it is alone. */
    Optional<Roster> roster() {
        return Optional.ofNullable(roster);
    }

    MemberFiles files() {
        return files;
    }

    int port() {
        return listen.getPort();
    }

    /** Lets nothing be written for a while. */
    SwitchableLog.Pause pause() throws LogException {
        return kept.pause();
    }

    /**
     * Makes this host the first of a pool that others can join; nothing happens when it is that already.
     *
     * @param address where others reach it
     */
    synchronized void found(Store store, Ref<Host> here, String address) throws IOException, LogException {
        if (roster != null) {
            return;
        }
        Roster planned = new Founding(files).begin(store.snapshot(), here, address, listen.getPort(), clock);
        try {
            links().listen().close(); // as long as that can be refused without harm
            roster = planned;
            kept.switchTo(() -> {
                current = member(planned);
                return current;
            });
            roster = new Founding(files).complete(store, planned);
            log.info("this host has founded pool {}", planned.pool());
        } catch (IOException | LogException problem) {
            if (current instanceof LocalLog) {
                roster = null;
                files.clear();
            } else {
                onBroken.run(); // the next start goes on from here
            }
            throw problem;
        }
    }

    /** Does not close the log, which the store does. */
    @Override
    public void close() {
        changes.shutdownNow();
        try {
            if (feed != null) {
                feed.close();
            }
            changes.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
