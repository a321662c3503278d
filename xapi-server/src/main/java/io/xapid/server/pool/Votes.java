package io.xapid.server.pool;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Which hosts are to vote: an odd number up to seven, as many as there are hosts for. Whoever votes goes on, unless it is to leave, or
 * is gone and another can take its place.
 */
final class Votes {
    private static final int MOST = 7;

    private Votes() {}

    /**
     * A host that could vote.
     *
     * @param isThere whether it has been heard lately
     * @param leaves whether it is to leave
     */
    record Candidate(UUID host, boolean votes, boolean isThere, boolean leaves) {}

    /** @param candidates all hosts of the pool, in an order that is the same whoever asks */
    static Set<UUID> choose(Collection<Candidate> candidates) {
        int staying = (int) candidates.stream()
                .filter(one -> !one.leaves && (one.votes || one.isThere)) // others do not make an even number of it
                .count();
        int wanted = Math.min(MOST, staying - (staying + 1) % 2);
        var chosen = new LinkedHashSet<UUID>();
        add(chosen, wanted, candidates, true, true);
        add(chosen, wanted, candidates, false, true);
        add(chosen, wanted, candidates, true, false); // better one that may come back than fewer
        return chosen;
    }

    /**
     * Which of those that are to vote no more loses its vote first: one that is gone, since with another's the rest might have no majority; the
     * one that leads last of all.
     */
    static UUID leavesFirst(Set<UUID> surplus, Predicate<UUID> isThere, UUID leader) {
        return surplus.stream()
                .min(Comparator.<UUID, Boolean>comparing(one -> one.equals(leader))
                        .thenComparing(isThere::test)
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Whether those who are left when one loses its vote can agree on anything. */
    static boolean canSpare(UUID host, Set<UUID> voters, Predicate<UUID> isThere) {
        List<UUID> rest = voters.stream().filter(one -> !one.equals(host)).toList();
        return 2 * rest.stream().filter(isThere).count() > rest.size();
    }

    private static void add(
            Set<UUID> chosen, int wanted, Collection<Candidate> candidates, boolean votes, boolean isThere) {
        for (Candidate one : candidates) {
            if (chosen.size() < wanted && !one.leaves && one.votes == votes && one.isThere == isThere) {
                chosen.add(one.host);
            }
        }
    }
}
