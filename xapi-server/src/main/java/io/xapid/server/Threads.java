package io.xapid.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's threads, but for those that the front door, the log and the bridge have of their own.
 *
 * @param workers run calls that may take a moment; refuse what is too much
 * @param jobs run jobs: one thread for each that is under way
 * @param timer starts what is due; never does the work itself
 */
record Threads(ExecutorService workers, ExecutorService jobs, ScheduledExecutorService timer) implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Threads.class);
    private static final int WORKERS = 32;
    private static final int WAITING_CALLS = 4_096;
    private static final int MAX_JOBS = 1_024;
    private static final int SECONDS_TO_END = 10;

    static Threads start() {
        var workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_CALLS),
                named("worker"),
                new ThreadPoolExecutor.AbortPolicy());
        workers.allowCoreThreadTimeOut(true);
        var jobs = new ThreadPoolExecutor(
                MAX_JOBS, MAX_JOBS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("job"));
        jobs.allowCoreThreadTimeOut(true);
        var timer = new ScheduledThreadPoolExecutor(1, named("timer"));
        timer.setRemoveOnCancelPolicy(true);
        return new Threads(workers, jobs, timer);
    }

    /** Has {@code work} done by a worker, again and again; what goes wrong in it is logged. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends when the timer does
    void every(long seconds, String name, Runnable work) {
        timer.scheduleWithFixedDelay(() -> handOver(name, work), seconds, seconds, TimeUnit.SECONDS);
    }

    private void handOver(String name, Runnable work) {
        try {
            workers.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException problem) {
                    log.warn("the regular look at {} failed", name, problem);
                }
            });
        } catch (RejectedExecutionException busy) {
            log.debug("too busy to look at {}; it is looked at next time", name);
        }
    }

    /** Interrupts what still runs, and waits a little for it to notice. */
    @Override
    public void close() {
        timer.shutdownNow();
        jobs.shutdownNow();
        workers.shutdownNow();
        try {
            boolean ended = jobs.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)
                    && workers.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
            if (!ended) {
                log.warn("some work does not end; it is settled at the next start");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String name) {
        var number = new AtomicInteger();
        ThreadFactory plain = Executors.defaultThreadFactory();
        return task -> {
            Thread thread = plain.newThread(task);
            thread.setName(name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
