package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.store.UnknownOutcomeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts without a vote have all that the pool knows, and write to it. */
@Timeout(180)
class FollowersTest {
    @TempDir
    Path directory;

    private TestPool pool = new TestPool(Path.of(""), 0);
    private int follower;

    @BeforeEach
    void start() {
        pool = new TestPool(directory, 3);
        pool.startAll();
        follower = pool.newHost();
        pool.startFollower(follower);
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    private static long get(CompletableFuture<Long> count) throws Exception {
        return count.get(60, TimeUnit.SECONDS);
    }

    private void countAtOnce(int host, String note, int times) throws Exception {
        List<CompletableFuture<Long>> counts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            counts.add(pool.count(host, note));
        }
        for (CompletableFuture<Long> count : counts) {
            get(count);
        }
    }

    @Test
    void aFollowerReadsWhatItAndOthersWrite() throws Exception {
        assertThat(get(pool.count(0, "some"))).isEqualTo(1);
        pool.awaitSame(0, follower);
        assertThat(get(pool.count(follower, "some"))).isEqualTo(2);
        assertThat(get(pool.count(follower, "some"))).isEqualTo(3);
        pool.awaitSame(0, 1, 2, follower);
        pool.stop(follower);
        assertThat(get(pool.count(1, "some"))).isEqualTo(4);
        pool.startFollower(follower);
        assertThat(get(pool.count(follower, "some"))).isEqualTo(5);
    }

    @Test
    void aFollowerGoesOnWithAnotherVoter() throws Exception {
        List<CompletableFuture<Long>> counts = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            int followed = pool.followedBy(follower);
            for (int i = 0; i < 100; i++) {
                counts.add(pool.count(follower, "some"));
            }
            pool.stop(followed);
            for (int i = 0; i < 100; i++) {
                counts.add(pool.count(follower, "some"));
            }
            TestPool.await("another", () -> pool.followedBy(follower) >= 0 && pool.followedBy(follower) != followed);
            pool.start(followed);
        }
        for (int i = 0; i < counts.size(); i++) {
            assertThat(get(counts.get(i))).isEqualTo(i + 1);
        }
        pool.awaitSame(0, 1, 2, follower);
    }

    @Test
    void aFollowerThatWasAwayForLongIsSentTheState() throws Exception {
        pool.stop(follower);
        for (int round = 0; round < 10; round++) {
            countAtOnce(0, "some", 900);
        }
        pool.startFollower(follower);
        pool.awaitSame(0, follower);
        assertThat(get(pool.count(follower, "some"))).isEqualTo(9_001);
        pool.stop(follower);
        pool.startFollower(follower);
        pool.awaitSame(0, 1, 2, follower);
    }

    @Test
    void whatWasUnderWayWhenTheStateCameIsSaidToBeUnknownAndTheNextIsTaken() throws Exception {
        pool.cut(follower);
        CompletableFuture<Long> underWay = pool.count(follower, "mine");
        for (int round = 0; round < 10; round++) {
            countAtOnce(0, "some", 900);
        }
        pool.heal(follower);

        assertThat(underWay)
                .failsWithin(60, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(UnknownOutcomeException.class);
        assertThat(get(pool.count(follower, "mine"))).isIn(1L, 2L);
        pool.awaitSame(0, 1, 2, follower);
    }

    @Test
    void followersOfManyVotersAreServedSideBySide() throws Exception {
        int other = pool.newHost();
        pool.startFollower(other);
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Long> one = pool.count(follower, "one");
            CompletableFuture<Long> two = pool.count(other, "two");
            assertThat(get(one)).isEqualTo(i + 1);
            assertThat(get(two)).isEqualTo(i + 1);
        }
        pool.awaitSame(0, follower, other);
    }
}
