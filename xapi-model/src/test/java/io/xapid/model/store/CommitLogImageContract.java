package io.xapid.model.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every log promises about images. */
abstract class CommitLogImageContract extends CommitLogKit {
    @Test
    void startsFromTheImageAndTheEntriesBehindIt() throws Exception {
        CommitLog log = open(new RecordingSink());
        appendAll(log, 1, 20);
        await(log.keep(15, out -> out.write("state at 15".getBytes(UTF_8))));
        appendAll(log, 21, 25);

        var sink = new RecordingSink();
        CommitLog again = reopen(log, sink);

        assertThat(sink.imageIndex()).isEqualTo(15);
        assertThat(sink.image()).contains("state at 15".getBytes(UTF_8));
        assertThat(sink.texts()).containsExactlyElementsOf(texts(16, 25));
        appendAll(again, 26, 26);
        assertThat(sink.texts()).containsExactlyElementsOf(texts(16, 26));
    }

    @Test
    void startsFromTheNewestOfManyImages() throws Exception {
        CommitLog log = open(new RecordingSink());
        for (long i = 1; i <= 12; i++) {
            appendAll(log, i, i);
            long at = i;
            await(log.keep(at, out -> out.write(entry(at))));
        }

        var sink = new RecordingSink();
        CommitLog again = reopen(log, sink);

        assertThat(sink.imageIndex()).isEqualTo(12);
        assertThat(sink.image()).contains(entry(12));
        assertThat(sink.texts()).isEmpty();
        appendAll(again, 13, 13);
        assertThat(sink.texts()).containsExactlyElementsOf(texts(13, 13));
    }

    @Test
    void keepsLargeImagesWhileEntriesGoOn() throws Exception {
        CommitLog log = open(new RecordingSink());
        appendAll(log, 1, 10);
        byte[] part = new byte[100_000];
        Arrays.fill(part, (byte) 'x');
        var started = new CountDownLatch(1);
        CompletionStage<Void> kept = log.keep(10, out -> {
            started.countDown();
            for (int i = 0; i < 50; i++) {
                part[0] = (byte) i;
                out.write(part);
            }
        });
        assertThat(started.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        appendAll(log, 11, 200);
        await(kept);

        var sink = new RecordingSink();
        reopen(log, sink);

        byte[] image = sink.image().orElseThrow();
        assertThat(image).hasSize(50 * part.length);
        assertThat(IntStream.range(0, 50)).allMatch(i -> image[i * part.length] == i);
        assertThat(sink.texts()).containsExactlyElementsOf(texts(11, 200));
    }

    @Test
    void anImageMayBeAskedForWhileAnEntryIsApplied() throws Exception {
        var kept = new ArrayList<CompletionStage<Void>>();
        var log = new CompletableFuture<CommitLog>();
        var sink = new RecordingSink(index -> {
            if (index % 10 == 0) {
                kept.add(log.join().keep(index, out -> out.write(entry(index))));
            }
        });
        log.complete(open(sink));
        appendAll(log.join(), 1, 45);
        kept.forEach(CommitLogKit::await);

        var later = new RecordingSink();
        reopen(log.join(), later);

        assertThat(later.imageIndex()).isEqualTo(40);
        assertThat(later.image()).contains(entry(40));
        assertThat(later.texts()).containsExactlyElementsOf(texts(41, 45));
    }

    @Test
    void anImageThatFailsChangesNothing() throws Exception {
        CommitLog log = open(new RecordingSink());
        appendAll(log, 1, 10);
        await(log.keep(5, out -> out.write(entry(5))));

        CompletionStage<Void> failing = log.keep(9, out -> {
            out.write(entry(9));
            throw new IOException("injected");
        });

        assertFails(failing);
        appendAll(log, 11, 12);
        var sink = new RecordingSink();
        reopen(log, sink);
        assertThat(sink.imageIndex()).isEqualTo(5);
        assertThat(sink.texts()).containsExactlyElementsOf(texts(6, 12));
    }
}
