package io.xapid.server.pool;

import io.xapid.ha.pool.ReplicatedLog;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the host does that leads, for the pool: says that it leads, which others are there, and who votes. Any host may be that one at any
 * time, so everything that it does stands in the state, and the next one goes on.
 */
final class Steward {
    private static final Logger log = LoggerFactory.getLogger(Steward.class);

    /** Clients are promised fifteen seconds. */
    private static final Duration GONE = Duration.ofSeconds(10);

    /** A host that restarts comes back before that, and goes on voting. */
    private static final Duration REPLACED = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final Store store;
    private final Ref<Host> here;
    private final PoolSeat seat;
    private CompletableFuture<Boolean> change = CompletableFuture.completedFuture(true);
    private long notBefore = System.nanoTime(); // when the electorate may be changed next

    Steward(Store store, Ref<Host> here, PoolSeat seat) {
        this.store = store;
        this.here = here;
        this.seat = seat;
    }

    /** Called every second, by one thread. */
    void look() {
        ReplicatedLog kept = seat.voting().orElse(null);
        UUID self = seat.roster().map(Roster::self).orElse(null);
        if (kept == null || self == null || !kept.leader().filter(self::equals).isPresent()) {
            return;
        }
        Snapshot state = store.snapshot();
        sayWhoLeads(state);
        state.table(MemberRecord.CLASS).rows().forEach(member -> judge(state, member, kept));
        if (change.isDone() && System.nanoTime() - notBefore > 0 && !handsOver(state, kept, self)) {
            changeVotes(state, kept, self);
        }
    }

    private void sayWhoLeads(Snapshot state) {
        Row<Pool> pool = state.table(Pool.CLASS).rows().iterator().next();
        if (!pool.get(Pool.MASTER).equals(here)) {
            write(transaction -> transaction.set(Pool.CLASS, pool.ref(), Pool.MASTER, here));
            log.info("this host leads the pool");
        }
    }

    /** Whether another is to lead, and can. */
    private boolean handsOver(Snapshot state, ReplicatedLog kept, UUID self) {
        String wanted = state.find(AuthorityRecord.CLASS, AuthorityRecord.ONLY)
                .map(row -> row.get(AuthorityRecord.SUCCESSOR))
                .orElse("");
        if (wanted.equals(self.toString())) {
            write(transaction ->
                    transaction.set(AuthorityRecord.CLASS, AuthorityRecord.ONLY, AuthorityRecord.SUCCESSOR, ""));
        }
        return kept.voters().stream()
                .filter(one -> one.toString().equals(wanted) && !one.equals(self))
                .findFirst()
                .map(next -> {
                    handOver(next, kept);
                    return true;
                })
                .orElse(false);
    }

    private void handOver(UUID next, ReplicatedLog kept) {
        log.info("host {} is to lead", next);
        follow(kept.handOver(next), failure -> log.warn("host {} does not lead: {}", next, failure.getMessage()));
    }

    /** Whoever says nothing for long is not live. That it is live again it says itself. */
    private void judge(Snapshot state, Row<MemberRecord> member, ReplicatedLog kept) {
        Ref<Host> host = member.get(MemberRecord.HOST);
        Row<Host> row = state.get(Host.CLASS, host);
        Row<HostMetrics> metrics = row == null ? null : state.get(HostMetrics.CLASS, row.get(Host.METRICS));
        if (metrics == null || !metrics.get(HostMetrics.LIVE)) {
            return;
        }
        if (!host.equals(here) && silence(kept, member).compareTo(GONE) > 0) {
            write(transaction -> {
                transaction.set(HostMetrics.CLASS, metrics.ref(), HostMetrics.LIVE, false);
                transaction.touch(Host.CLASS, host);
            });
            log.warn("host {} has said nothing for {} seconds", member.get(MemberRecord.HOST_UUID), GONE.toSeconds());
        }
    }

    private static Duration silence(ReplicatedLog kept, Row<MemberRecord> member) {
        return kept.silenceOf(UUID.fromString(member.get(MemberRecord.HOST_UUID)));
    }

    private void write(Consumer<Transaction> body) {
        Members.transact(store, body);
    }

