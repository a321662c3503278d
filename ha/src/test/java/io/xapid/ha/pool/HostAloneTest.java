package io.xapid.ha.pool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.ha.log.LocalLog;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import io.xapid.model.store.RecordingSink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that was alone takes what it has into a pool, and out of it again. */
class HostAloneTest {
    private final UUID group = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();

    @TempDir
    Path directory;

    private CommitLog pool() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return PoolMember.log(
                directory, new Membership(group, host, Set.of(host)), new PlainLinks(address, member -> address));
    }

    @Test
    void aHostThatVotedAndLostItsPromisesDoesNotBeginAgain() throws Exception {
        writeTen(pool());
        ReplicatedLog.leave(directory);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        try (var log = new ReplicatedLog(
                directory, new Membership(group, host, Set.of(host)), new PlainLinks(address, member -> address))) {
            assertThatThrownBy(() -> log.start(new RecordingSink()))
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining("join anew");
        }
    }

    private static RecordingSink writeTen(CommitLog log) throws Exception {
        var sink = new RecordingSink();
        try (log) {
            log.start(sink);
            for (int i = 0; i < 10; i++) {
                log.append(sink.last() + 1, ("entry " + (sink.last() + 1)).getBytes(UTF_8))
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
            }
        }
        return sink;
    }

    @Test
    void entriesAreCountedOnWhicheverLogWritesThem() throws Exception {
        assertThat(writeTen(new LocalLog(directory)).last()).isEqualTo(10);
        assertThat(writeTen(pool()).last()).isEqualTo(20);
        assertThat(writeTen(pool()).last()).isEqualTo(30);

        assertThatThrownBy(() -> new LocalLog(directory))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("in a pool");
        ReplicatedLog.leave(directory);
        RecordingSink alone = writeTen(new LocalLog(directory));

        assertThat(alone.last()).isEqualTo(40);
        assertThat(alone.texts()).hasSize(40).endsWith("entry 40").startsWith("entry 1");
    }
}
