package io.xapid.ha.log;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import io.xapid.model.store.LogFullException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one thread that writes: it takes all entries that wait, makes them durable in one transaction, has them applied,
 * and acknowledges them. While it flushes, the next ones gather: so one flush serves many writers.
 */
final class CommitThread {
    private static final Logger log = LoggerFactory.getLogger(CommitThread.class);
    private static final int BATCH_BYTES = 4 << 20;
    private static final int CHECKPOINT_PAGES = 2_048;
    private static final long CLOSE_SECONDS = 60;

    private final LogDatabase database;
    private final AcknowledgedMark mark;
    private final CommitLog.Sink sink;
    private final LogFiles files;
    private final Thread thread;

    private final ArrayDeque<Append> waiting = new ArrayDeque<>(); // guarded by this, as is all in this block
    private final ArrayDeque<Job> jobs = new ArrayDeque<>();
    private long next;
    private boolean idle;
    private boolean closing;
    private @Nullable LogException broken;

    private volatile long applied;
    private int chain; // of the thread alone, as is what follows
    private long walPages;
    private long refused;

    /** Starts the thread, behind the end of the log that was opened. */
    CommitThread(Opening.Opened opened, CommitLog.Sink sink, LogFiles files) {
        this.database = opened.database();
        this.mark = opened.mark();
        this.sink = sink;
        this.files = files;
        this.chain = opened.run().chain();
        this.applied = opened.run().last();
        this.next = applied + 1;
        this.thread = new Thread(this::run, "log");
        thread.start();
    }

    /** The last entry that the sink was given. */
    long applied() {
        return applied;
    }

    CompletionStage<Void> append(long index, byte[] entry) {
        var one = new Append(index, entry);
        synchronized (this) {
            String refusal = refusal(one);
            if (refusal == null) {
                next++;
                waiting.addLast(one);
                wake();
                return one.done;
            }
            return CompletableFuture.failedFuture(new LogException(refusal));
        }
    }

    /** Has the thread do something with the database between commits. */
    <T> CompletableFuture<T> submit(DatabaseWork<T> work) {
        var done = new CompletableFuture<T>();
        synchronized (this) {
            if (closing || broken != null) {
                done.completeExceptionally(new LogException("The log is closed."));
            } else {
                jobs.addLast(new Job(() -> complete(done, work), done));
                wake();
            }
        }
        return done;
    }

