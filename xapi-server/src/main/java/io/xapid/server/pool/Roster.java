package io.xapid.server.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a host must know of its pool before it has the pool's state.
 *
 * @param pool the pool's uuid
 * @param self this host's
 * @param founder the host whose state the pool began with
 * @param stage how far this host has come in
 * @param peers all hosts, this one among them, by uuid
 */
record Roster(UUID pool, UUID self, UUID founder, Stage stage, List<Peer> peers) {
    Roster {
        peers = peers.stream().sorted(Comparator.comparing(Peer::host)).toList();
    }

    /** How far a host has come into its pool. */
    enum Stage {
        /** It makes its own state the pool's. */
        FOUNDING,
        /** Its own state is to be put aside. */
        JOINING,
        MEMBER,
        /** It is in the pool no more: what it had of it is to be put aside, and it begins anew. */
        LEFT
    }

    /**
     * A host of the pool.
     *
     * @param address where it can be reached by others
     * @param port for what hosts agree on
     * @param votes whether it is to vote
     */
    record Peer(UUID host, String address, int port, boolean votes) {}

    Optional<Peer> peer(UUID host) {
        return peers.stream().filter(peer -> peer.host.equals(host)).findFirst();
    }

    boolean votes() {
        return peer(self).map(Peer::votes).orElse(false);
    }

    Roster at(Stage next) {
        return new Roster(pool, self, founder, next, peers);
    }

    /** The same, with no vote for this host. */
    Roster withoutVote() {
        return with(peers.stream()
                .map(peer -> peer.host.equals(self) ? new Peer(self, peer.address, peer.port, false) : peer)
                .toList());
    }

    Roster with(List<Peer> known) {
        return new Roster(pool, self, founder, stage, known);
    }

    /** Those to follow, in an order that differs from host to host: so not all follow the same. */
    List<UUID> votersToFollow() {
        List<UUID> voters = peers.stream().filter(Peer::votes).map(Peer::host).toList();
        int first = voters.isEmpty() ? 0 : Math.floorMod(self.hashCode(), voters.size());
        var rotated = new ArrayList<>(voters.subList(first, voters.size()));
        rotated.addAll(voters.subList(0, first));
        return rotated;
    }
}
