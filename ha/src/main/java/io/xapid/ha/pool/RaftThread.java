package io.xapid.ha.pool;

import io.microraft.executor.RaftNodeExecutor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which Raft runs, and its clock. MicroRaft counts heartbeats in whole seconds; here each of them lasts a
 * tenth of one, by the clock too. That is monotonic, so that setting the time changes nothing.
 */
final class RaftThread implements RaftNodeExecutor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RaftThread.class);
    private static final int TIMES = 10;
    private static final long CLOSE_SECONDS = 30;

    private final ScheduledExecutorService executor;
    private volatile @Nullable Thread own;
    private boolean isAtOnce; // of the thread alone

    RaftThread(String name) {
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            var made = new Thread(work, name);
            made.setDaemon(true);
            own = made;
            return made;
        });
    }

    @Override
    public void execute(Runnable task) {
        if (Thread.currentThread().equals(own) && isAtOnce) { // others order things, too
            isAtOnce = false;
            task.run();
        } else {
            submit(task);
        }
    }

    @Override
    public void submit(Runnable task) {
        offer(task); // it is too late for whatever is not taken
    }

    /** False when the thread has ended. */
    boolean offer(Runnable task) {
        try {
            executor.execute(() -> guard(task));
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** Runs {@code task} on the thread, and waits until it has. */
    void run(Runnable task) {
        if (Thread.currentThread().equals(own)) {
            task.run();
            return;
        }
        try {
            executor.submit(task).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException problem) {
            throw new IllegalStateException("the thread has not done what it was told", problem);
        }
    }

    /** Has {@code task} run on the thread; the first thing that Raft then orders runs within it. */
    void submitWhole(Runnable task) {
        submit(() -> {
            isAtOnce = true;
            try {
                task.run();
            } finally {
                isAtOnce = false;
            }
        });
    }

    @Override
    public void schedule(Runnable task, long delay, TimeUnit unit) {
        long nanos = unit.toNanos(delay);
        after(unit == TimeUnit.SECONDS ? nanos / TIMES : nanos, task);
    }

    private static void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error problem) {
            log.error("something failed that is not expected to", problem); // the executor would not tell
        }
    }

    /** In real nanoseconds. */
    @SuppressWarnings("FutureReturnValueIgnored") // what fails is told
    void after(long nanos, Runnable task) {
        try {
            executor.schedule(() -> guard(task), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // it is too late for whatever it was
        }
    }

    /** Ends the thread when what it is at is done. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Milliseconds that last a tenth. */
    static final class QuickClock extends Clock {
        @Override
        public long millis() {
            return System.nanoTime() / (1_000_000 / TIMES);
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