    /** One step at a time; hosts get their vote before others lose theirs. */
    private void changeVotes(Snapshot state, ReplicatedLog kept, UUID self) {
        Set<UUID> now = kept.voters();
        List<Votes.Candidate> candidates = state.table(MemberRecord.CLASS).stream()
                .sorted(Comparator.comparing(row -> row.get(MemberRecord.HOST_UUID)))
                .map(row -> candidate(row, now, kept, self))
                .toList();
        Set<UUID> wanted = Votes.choose(candidates);
        var missing = new HashSet<>(wanted);
        missing.removeAll(now);
        var surplus = new HashSet<>(now);
        surplus.removeAll(wanted);
        if (!missing.isEmpty()) {
            giveVote(missing.iterator().next(), kept);
        } else if (!surplus.isEmpty()) {
            takeVote(surplus, wanted, kept, self);
        } else {
            correct(state, now);
        }
    }

    private Votes.Candidate candidate(Row<MemberRecord> row, Set<UUID> voters, ReplicatedLog kept, UUID self) {
        UUID host = UUID.fromString(row.get(MemberRecord.HOST_UUID));
        boolean votes = voters.contains(host);
        boolean isThere = host.equals(self)
                || (votes ? kept.silenceOf(host).compareTo(REPLACED) < 0 : kept.hears(host, GONE) && isLive(row));
        return new Votes.Candidate(host, votes, isThere, row.get(MemberRecord.LEAVES));
    }

    /** A host that has just been let in may not have come yet. */
    private boolean isLive(Row<MemberRecord> member) {
        Snapshot state = store.snapshot();
        Row<Host> host = state.get(Host.CLASS, member.get(MemberRecord.HOST));
        Row<HostMetrics> metrics = host == null ? null : state.get(HostMetrics.CLASS, host.get(Host.METRICS));
        return metrics != null && metrics.get(HostMetrics.LIVE);
    }

    private void giveVote(UUID host, ReplicatedLog kept) {
        log.info("host {} is to vote", host);
        setVotes(host, true);
        follow(kept.addVoter(host).thenAccept(done -> log.info("host {} votes now", host)), failure -> {
            log.warn("host {} could not be given a vote: {}", host, failure.getMessage());
            setVotes(host, false);
        });
    }

    private void takeVote(Set<UUID> surplus, Set<UUID> wanted, ReplicatedLog kept, UUID self) {
        Predicate<UUID> isThere = one -> one.equals(self) || kept.hears(one, GONE);
        UUID host = Votes.leavesFirst(surplus, isThere, self);
        if (host.equals(self)) {
            handOver(wanted.iterator().next(), kept);
            return;
        }
        if (!Votes.canSpare(host, kept.voters(), isThere)) {
            log.warn("host {} cannot lose its vote: too many of the others are gone", host);
            notBefore = System.nanoTime() + PAUSE.toNanos();
            return;
        }
        log.info("host {} is to vote no more", host);
        follow(
                kept.removeVoter(host).thenAccept(done -> seat.later(() -> setVotes(host, false))),
                failure -> log.warn("host {} still votes: {}", host, failure.getMessage()));
    }

    /** What went wrong is tried again after a while. */
    private void follow(CompletionStage<Void> under, Consumer<Throwable> onFailure) {
        var over = new CompletableFuture<Boolean>();
        change = over;
        under.whenComplete((ok, failure) -> seat.later(() -> {
            if (failure != null) {
                notBefore = System.nanoTime() + PAUSE.toNanos();
                onFailure.accept(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
            over.complete(failure == null);
        }));
    }

    /** An earlier leader may not have come to write down what it had changed. */
    private void correct(Snapshot state, Set<UUID> now) {
        for (Row<MemberRecord> row : state.table(MemberRecord.CLASS).rows()) {
            UUID host = UUID.fromString(row.get(MemberRecord.HOST_UUID));
            if (row.get(MemberRecord.VOTES) != now.contains(host)) {
                setVotes(host, now.contains(host));
            }
        }
    }

    private void setVotes(UUID host, boolean votes) {
        write(transaction -> transaction.set(MemberRecord.CLASS, MemberRecord.of(host), MemberRecord.VOTES, votes));
    }
}
