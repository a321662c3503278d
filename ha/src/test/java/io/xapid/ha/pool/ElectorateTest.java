package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.store.LogException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Those that vote change while the pool goes on. */
@Timeout(180)
class ElectorateTest {
    @TempDir
    Path directory;

    private TestPool pool = new TestPool(Path.of(""), 0);

    @AfterEach
    void stop() {
        pool.close();
    }

    private void start(int founders) {
        pool = new TestPool(directory, founders);
        pool.startAll();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Starts a host that does not vote yet: it gets ready only when it was let in. */
    private CompletableFuture<Void> starting(int host) {
        return CompletableFuture.runAsync(() -> pool.start(host));
    }

    @Test
    void aHostThatWasAloneGetsTwoMoreWhichHaveAllThatItHad() throws Exception {
        start(1);
        for (int i = 1; i <= 50; i++) {
            assertThat(get(pool.count(0, "before"))).isEqualTo(i);
        }

        for (int host = 1; host <= 2; host++) {
            CompletableFuture<Void> started = starting(pool.newHost());
            get(pool.log(0).addVoter(pool.id(host)));
            get(started);
        }

        assertThat(pool.log(0).voters()).containsExactlyInAnyOrder(pool.id(0), pool.id(1), pool.id(2));
        assertThat(get(pool.count(2, "before"))).isEqualTo(51);
        pool.awaitSame(0, 1, 2);
        pool.stop(0);
        pool.awaitLeader(0);
        assertThat(get(pool.count(1, "before"))).isEqualTo(52);
        pool.start(0);
        pool.awaitSame(0, 1, 2);
    }

    @Test
    void aFounderWaitsForThoseWhoVoteByNow() throws Exception {
        start(1);
        for (int host = 1; host <= 2; host++) {
            CompletableFuture<Void> started = starting(pool.newHost());
            get(pool.log(0).addVoter(pool.id(host)));
            get(started);
        }
        pool.close();

        pool.start(0); // nobody else is there yet

        pool.start(1);
        pool.awaitLeader(-1);
        assertThat(get(pool.count(0, "some"))).isEqualTo(1);
    }

    @Test
    void aHostThatIsTakenItsVoteIsNotWaitedFor() throws Exception {
        start(3);
        int leader = pool.awaitLeader(-1);
        int leaving = (leader + 1) % 3;
        int staying = (leader + 2) % 3;
        get(pool.count(staying, "some"));

        get(pool.log(leader).removeVoter(pool.id(leaving)));
        pool.stop(leaving);

        assertThat(pool.log(leader).voters()).containsExactlyInAnyOrder(pool.id(leader), pool.id(staying));
        assertThat(get(pool.count(staying, "some"))).isEqualTo(2);
        pool.awaitSame(leader, staying);
    }

    @Test
    void aHostThatHasLostItsVoteKnowsThat() throws Exception {
        start(3);
        int leader = pool.awaitLeader(-1);
        int leaving = (leader + 1) % 3;
        int away = (leader + 2) % 3;
        int joining = pool.newHost();

        get(pool.log(leader).removeVoter(pool.id(leaving)));
        TestPool.await("knowledge", () -> pool.log(leaving).isOut());

        CompletableFuture<Void> started = starting(joining);
        get(pool.log(leader).addVoter(pool.id(joining)));
        get(started);
        pool.stop(away);
        get(pool.log(leader).removeVoter(pool.id(away))); // which does not hear of it
        assertThat(get(pool.count(leader, "some"))).isEqualTo(1);
        pool.start(away);
        TestPool.await("knowledge", () -> pool.log(away).isOut());
        assertThat(pool.log(leader).isOut()).isFalse();
        assertThat(pool.log(joining).isOut()).isFalse();
    }

    @Test
    void theLeaderHandsOver() throws Exception {
        start(3);
        int leader = pool.awaitLeader(-1);
        int next = (leader + 1) % 3;

        get(pool.log(leader).handOver(pool.id(next)));

        TestPool.await("another leader", () -> pool.log(leader).leader().equals(Optional.of(pool.id(next))));
        assertThat(get(pool.count(leader, "some"))).isEqualTo(1);
    }

    @Test
    void onlyTheLeaderChangesWhoVotes() throws Exception {
        start(3);
        int other = (pool.awaitLeader(-1) + 1) % 3;

        assertThatThrownBy(() -> get(pool.log(other).removeVoter(pool.id(0))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LogException.class)
                .hasMessageContaining("does not lead");
    }
}
