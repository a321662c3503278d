package io.xapid.model.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory, for tests: an entry is applied and acknowledged before {@link #append} returns, in the caller's
 * thread. It can hold entries back, refuse them, and be opened again as after a restart.
 */
public final class MemoryLog implements CommitLog {
    private final Contents contents;
    private final ArrayDeque<Open> open = new ArrayDeque<>(); // guarded by this, as is all below
    private @Nullable Sink sink;
    private long next;
    private boolean holding;
    private boolean refusing;
    private boolean delivering;
    private boolean closed;
    private boolean broken;

    public MemoryLog() {
        this(new Contents());
    }

    private MemoryLog(Contents contents) {
        this.contents = contents;
    }

    /** A log with what this one has kept, not yet started. This one is closed. */
    public MemoryLog reopened() {
        close();
        return new MemoryLog(contents);
    }

    /** Keeps what is appended waiting, as a slow disk does, until {@link #release}. */
    public synchronized void hold() {
        holding = true;
    }

    /** Acknowledges what waits, and waits no more. */
    public void release() {
        synchronized (this) {
            holding = false;
        }
        deliver(Long.MAX_VALUE);
    }

    /** Acknowledges the oldest entry that waits. */
    public void releaseOne() {
        deliver(1);
    }

    /** Fails what waits and all that is appended, as a full disk does, until {@link #accept}. */
    public void refuse() {
        var lost = new ArrayList<Open>();
        synchronized (this) {
            refusing = true;
            lost.addAll(open);
            open.clear();
            next = contents.last() + 1;
        }
        lost.forEach(one -> one.done.completeExceptionally(new LogException("told to refuse")));
    }

    /** Takes entries again. */
    public synchronized void accept() {
        refusing = false;
    }

    /** The entries kept, oldest first. */
    public synchronized List<byte[]> entries() {
        return List.copyOf(contents.entries.values());
    }

    @Override
    public synchronized void start(Sink applier) throws LogException {
        if (sink != null) {
            throw new IllegalStateException("started twice");
        }
        sink = applier;
        var newest = contents.images.lastEntry();
        try {
            if (newest != null) {
                applier.install(newest.getKey(), new ByteArrayInputStream(newest.getValue()));
            }
        } catch (IOException damaged) {
            throw new LogException("The image cannot be read: " + damaged.getMessage(), damaged);
        }
        long from = newest == null ? 0 : newest.getKey();
        contents.entries.tailMap(from, false).forEach(applier::apply);
        next = contents.last() + 1;
    }

    @Override
    public CompletionStage<Void> append(long index, byte[] entry) {
        var one = new Open(index, entry);
        boolean wait;
        synchronized (this) {
            String why = refusal(index, entry);
            if (why != null) {
                return CompletableFuture.failedFuture(new LogException(why));
            }
            next++;
            open.addLast(one);
            wait = holding;
        }
        if (!wait) {
            deliver(Long.MAX_VALUE);
        }
        return one.done;
    }

    private @Nullable String refusal(long index, byte[] entry) {
        if (closed || sink == null) {
            return "not open";
        } else if (refusing) {
            return "told to refuse";
        } else if (broken) {
            return "an entry could not be applied";
        } else if (index != next) {
            return "expected " + next + ", got " + index;
        }
        return entry.length > LARGEST_ENTRY ? "too large" : null;
    }

    @Override
    public synchronized CompletionStage<Void> keep(long index, Image image) {
        if (closed || index > contents.last()) {
            return CompletableFuture.failedFuture(new LogException("nothing to keep at " + index));
        }
        var bytes = new ByteArrayOutputStream();
        try {
            image.writeTo(bytes);
        } catch (IOException | RuntimeException failed) {
            return CompletableFuture.failedFuture(new LogException("The image failed: " + failed.getMessage(), failed));
        }
        contents.images.put(index, bytes.toByteArray());
        contents.images.headMap(contents.images.lastKey()).clear();
        contents.entries.headMap(contents.images.lastKey(), true).clear();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        release();
        synchronized (this) {
            closed = true;
        }
    }

    /** Hands over with no lock held: a sink takes locks of its own. What it appends meanwhile waits its turn. */
    private void deliver(long atMost) {
        for (long i = 0; i < atMost; i++) {
            Open one;
            Sink applier;
            synchronized (this) {
                applier = sink;
                if (open.isEmpty() || delivering || applier == null) {
                    return;
                }
                one = open.removeFirst();
                contents.entries.put(one.index, one.entry);
                delivering = true;
            }
            RuntimeException failure = applied(applier, one);
            List<Open> lost = List.of();
            synchronized (this) {
                delivering = false;
                if (failure != null) {
                    broken = true;
                    lost = List.copyOf(open);
                    open.clear();
                }
            }
            lost.forEach(later -> later.done.completeExceptionally(new LogException("an earlier entry failed")));
        }
    }

    private static @Nullable RuntimeException applied(Sink applier, Open one) {
        try {
            applier.apply(one.index, one.entry);
        } catch (RuntimeException failure) {
            one.done.completeExceptionally(new LogException("entry " + one.index + " cannot be applied", failure));
            return failure;
        }
        one.done.complete(null);
        return null;
    }

    /** What outlives a restart. */
    private static final class Contents {
        private final TreeMap<Long, byte[]> entries = new TreeMap<>();
        private final TreeMap<Long, byte[]> images = new TreeMap<>();

        long last() {
            return Math.max(entries.isEmpty() ? 0 : entries.lastKey(), images.isEmpty() ? 0 : images.lastKey());
        }
    }

    private static final class Open {
        private final long index;
        private final byte[] entry;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Open(long index, byte[] entry) {
            this.index = index;
            this.entry = entry;
        }
    }
}
