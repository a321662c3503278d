package io.xapid.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every log promises. An implementation extends it and says how its storage is opened. */
@Timeout(120)
public abstract class CommitLogContract extends CommitLogImageContract {
    @Test
    void anEmptyLogHandsNothingOver() throws Exception {
        var sink = new RecordingSink();
        open(sink);

        assertThat(sink.texts()).isEmpty();
        assertThat(sink.image()).isEmpty();
    }

    @Test
    void handsBackWhatIsAppendedInOrderAndAcknowledgesItAfterwards() throws Exception {
        var sink = new RecordingSink();
        CommitLog log = open(sink);
        var appliedAtAcknowledgement = new ArrayList<Long>();
        var all = new ArrayList<CompletableFuture<Void>>();

        for (long i = 1; i <= 500; i++) {
            all.add(log.append(i, entry(i))
                    .thenRun(() -> appliedAtAcknowledgement.add(sink.last()))
                    .toCompletableFuture());
        }
        all.forEach(CommitLogKit::await);

        assertThat(sink.indexes()).containsExactlyElementsOf(upTo(500));
        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, 500));
        assertThat(appliedAtAcknowledgement).hasSize(500).isSorted();
        assertThat(IntStream.range(0, 500)).allMatch(i -> appliedAtAcknowledgement.get(i) >= i + 1);
    }

    @Test
    void handsBackTheVeryArrayThatWasAppended() throws Exception {
        var sink = new RecordingSink();
        CommitLog log = open(sink);
        byte[] mine = entry(1);

        await(log.append(1, mine));

        assertThat(sink.entries().get(0)).isSameAs(mine);
    }

    @Test
    void aRestartHandsEverythingOverAgain() throws Exception {
        CommitLog log = open(new RecordingSink());
        appendAll(log, 1, 300);

        var sink = new RecordingSink();
        CommitLog again = reopen(log, sink);

        assertThat(sink.indexes()).containsExactlyElementsOf(upTo(300));
        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, 300));
        appendAll(again, 301, 303);
        assertThat(sink.indexes()).containsExactlyElementsOf(upTo(303));
    }

    @Test
    void manyWritersShareOneOrder() throws Exception {
        var sink = new RecordingSink();
        CommitLog log = open(sink);
        var next = new AtomicLong(1);
        var order = new Object();
        var acknowledged = new AtomicLong();
        var writers = new ArrayList<Thread>();
        for (int w = 0; w < 16; w++) {
            var writer = new Thread(() -> {
                for (int i = 0; i < 50; i++) {
                    CompletionStage<Void> done;
                    synchronized (order) {
                        long index = next.getAndIncrement();
                        done = log.append(index, entry(index));
                    }
                    await(done);
                    acknowledged.incrementAndGet();
                }
            });
            writers.add(writer);
            writer.start();
        }
        for (Thread writer : writers) {
            writer.join(TimeUnit.SECONDS.toMillis(SECONDS));
        }

        assertThat(acknowledged).hasValue(800);
        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, 800));
        var later = new RecordingSink();
        reopen(log, later);
        assertThat(later.texts()).containsExactlyElementsOf(texts(1, 800));
    }

    @Test
    void entriesOfAllSizesComeBackAsTheyWere() throws Exception {
        CommitLog log = open(new RecordingSink());
        var entries = new ArrayList<byte[]>();
        for (int size : new int[] {0, 1, 4_000, 4_096, 70_000, 1 << 20, CommitLog.LARGEST_ENTRY}) {
            byte[] entry = new byte[size];
            for (int i = 0; i < size; i++) {
                entry[i] = (byte) (i * 31 + size);
            }
            entries.add(entry);
            await(log.append(entries.size(), entry));
        }

        var sink = new RecordingSink();
        reopen(log, sink);

        assertThat(sink.entries()).hasSameSizeAs(entries);
        for (int i = 0; i < entries.size(); i++) {
            assertThat(Arrays.equals(sink.entries().get(i), entries.get(i)))
                    .as("entry %d", i + 1)
                    .isTrue();
        }
    }

    @Test
    void anEntryBeyondTheLimitFailsClearlyAndHarmsNothing() throws Exception {
        var sink = new RecordingSink();
        CommitLog log = open(sink);
        appendAll(log, 1, 2);

        assertFails(log.append(3, new byte[CommitLog.LARGEST_ENTRY + 1]));

        appendAll(log, 3, 4);
        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, 4));
    }

    @Test
    void anIndexOutOfOrderFailsAloneAndHarmsNothing() throws Exception {
        var sink = new RecordingSink();
        CommitLog log = open(sink);
        appendAll(log, 1, 2);

        assertFails(log.append(2, entry(2)));
        assertFails(log.append(4, entry(4)));
        assertFails(log.append(0, entry(0)));

        appendAll(log, 3, 3);
        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, 3));
    }

    @Test
    void aSinkThatThrowsEndsTheServiceAndMeetsTheEntryAgain() throws Exception {
        var sink = new RecordingSink(index -> {
            if (index == 3) {
                throw new IllegalStateException("injected");
            }
        });
        CommitLog log = open(sink);
        appendAll(log, 1, 2);

        assertFails(log.append(3, entry(3)));
        assertFails(log.append(4, entry(4)));
        assertFails(log.append(3, entry(3)));

        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, 2));
        var later = new RecordingSink();
        reopen(log, later);
        assertThat(later.texts()).containsExactlyElementsOf(texts(1, 3));
    }

    @Test
    void aSinkThatThrowsAtTheStartStopsTheStart() throws Exception {
        CommitLog log = open(new RecordingSink());
        appendAll(log, 1, 3);
        log.close();
        CommitLog again = create();
        closeLater(again);

        assertThatThrownBy(() -> again.start(new RecordingSink(index -> {
                    throw new LogException("injected");
                })))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("injected");
    }

    @Test
    void closingFinishesWhatIsUnderWayAndRefusesTheRest() throws Exception {
        CommitLog log = open(new RecordingSink());
        var underWay = new ArrayList<CompletionStage<Void>>();
        for (long i = 1; i <= 200; i++) {
            underWay.add(log.append(i, entry(i)));
        }

        log.close();

        assertThat(underWay)
                .allMatch(stage -> stage.toCompletableFuture().isDone()
                        && !stage.toCompletableFuture().isCompletedExceptionally());
        assertFails(log.append(201, entry(201)));
        assertFails(log.keep(200, out -> {}));
        log.close();
        var sink = new RecordingSink();
        reopen(log, sink);
        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, 200));
    }

    @Test
    void closesWithoutHavingStarted() throws Exception {
        CommitLog log = create();
        log.close();

        open(new RecordingSink());
    }

    @Test
    void anAppendFromTheSinkItselfIsTakenInTurn() throws Exception {
        var log = new CompletableFuture<CommitLog>();
        var chained = new CompletableFuture<CompletionStage<Void>>();
        var once = new AtomicBoolean();
        var sink = new RecordingSink(index -> {
            if (once.compareAndSet(false, true)) {
                chained.complete(log.join().append(index + 1, entry(index + 1)));
            }
        });
        log.complete(open(sink));

        await(log.join().append(1, entry(1)));

        await(chained.get(SECONDS, TimeUnit.SECONDS));
        assertThat(sink.texts()).containsExactlyElementsOf(texts(1, 2));
    }
}
