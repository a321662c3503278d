package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.ha.log.LocalLog;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.CommitLogContract;
import io.xapid.model.store.LogException;
import io.xapid.model.store.RecordingSink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log that can be changed over keeps what every log promises, also while that is done. */
@Timeout(120)
class SwitchableLogTest extends CommitLogContract {
    private final UUID group = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();

    @TempDir
    Path directory;

    @Override
    protected CommitLog create() {
        return new SwitchableLog(new LocalLog(directory));
    }

    private CommitLog pool() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return ReplicatedLog.founding(
                directory, new Membership(group, host, Set.of(host)), new PlainLinks(address, member -> address));
    }

    @Test
    void aHostFoundsAPoolAndIsAloneAgainWhileItWrites() throws Exception {
        var sink = new RecordingSink();
        var log = (SwitchableLog) open(sink);
        var isOn = new AtomicBoolean(true);
        var failure = new AtomicReference<Throwable>();
        var writer = new Thread(() -> {
            try {
                while (isOn.get()) {
                    long next = sink.last() + 1;
                    log.append(next, entry(next)).toCompletableFuture().get(30, TimeUnit.SECONDS);
                }
            } catch (Exception problem) {
                failure.set(problem);
            }
        });
        writer.start();

        for (int round = 0; round < 3; round++) {
            awaitMore(sink);
            log.switchTo(this::pool);
            awaitMore(sink);
            log.switchTo(() -> {
                ReplicatedLog.leave(directory);
                return new LocalLog(directory);
            });
        }
        awaitMore(sink);
        isOn.set(false);
        writer.join();

        assertThat(failure).hasValue(null);
        long last = sink.last();
        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, last));
        var later = new RecordingSink();
        reopen(log, later);
        assertThat(later.texts()).containsExactlyElementsOf(texts(1, last));
    }

    private static void awaitMore(RecordingSink sink) throws InterruptedException {
        long before = sink.last();
        TestPool.await("more entries", () -> sink.last() > before + 20);
    }

    @Test
    void aChangeThatFailsIsToldToThoseWhoWait() throws Exception {
        var sink = new RecordingSink();
        var log = (SwitchableLog) open(sink);
        appendAll(log, 1, 3);

        assertThatThrownBy(() -> log.switchTo(() -> {
                    throw new LogException("told to");
                }))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("told to");

        assertFails(log.append(4, entry(4)));
        var later = new RecordingSink();
        reopen(log, later);
        assertThat(later.texts()).containsExactlyElementsOf(texts(1, 3));
    }

    @Test
    void whatIsAppendedInAPauseGoesOnBehindIt() throws Exception {
        var log = (SwitchableLog) open(new RecordingSink());
        appendAll(log, 1, 3);

        SwitchableLog.Pause pause = log.pause();
        CompletionStage<Void> waiting = log.append(4, entry(4));
        assertThat(waiting.toCompletableFuture()).isNotDone();
        pause.resume();

        waiting.toCompletableFuture().get(30, TimeUnit.SECONDS);
        appendAll(log, 5, 6);
    }

    @Test
    void aPauseThatEndsForGoodLetsNothingButTheLastWordThrough() throws Exception {
        var log = (SwitchableLog) open(new RecordingSink());
        appendAll(log, 1, 3);

        SwitchableLog.Pause pause = log.pause();
        CompletionStage<Void> waiting = log.append(4, entry(4));
        var word = new AtomicReference<CompletionStage<Void>>();
        pause.endWith(new LogException("told to"), () -> word.set(log.append(4, entry(4))));

        assertFails(waiting);
        Objects.requireNonNull(word.get()).toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertFails(log.append(5, entry(5)));
        var later = new RecordingSink();
        reopen(log, later);
        assertThat(later.texts()).containsExactlyElementsOf(texts(1, 4));
    }
}
