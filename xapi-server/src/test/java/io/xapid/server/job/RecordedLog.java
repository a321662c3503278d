package io.xapid.server.job;

import io.xapid.model.store.CommitLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Keeps entries in memory, so that a second store can be opened on what the first had written. */
final class RecordedLog implements CommitLog {
    private final List<byte[]> entries = new ArrayList<>(); // guarded by itself
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private volatile @Nullable Sink sink;

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
