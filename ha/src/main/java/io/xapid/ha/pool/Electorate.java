package io.xapid.ha.pool;

import io.microraft.MembershipChangeMode;
import io.microraft.Ordered;
import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.exception.CannotReplicateException;
import io.microraft.exception.IndeterminateStateException;
import io.microraft.exception.MismatchingRaftGroupMembersCommitIndexException;
import io.microraft.exception.NotLeaderException;
import io.microraft.report.RaftGroupMembers;
import io.microraft.report.RaftLogStats;
import io.xapid.model.store.LogException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Who votes, and changes of that: one at a time, on the host that leads. A host that comes gets the state first, and its vote when
 * it keeps up, so that the others never wait for it.
 */
final class Electorate {
    /** A host that is so many entries behind keeps up. */
    private static final long NEARLY = 100;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long CATCH_UP_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Supplier<RaftNode> node;
    private final RaftThread thread;

    Electorate(Supplier<RaftNode> node, RaftThread thread) {
        this.node = node;
        this.thread = thread;
    }

    /** Those that vote, as far as is agreed on. */
    Set<UUID> voters() {
        return ids(node.get().getCommittedMembers());
    }

    private static Set<UUID> ids(RaftGroupMembers members) {
        return members.getVotingMembers().stream()
                .map(member -> Member.of(member).id())
                .collect(Collectors.toUnmodifiableSet());
    }

    CompletableFuture<Void> add(UUID host) {
        var member = new Member(host);
        RaftGroupMembers members = node.get().getCommittedMembers();
        if (members.getVotingMembers().contains(member)) {
            return CompletableFuture.completedFuture(null);
        }
        boolean isKnown = members.getMembers().contains(member)
                || node.get().getInitialMembers().getMembers().contains(member); // MicroRaft's own rule
        CompletableFuture<Void> known =
                isKnown ? CompletableFuture.completedFuture(null) : change(member, MembershipChangeMode.ADD_LEARNER);
        return known.thenCompose(ok -> isKnown ? CompletableFuture.completedFuture(null) : caughtUp(member))
                .thenCompose(ok -> change(member, MembershipChangeMode.ADD_OR_PROMOTE_TO_FOLLOWER));
    }

    CompletableFuture<Void> remove(UUID host) {
        var member = new Member(host);
        return node.get().getCommittedMembers().getMembers().contains(member)
                ? change(member, MembershipChangeMode.REMOVE_MEMBER)
                : CompletableFuture.completedFuture(null);
    }

    /** Has another host that votes lead. */
    CompletableFuture<Void> handOver(UUID host) {
        return explained(node.get().transferLeadership(new Member(host)));
    }

    private CompletableFuture<Void> change(RaftEndpoint member, MembershipChangeMode mode) {
        long known = node.get().getCommittedMembers().getLogIndex();
        return explained(node.get().changeMembership(member, mode, known));
    }

    private CompletableFuture<Void> caughtUp(RaftEndpoint member) {
        var done = new CompletableFuture<Void>();
        look(member, System.nanoTime() + CATCH_UP_NANOS, done);
        return done;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whatever comes of it, the other future hears
    private void look(RaftEndpoint member, long until, CompletableFuture<Void> done) {
        node.get().getReport().whenComplete((report, failure) -> {
            if (failure != null) {
                done.completeExceptionally(explanation(failure));
                return;
            }
            RaftLogStats log = report.getResult().getLog();
            Long reached = log.getFollowerMatchIndices().get(member);
            if (reached == null) {
                done.completeExceptionally(new LogException("This host does not lead any more."));
            } else if (reached > 0 && reached + NEARLY >= log.getLastLogOrSnapshotIndex()) {
                done.complete(null);
            } else if (System.nanoTime() > until) {
                done.completeExceptionally(new LogException("%s does not catch up.".formatted(member)));
            } else {
                thread.after(LOOK_NANOS, () -> look(member, until, done));
            }
        });
    }

    private static CompletableFuture<Void> explained(CompletableFuture<? extends Ordered<?>> under) {
        return under.handle((ok, failure) -> {
            if (failure != null) {
                throw new CompletionException(explanation(failure));
            }
            return null;
        });
    }

    private static LogException explanation(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof LogException known) {
            return known;
        } else if (cause instanceof NotLeaderException) {
            return new LogException("This host does not lead.", cause);
        } else if (cause instanceof MismatchingRaftGroupMembersCommitIndexException
                || cause instanceof CannotReplicateException) {
            return new LogException("Another change of those that vote is under way.", cause);
        } else if (cause instanceof IndeterminateStateException) {
            return new LogException("It is not known yet whether those that vote have changed: look again.", cause);
        }
        return new LogException("Those that vote cannot be changed: " + cause.getMessage(), cause);
    }
}
