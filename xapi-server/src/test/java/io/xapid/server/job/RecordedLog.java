package io.xapid.server.job;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogFullException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps entries in memory, so that a second store can be opened on what the first had written. */
final class RecordedLog implements CommitLog {
    private final List<byte[]> entries = new ArrayList<>(); // guarded by itself
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private volatile @Nullable Sink sink;
    private volatile boolean full;
    private volatile CountDownLatch refused = new CountDownLatch(0);

    @Override
    public void start(Sink target) {
        sink = target;
        synchronized (entries) {
            for (int i = 0; i < entries.size(); i++) {
                target.apply(i + 1, entries.get(i));
            }
        }
    }

    @Override
    public CompletionStage<Void> append(long index, byte[] entry) {
        if (full) {
            refused.countDown();
            return CompletableFuture.failedFuture(new LogFullException("here", "full", new IOException("no space")));
        }
        return CompletableFuture.runAsync(
                () -> {
                    synchronized (entries) {
                        entries.add(entry);
                    }
                    Objects.requireNonNull(sink).apply(index, entry);
                },
                writer);
    }

    @Override
    public CompletionStage<Void> keep(long index, Image image) {
        return CompletableFuture.completedFuture(null); // entries are kept for ever
    }

    /** Refuses entries as a full disk does, or takes them again. */
    void setFull(boolean isFull) {
        refused = new CountDownLatch(isFull ? 3 : 0);
        full = isFull;
    }

    /** Waits until several entries were refused. */
    boolean awaitRefusals() throws InterruptedException {
        return refused.await(10, TimeUnit.SECONDS);
    }

    /** The same entries in another log, as a daemon would find them that starts after this one was killed. */
    RecordedLog asAfterACrash() {
        var other = new RecordedLog();
        synchronized (entries) {
            other.entries.addAll(entries.stream().map(byte[]::clone).toList());
        }
        return other;
    }

    @Override
    public void close() {
        writer.shutdown();
    }
}
