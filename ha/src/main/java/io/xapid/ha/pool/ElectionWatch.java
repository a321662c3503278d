package io.xapid.ha.pool;

import io.microraft.RaftNode;
import io.microraft.impl.RaftNodeImpl;
import io.microraft.impl.state.RaftState;

/**
 * Keeps elections going where MicroRaft 0.7 forgets to: a node that has asked whether it could be elected, and then hears of the
 * leader after all, takes that question for open for ever, and never again looks whether the leader has gone. If the others have
 * shorter logs, nobody is elected any more.
 */
final class ElectionWatch {
    private ElectionWatch() {}

    /** To be called every now and then, on Raft's thread. Whether the node was at fault, and is mended. */
    static boolean mend(RaftNode node) {
        var known = (RaftNodeImpl) node;
        RaftState state = known.state();
        boolean isStuck = state.leaderState() == null
                && state.preCandidateState() != null
                && state.leader() != null
                && known.isLeaderHeartbeatTimeoutElapsed();
        if (isStuck) {
            known.toFollower(state.term()); // in the same term: its vote stays, the question is forgotten
        }
        return isStuck;
    }
}
