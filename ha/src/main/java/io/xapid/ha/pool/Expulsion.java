package io.xapid.ha.pool;

import io.microraft.RaftNode;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether this host has lost its vote while it was away: then nobody sends it the entry that says so. Those who vote tell it when it speaks to
 * them as if it did. One may not have heard yet that it has got a vote; most of those that it knows can not.
 */
final class Expulsion {
    private final Set<UUID> told = ConcurrentHashMap.newKeySet();

    /** Whether {@code sender} has neither a vote nor is to get one, as far as this host knows; which it does when it votes itself. */
    static boolean isOut(RaftNode node, UUID sender) {
        var member = new Member(sender);
        return node.getCommittedMembers().getVotingMembers().contains(node.getLocalEndpoint())
                && !node.getEffectiveMembers().getMembers().contains(member)
                && !node.getCommittedMembers().getMembers().contains(member);
    }

    void toldBy(UUID peer) {
        told.add(peer);
    }

    /** Somebody leads this host, so it does vote. */
    void forget() {
        told.clear();
    }

    boolean isBelieved(@Nullable RaftNode node) {
        if (node == null || told.isEmpty()) {
            return false;
        }
        var voters = node.getCommittedMembers().getVotingMembers();
        long who = voters.stream()
                .filter(voter -> told.contains(Member.of(voter).id()))
                .count();
        return voters.size() > 1 && who >= (voters.size() + 1) / 2;
    }
}
