package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** A long piece of work that can be watched and cancelled, seen from both sides. One object serves one piece of work. */
public final class Transfer {
    private final DoubleConsumer watcher;
    private final List<Runnable> stoppers = new ArrayList<>();
    private double done;
    private boolean cancelled;

    /**
     * Work that somebody watches.
     *
     * @param watcher told the part done, from 0 to 1 and never less than before, on the worker's threads
     */
    public Transfer(DoubleConsumer watcher) {
        this.watcher = watcher;
    }

    /** Work that nobody watches. */
    public static Transfer unwatched() {
        return new Transfer(part -> {});
    }

    /** Asks the work to stop, soon. Callable from any thread, before, during and after the work. */
    public void cancel() {
        List<Runnable> toStop;
        synchronized (this) {
            cancelled = true;
            toStop = List.copyOf(stoppers);
        }
        toStop.forEach(Runnable::run); // never call out while holding the lock
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** For the worker: fails if the work has been cancelled. */
    public void check() {
        if (isCancelled()) {
            throw new StorageException(Kind.CANCELLED, "cancelled");
        }
    }

    /** For the worker: tells the watcher how far it is. What lies outside 0 to 1, or is no progress, is not passed on. */
    public void report(double part) {
        synchronized (this) {
            if (!(part > done && part <= 1)) {
                return;
            }
            done = part;
        }
        watcher.accept(part);
    }

    /** For the worker: what to do, on whatever thread, to end a wait early; done at once if cancelled already. */
    public Registration whenCancelled(Runnable stop) {
        boolean now;
        synchronized (this) {
            stoppers.add(stop);
            now = cancelled;
        }
        if (now) {
            stop.run();
        }
        return () -> forget(stop);
    }

    private synchronized void forget(Runnable stop) {
        stoppers.remove(stop);
    }

    /** Something that lasts until it is closed. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