    /** Finishes what waits, and ends the thread. */
    void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("the log's own thread cannot wait for its end");
        }
        boolean interrupted = false;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        while (thread.isAlive() && System.nanoTime() < until) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, until - System.nanoTime());
            } catch (InterruptedException wait) {
                interrupted = true; // what is under way must end first, and it does soon
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new LogException("The disk under %s does not answer.".formatted(files.directory()));
        }
    }

    private @Nullable String refusal(Append one) {
        if (closing) {
            return "The log is closed.";
        } else if (broken != null) {
            return "The log takes no more entries: " + broken.getMessage();
        } else if (one.index != next) {
            return "Entry %d is out of order: %d comes next.".formatted(one.index, next);
        } else if (one.entry.length > CommitLog.LARGEST_ENTRY) {
            return "Entry %d has %d bytes, and %d is the most."
                    .formatted(one.index, one.entry.length, CommitLog.LARGEST_ENTRY);
        }
        return null;
    }

    private void wake() {
        if (idle) {
            idle = false;
            notifyAll();
        }
    }

    private void run() {
        var batch = new ArrayList<Append>();
        while (true) {
            Job job = takeWork(batch);
            if (job == null && batch.isEmpty()) {
                return;
            }
            if (job != null) {
                job.work.run();
            }
            if (!batch.isEmpty()) {
                commit(batch);
                batch.clear();
            }
            checkpointWhenDue();
        }
    }

    /** Fills {@code batch} and returns a job; nothing of either when it is time to end. */
    private synchronized @Nullable Job takeWork(List<Append> batch) {
        while (waiting.isEmpty() && jobs.isEmpty() && !closing) {
            idle = true;
            try {
                wait();
            } catch (InterruptedException nobodyShould) {
                log.warn("the log's thread was interrupted, and goes on");
            }
        }
        idle = false;
        long bytes = 0;
        while (!waiting.isEmpty() && bytes < BATCH_BYTES) {
            Append one = waiting.removeFirst();
            batch.add(one);
            bytes += one.entry.length;
        }
        return jobs.pollFirst();
    }

    private void commit(List<Append> batch) {
        try {
            var entries = new ArrayList<byte[]>(batch.size());
            for (Append one : batch) {
                entries.add(one.entry);
                walPages += 1 + one.entry.length / DurableDatabase.PAGE_BYTES;
            }
            chain = database.append(chain, batch.get(0).index, entries);
        } catch (SQLException | RuntimeException problem) {
            mend(problem);
            fail(batch, unwritten(problem));
            return;
        }
        if (refused > 0) {
            log.info("entries are taken again from {} on; {} were refused", batch.get(0).index, refused);
            refused = 0;
        }
        mark.write(batch.get(batch.size() - 1).index);
        for (int i = 0; i < batch.size(); i++) {
            Append one = batch.get(i);
            try {
                applied = one.index;
                sink.apply(one.index, one.entry);
            } catch (RuntimeException | Error problem) {
                breakDown(batch.subList(i, batch.size()), problem);
                return;
            }
            one.done.complete(null);
        }
    }

    /** A flush that fails may leave a whole transaction behind, which a crash would bring to life. */
    private void mend(Exception failure) {
        if (!(failure instanceof SQLiteException known) || known.getResultCode() != SQLiteErrorCode.SQLITE_FULL) {
            try {
                database.mend();
            } catch (SQLException stillFailing) {
                failure.addSuppressed(stillFailing); // the next commit that succeeds does as well
            }
        }
    }

    private void fail(List<Append> batch, LogException why) {
        var lost = new ArrayList<>(batch);
        synchronized (this) {
            lost.addAll(waiting);
            waiting.clear();
            next = batch.get(0).index;
        }
        refused += lost.size();
        if (refused == lost.size()) { // once until writing succeeds again
            log.error("{} Entries are refused from {} on.", why.getMessage(), batch.get(0).index);
        }
        lost.forEach(one -> one.done.completeExceptionally(why));
    }

    private LogException unwritten(Exception problem) {
        boolean full = problem instanceof SQLiteException known && known.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
        if (full) {
            String text = "The disk under %s is full. Make room there; the daemon goes on by itself.";
            return new LogFullException(files.directory().toString(), text.formatted(files.directory()), problem);
        }
        return new LogException(
                "%s cannot be written (%s).".formatted(files.database(), problem.getMessage()), problem);
    }

    /** The state can no longer follow the log: nothing must be acknowledged any more. */
    private void breakDown(List<Append> unapplied, Throwable problem) {
        var why = new LogException(
                "Entry %d is kept and cannot be applied (%s). Restart the daemon."
                        .formatted(unapplied.get(0).index, problem),
                problem);
        log.error("{}", why.getMessage(), problem);
        var lost = new ArrayList<>(unapplied);
        var undone = new ArrayList<Job>();
        synchronized (this) {
            broken = why;
            lost.addAll(waiting);
            waiting.clear();
            undone.addAll(jobs);
            jobs.clear();
        }
        lost.forEach(one -> one.done.completeExceptionally(why));
        undone.forEach(job -> job.done.completeExceptionally(why));
    }

    private <T> void complete(CompletableFuture<T> done, DatabaseWork<T> work) {
        try {
            done.complete(work.on(database));
        } catch (SQLException | RuntimeException problem) {
            done.completeExceptionally(unwritten(problem));
        }
    }

    /** Says that a job has written about so many bytes. */
    void wrote(long bytes) {
        walPages += 1 + bytes / DurableDatabase.PAGE_BYTES;
    }

    private void checkpointWhenDue() {
        walPages++; // the page above, or the one of the job
        if (walPages >= CHECKPOINT_PAGES) {
            walPages = 0;
            try {
                database.checkpoint();
            } catch (SQLException problem) {
                log.warn("{} keeps growing: its entries cannot be moved to {}", files.wal(), files.database(), problem);
            }
        }
    }

    /** Something to do with the database, in transactions of its own. */
    interface DatabaseWork<T> {
        T on(LogDatabase database) throws SQLException;
    }

    private record Job(Runnable work, CompletableFuture<?> done) {}

    private static final class Append {
        private final long index;
        private final byte[] entry;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Append(long index, byte[] entry) {
            this.index = index;
            this.entry = entry;
        }
    }
}
