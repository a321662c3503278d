package io.xapid.hypervisor.bridge;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for what must not hold up a bridge's sockets or watches: notes in guests' folders, calls to listeners, logs. */
public final class Errands implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    private final ScheduledExecutorService thread;

    public Errands(String threadName) {
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            var made = new Thread(work, threadName);
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public void execute(Runnable errand) {
        try {
            thread.execute(() -> run(errand));
        } catch (RejectedExecutionException e) {
            log.debug("An errand came after closing time");
        }
    }

    /** Runs it after a while, if the bridge is still open then. */
    public void after(Duration pause, Runnable errand) {
        try {
            var unused = thread.schedule(() -> run(errand), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("An errand came after closing time");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the thread is shut down
    public void every(Duration pause, Runnable errand) {
        thread.scheduleWithFixedDelay(() -> run(errand), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable errand) {
        try {
            errand.run();
        } catch (RuntimeException e) {
            log.warn("An errand of a bridge failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }
}
