package io.xapid.ha.pool;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.CommitLogDiskContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** A pool's log keeps what every log promises, where one host has all votes. */
class LonePoolLogTest extends CommitLogDiskContract {
    private final UUID group = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();

    @TempDir
    Path directory;

    @Override
    protected CommitLog create() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return PoolMember.log(
                directory, new Membership(group, host, Set.of(host)), new PlainLinks(address, member -> address));
    }

    @Override
    protected void breakStorage(CommitLog log) {
        ((ReplicatedLog) log).breakDisks(true);
    }

    @Override
    protected void repairStorage(CommitLog log) {
        ((ReplicatedLog) log).breakDisks(false);
    }
}
