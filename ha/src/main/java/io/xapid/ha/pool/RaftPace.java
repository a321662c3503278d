package io.xapid.ha.pool;

import io.microraft.RaftConfig;

/** How quickly a silent leader is replaced, and how much Raft keeps in memory. */
final class RaftPace {
    private static final int HEARTBEATS_MISSED = 4;
    private static final int ELECTION_MILLIS = 400;

    /** A tenth stays in memory when they are left out of the log: as many as a host can lack and still be sent them. */
    private static final int SNAPSHOT_ENTRIES = 5_000;

    private static final int MOST_PENDING = 5_000;

    private RaftPace() {}

    static RaftConfig config() {
        return RaftConfig.newBuilder()
                .setLeaderHeartbeatPeriodSecs(1) // a tenth of a second by RaftThread's clock
                .setLeaderHeartbeatTimeoutSecs(HEARTBEATS_MISSED)
                .setLeaderElectionTimeoutMillis(ELECTION_MILLIS)
                .setMaxPendingLogEntryCount(MOST_PENDING)
                .setCommitCountToTakeSnapshot(SNAPSHOT_ENTRIES)
                .setTransferSnapshotsFromFollowersEnabled(false) // a marker says nothing about who has the state
                .build();
    }
}
