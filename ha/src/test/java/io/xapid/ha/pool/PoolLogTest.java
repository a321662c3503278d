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

/** A pool's log keeps what every log promises, on one of three hosts that vote, whoever leads. */
class PoolLogTest extends CommitLogContract {
    private final UUID group = UUID.randomUUID();
    private final List<UUID> hosts = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final LocalLinks links = new LocalLinks();
    private final List<Thread> starting = new ArrayList<>();
    private final List<CommitLog> others = new ArrayList<>();

    @TempDir
    Path directory;

    @Override
    protected CommitLog create() {
        if (others.isEmpty()) {
            startOthers();
        }
        return log(0);
    }

    private ReplicatedLog log(int host) {
        return PoolMember.log(
                directory.resolve("host" + host),
                new Membership(group, hosts.get(host), Set.copyOf(hosts)),
                links.of(hosts.get(host)));
    }

    private void startOthers() {
        for (int host = 1; host < hosts.size(); host++) {
            ReplicatedLog other = log(host);
            others.add(other);
            var thread = new Thread(() -> other.start(new RecordingSink()), "start-" + host);
            starting.add(thread);
            thread.start();
        }
    }

    @AfterEach
    void closeOthers() throws InterruptedException {
        for (Thread thread : starting) {
            thread.join();
        }
        others.forEach(CommitLog::close);
    }
}
