package io.xapid.hypervisor.qemu;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for what must not hold up the sockets' thread: notes in guests' folders, calls to listeners, logs. */
final class Errands implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var made = new Thread(work, "xapid-qemu-errands");
        made.setDaemon(true);
        return made;
    });

    @Override
    public void execute(Runnable errand) {
        try {
            thread.execute(() -> run(errand));
        } catch (RejectedExecutionException e) {
            log.debug("An errand came after closing time");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the thread is shut down
    void every(Duration pause, Runnable errand) {
        thread.scheduleWithFixedDelay(() -> run(errand), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable errand) {
        try {
            errand.run();
        } catch (RuntimeException e) {
            log.warn("An errand of the QEMU bridge failed", e);
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
