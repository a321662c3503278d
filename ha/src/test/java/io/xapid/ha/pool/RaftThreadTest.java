package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Raft runs on one thread and on no other, whoever orders what. */
@Timeout(60)
class RaftThreadTest {
    private static final String NAME = "raft-test";

    private final RaftThread thread = new RaftThread(NAME);

    @AfterEach
    void end() {
        thread.close();
    }

    @Test
    void whatAnotherThreadOrdersWithinAWholeTaskRunsBehindIt() throws Exception {
        var isWithin = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        thread.submitWhole(() -> {
            isWithin.countDown();
            try {
                assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(isWithin.await(30, TimeUnit.SECONDS)).isTrue();
        var ranOn = new CompletableFuture<String>();

        thread.execute(() -> ranOn.complete(Thread.currentThread().getName()));

        assertThat(ranOn).isNotDone();
        goOn.countDown();
        assertThat(ranOn.get(30, TimeUnit.SECONDS)).isEqualTo(NAME);
    }

    @Test
    void whatAWholeTaskOrdersFirstRunsWithinIt() throws Exception {
        var wasWithin = new CompletableFuture<Boolean>();

        thread.submitWhole(() -> {
            var hasRun = new boolean[1];
            thread.execute(() -> hasRun[0] = true);
            wasWithin.complete(hasRun[0]);
        });

        assertThat(wasWithin.get(30, TimeUnit.SECONDS)).isTrue();
    }
}
