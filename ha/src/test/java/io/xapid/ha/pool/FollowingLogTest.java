package io.xapid.ha.pool;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.CommitLogContract;
import io.xapid.model.store.RecordingSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The log of a host without a vote keeps what every log promises. */
class FollowingLogTest extends CommitLogContract {
    private final UUID group = UUID.randomUUID();
    private final UUID voter = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();
    private final LocalLinks links = new LocalLinks();
    private final List<CommitLog> voters = new ArrayList<>();

    @TempDir
    Path directory;

    @Override
    protected CommitLog create() {
        if (voters.isEmpty()) {
            CommitLog log = PoolMember.log(
                    directory.resolve("voter"), new Membership(group, voter, Set.of(voter)), links.of(voter));
            voters.add(log);
            log.start(new RecordingSink());
        }
        return new FollowingLog(
                directory.resolve("host"), new Membership(group, host, Set.of()), links.of(host), () -> List.of(voter));
    }

    @AfterEach
    void closeVoters() {
        voters.forEach(CommitLog::close);
    }
}
