package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever leads knows who is there, whether they vote or follow. */
@Timeout(120)
class PresenceTest {
    private static final Duration LONG = Duration.ofSeconds(3);
    private static final int NOBODY = -1;

    @TempDir
    Path directory;

    private TestPool pool = new TestPool(Path.of(""), 0);

    @BeforeEach
    void start() {
        pool = new TestPool(directory, 3);
        pool.startAll();
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    private Duration silence(int leader, int host) {
        return pool.log(leader).silenceOf(pool.id(host));
    }

    @Test
    void aHostThatStopsFallsSilentAndNobodyElse() throws Exception {
        int leader = pool.awaitLeader(NOBODY);
        int follower = pool.newHost();
        pool.startFollower(follower);
        int voter = (leader + 1) % 3;
        int other = (leader + 2) % 3;
        for (int gone : new int[] {voter, follower}) {
            pool.stop(gone);
            TestPool.await("silence", () -> silence(leader, gone).compareTo(LONG) > 0);
            assertThat(silence(leader, leader)).isLessThan(LONG);
            assertThat(silence(leader, other)).isLessThan(LONG);
        }
        pool.startFollower(follower);
        TestPool.await("a sign of life", () -> silence(leader, follower).compareTo(LONG) < 0);
        assertThat(silence(other, leader)).isZero(); // it does not lead
    }
}
