package io.xapid.server.console;

import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.vm.Console;
import io.xapid.server.wire.Refusal;
import io.xapid.server.wire.Visitor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All who watch a console: how many there may be, and when they must go. Those whose session has ended go, and those
 * who have been idle for longer than the pool allows; while anyone watches, each is looked at every second.
 */
final class Viewers implements AutoCloseable {
    private static final int MOST = 1_000;
    private static final int MOST_OF_ONE = 50;

    private final Store store;
    private final Ref<Pool> pool;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final LongSupplier nanoTime;
    private final Set<OpenConsole> open = new LinkedHashSet<>();
    private @Nullable Future<?> rounds;
    private boolean closed;

    /**
     * @param timer starts a look that {@code workers} take; the caller owns both
     * @param nanoTime the time since some moment, in nanoseconds
     */
    Viewers(Store store, Ref<Pool> pool, ScheduledExecutorService timer, Executor workers, LongSupplier nanoTime) {
        this.store = store;
        this.pool = pool;
        this.timer = timer;
        this.workers = workers;
        this.nanoTime = nanoTime;
    }

    /** Whether the pool lets only one at a time watch a console. */
    boolean isLimitedToOne() {
        Row<Pool> settings = store.snapshot().get(Pool.CLASS, pool);
        return settings != null && settings.get(Pool.LIMIT_CONSOLE_SESSIONS);
    }

    /**
     * Lets one more in. What is returned must be told that it is closed, whatever becomes of it.
     *
     * @param alone whether it must be the only one at this console
     * @throws Refusal if there is no room
     */
    OpenConsole admit(Ref<Console> console, boolean alone, String title, Visitor visitor, ClientInput input)
            throws Refusal {
        synchronized (this) {
            long others = open.stream()
                    .filter(viewer -> viewer.console().equals(console))
                    .count();
            if (closed || open.size() >= MOST || others >= (alone ? 1 : MOST_OF_ONE)) {
                throw Refusal.unavailable("Connection Limit Exceeded");
            }
            var viewer = new OpenConsole(console, title, visitor, input, nanoTime, this);
            open.add(viewer);
            if (rounds == null) {
                rounds = timer.scheduleWithFixedDelay(this::handOver, 1, 1, TimeUnit.SECONDS);
            }
            return viewer;
        }
    }

    synchronized void left(OpenConsole viewer) {
        open.remove(viewer);
        if (open.isEmpty() && rounds != null) {
            rounds.cancel(false);
            rounds = null;
        }
    }

    synchronized int count() {
        return open.size();
    }

    private void handOver() {
        try {
            workers.execute(this::look);
        } catch (RejectedExecutionException busy) {
            // they are looked at a second later
        }
    }

    /** Sends away who must go. */
    void look() {
        Row<Pool> settings = store.snapshot().get(Pool.CLASS, pool);
        long idleSeconds = settings == null ? 0 : settings.get(Pool.VM_CONSOLE_IDLE_TIMEOUT);
        for (OpenConsole viewer : all()) {
            if (!viewer.visitor().isStillWelcome()) {
                viewer.end("its session has ended");
            } else if (idleSeconds > 0 && TimeUnit.NANOSECONDS.toSeconds(viewer.idleNanos()) >= idleSeconds) {
                viewer.end("nobody was at work for " + idleSeconds + " s");
            }
        }
    }

    private synchronized List<OpenConsole> all() {
        return List.copyOf(open);
    }

    /** Sends everybody away, and lets nobody in any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        all().forEach(viewer -> viewer.end("the daemon stops"));
    }
}
