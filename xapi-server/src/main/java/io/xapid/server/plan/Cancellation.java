package io.xapid.server.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A request to stop that one thread makes and another obeys: between steps, and inside a step that says how to wake it. */
public final class Cancellation {
    private final List<Runnable> wakers = new ArrayList<>(); // guarded by this
    private boolean requested; // guarded by this

    /** Asks for the work to stop. Asking twice is asking once. */
    public void request() {
        List<Runnable> toWake;
        synchronized (this) {
            requested = true;
            toWake = List.copyOf(wakers);
            wakers.clear();
        }
        toWake.forEach(Runnable::run); // never call out while holding the lock
    }

    public synchronized boolean isRequested() {
        return requested;
    }

    /** @throws CancelledException if the work has been asked to stop */
    public void check() {
        if (isRequested()) {
            throw new CancelledException();
        }
    }

    /**
     * Does work that waits. If a stop is asked for meanwhile, {@code waker} is called once, from the asking thread, and
     * must make the work return or throw soon.
     *
     * @throws CancelledException if a stop was asked for before or during the work
     */
    public <T> T whileWakeable(Runnable waker, Callable<T> work) throws Exception {
        synchronized (this) {
            if (requested) {
                throw new CancelledException();
            }
            wakers.add(waker);
        }
        try {
            T result = work.call();
            check();
            return result;
        } catch (Exception failure) {
            if (isRequested() && !(failure instanceof CancelledException)) {
                var cancelled = new CancelledException();
                cancelled.addSuppressed(failure);
                throw cancelled;
            }
            throw failure;
        } finally {
            synchronized (this) {
                wakers.remove(waker);
            }
        }
    }
}
