package io.xapid.model.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;

/** Opens logs for the contract, and writes and checks numbered entries. */
abstract class CommitLogKit {
    static final long SECONDS = 60;

    private final List<CommitLog> opened = new ArrayList<>();

    /** A log on this test's storage, which is empty at first. Not yet started; any earlier one is closed. */
    protected abstract CommitLog create() throws Exception;

    protected final void closeLater(CommitLog log) {
        opened.add(log);
    }

    @AfterEach
    final void closeAll() {
        opened.forEach(CommitLog::close);
    }

    /** A started log that is closed when the test ends. */
    protected final CommitLog open(CommitLog.Sink sink) throws Exception {
        CommitLog log = create();
        opened.add(log);
        log.start(sink);
        return log;
    }

    protected final CommitLog reopen(CommitLog log, CommitLog.Sink sink) throws Exception {
        log.close();
        return open(sink);
    }

    /** Appends entries {@code from} to {@code to} and waits for them. */
    protected static void appendAll(CommitLog log, long from, long to) {
        var all = LongStream.rangeClosed(from, to)
                .mapToObj(i -> log.append(i, entry(i)))
                .toList();
        all.forEach(CommitLogKit::await);
    }

    protected static byte[] entry(long number) {
        return ("entry " + number).getBytes(UTF_8);
    }

    protected static List<String> texts(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(i -> "entry " + i).toList();
    }

    protected static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    protected static void await(CompletionStage<Void> stage) {
        try {
            stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception problem) {
            throw new AssertionError("not completed: " + problem, problem);
        }
    }

    protected static void assertFails(CompletionStage<Void> stage) {
        assertThatThrownBy(() -> stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LogException.class);
    }
}
