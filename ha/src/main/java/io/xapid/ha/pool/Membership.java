package io.xapid.ha.pool;

import java.util.Set;
import java.util.UUID;

/**
 * Which pool this is, who in it this host is, and who voted when it began.
 *
 * @param group the pool
 * @param self this host
 * @param founders those who voted in the beginning: what became of them since is in the journal. A host that comes to a pool later is
 *     not among them
 */
public record Membership(UUID group, UUID self, Set<UUID> founders) {
    public Membership {
        founders = Set.copyOf(founders);
    }

    boolean isFounder() {
        return founders.contains(self);
    }
}
