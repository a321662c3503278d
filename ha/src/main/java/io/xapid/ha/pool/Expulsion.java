package io.xapid.ha.pool;

import io.microraft.RaftNode;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Whether this host has lost its vote while it was away: then nobody sends it the entry that says so. Whoever votes and is led tells it
 * when it speaks as if it did.
 *
 * <p>Somebody may not have heard yet that this host has just got its vote; but then it is led soon. If it was wrong to believe it, it votes
 * again later.
 */
final class Expulsion {
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(2);

    private long since; // guarded by this; when it was told first without anybody leading it
    private boolean isTold;

    /** Whether {@code sender} has neither a vote nor is to get one, as far as this host knows; which it does when it votes itself. */
    static boolean isOut(RaftNode node, UUID sender) {
        var member = new Member(sender);
        return node.getCommittedMembers().getVotingMembers().contains(node.getLocalEndpoint())
                && !node.getEffectiveMembers().getMembers().contains(member)
                && !node.getCommittedMembers().getMembers().contains(member);
    }

    synchronized void told() {
        if (!isTold) {
            isTold = true;
            since = System.nanoTime();
        }
    }

    /** Somebody leads this host, so it does vote. */
    synchronized void forget() {
        isTold = false;
    }

    synchronized boolean isBelieved() {
        return isTold && System.nanoTime() - since > LONG_NANOS;
    }
}
