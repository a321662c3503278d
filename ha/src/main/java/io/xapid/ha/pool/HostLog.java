package io.xapid.ha.pool;

import io.xapid.ha.log.LocalLog;
import io.xapid.ha.log.Replacement;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's own log, into which goes what was agreed on. An entry that cannot be written, as when the disk is full, waits here
 * with all that follow it and is tried again: it cannot be refused any more.
 */
final class HostLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HostLog.class);
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path directory;
    private final RaftThread thread;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>(); // guarded by this, as is what follows
    private LocalLog local;
    private long last;
    private boolean isStalled;
    private CommitLog.@Nullable Sink sink;

    private static final class Pending {
        private final long index;
        private final byte[] entry;
        private Runnable whenApplied; // guarded by the log

        Pending(long index, byte[] entry, Runnable whenApplied) {
            this.index = index;
            this.entry = entry;
            this.whenApplied = whenApplied;
        }
    }

    HostLog(Path directory, RaftThread thread) throws LogException {
        this.directory = directory;
        this.thread = thread;
        this.local = LocalLog.ofPoolMember(directory);
    }

    /**
     * Hands over what is there, and later whatever is added.
     *
     * @return what was repaired, if anything was
     */
    Optional<String> start(CommitLog.Sink applier) throws LogException {
        LocalLog mine = current();
        mine.start(applier);
        synchronized (this) {
            sink = applier;
            last = applier.present().index();
        }
        return mine.recovered();
    }

    Path directory() {
        return directory;
    }

    private synchronized LocalLog current() {
        return local;
    }

    /** The index of the last entry that is there or waits to be. */
    synchronized long last() {
        return last;
    }

    /** Adds the entry that follows {@link #last}. */
    synchronized void add(long index, byte[] entry, Runnable whenApplied) {
        var one = new Pending(index, entry, whenApplied);
        waiting.addLast(one);
        last = index;
        if (!isStalled) {
            write(one);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what fails is tried again
    private void write(Pending one) {
        local.append(one.index, one.entry).whenComplete((ok, failure) -> {
            if (failure == null) {
                written(one);
            } else {
                stall(failure);
            }
        });
    }

    private void written(Pending one) {
        Runnable then;
        synchronized (this) {
            then = one.whenApplied;
            waiting.removeFirstOccurrence(one);
            if (waiting.isEmpty()) {
                notifyAll();
            }
        }
        then.run();
    }

    private synchronized void stall(Throwable failure) {
        if (!isStalled) {
            isStalled = true;
            log.warn("what was agreed on waits to be written: {}", failure.getMessage());
            thread.after(AGAIN_NANOS, this::tryAgain);
        }
    }

    private synchronized void tryAgain() {
        isStalled = false;
        for (Pending one : waiting) {
            write(one);
            if (isStalled) {
                return;
            }
        }
    }

    /** Runs {@code then} when all that was added so far is applied. */
    void afterAll(Runnable then) {
        synchronized (this) {
            Pending newest = waiting.peekLast();
            if (newest != null) {
                newest.whenApplied = both(newest.whenApplied, then);
                return;
            }
        }
        then.run();
    }

    private static Runnable both(Runnable first, Runnable second) {
        return () -> {
            first.run();
            second.run();
        };
    }

    /** Waits until all that was added is written. False when that takes too long. */
    synchronized boolean awaitWritten(long nanos) {
        long until = System.nanoTime() + nanos;
        boolean interrupted = false;
        long left = nanos;
        while (!waiting.isEmpty() && left > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = until - System.nanoTime();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return waiting.isEmpty();
    }

    CompletionStage<Void> keep(long index, CommitLog.Image image) {
        return current().keep(index, image);
    }

    /** Goes on from a state that another host has sent. Nothing may be added meanwhile. */
    void replace(Replacement replacement) throws IOException, LogException {
        CommitLog.Sink applier = Objects.requireNonNull(sink);
        LocalLog before = current();
        before.close(); // its thread may want this monitor
        replacement.take();
        var after = LocalLog.ofPoolMember(directory);
        synchronized (this) {
            local = after; // to be closed also when it does not start
        }
        after.start(applier);
        synchronized (this) {
            waiting.clear();
            last = applier.present().index();
            isStalled = false;
            notifyAll();
        }
    }

    /** Makes all writing fail, or ends that: for tests. */
    void breakDisk(boolean isBroken) {
        current().breakDisk(isBroken).exceptionally(closed -> false);
    }

    @Override
    public void close() {
        current().close();
    }
}
