package io.xapid.server.storage;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.storage.Repository;
import io.xapid.storage.StorageException;
import io.xapid.storage.Transfer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has repositories tidied in the background, one after the other: merging is much work and no hurry. */
final class Tidier implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Tidier.class);

    private final Function<Ref<Sr>, Optional<Repository>> repositories;
    private final Executor background;
    private final Set<Ref<Sr>> due = new LinkedHashSet<>(); // guarded by this, as is all below
    private @Nullable Ref<Sr> current;
    private @Nullable Transfer transfer;
    private boolean running;
    private boolean closed;

    Tidier(Function<Ref<Sr>, Optional<Repository>> repositories, Executor background) {
        this.repositories = repositories;
        this.background = background;
    }

    /** Asks for a repository's turn. Asking again before it comes is asking once. */
    synchronized void later(Ref<Sr> sr) {
        if (closed) {
            return;
        }
        due.add(sr);
        if (!running) {
            running = true;
            try {
                background.execute(this::work);
            } catch (RejectedExecutionException stopping) {
                running = false;
            }
        }
    }

    /** Has the repository left alone, and returns when it is. */
    void callOff(Ref<Sr> sr) {
        synchronized (this) {
            due.remove(sr);
        }
        stop(sr);
    }

    @Override
    public void close() {
        Ref<Sr> underWay;
        synchronized (this) {
            closed = true;
            due.clear();
            underWay = current;
        }
        if (underWay != null) {
            stop(underWay);
        }
    }

    /** Backends end soon when they are cancelled, so this wait is short. */
    private void stop(Ref<Sr> sr) {
        Transfer toCancel;
        synchronized (this) {
            toCancel = sr.equals(current) ? transfer : null;
        }
        if (toCancel != null) {
            toCancel.cancel(); // never call out while holding the lock
        }
        boolean interrupted = false;
        synchronized (this) {
            while (sr.equals(current)) {
                try {
                    wait();
                } catch (InterruptedException stopping) {
                    interrupted = true;
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        for (Ref<Sr> sr = next(); sr != null; sr = next()) {
            try {
                tidy(sr);
            } finally {
                done();
            }
        }
    }

    private void tidy(Ref<Sr> sr) {
        Transfer watched;
        synchronized (this) {
            watched = transfer;
        }
        Optional<Repository> repository = repositories.apply(sr);
        if (watched == null || repository.isEmpty()) {
            return;
        }
        try {
            repository.get().tidy(watched);
        } catch (StorageException trouble) {
            if (trouble.kind() != StorageException.Kind.CANCELLED) {
                log.warn("SR {} could not be tidied: {}", sr, trouble.getMessage());
            }
        } catch (RuntimeException defect) {
            log.error("SR {} could not be tidied", sr, defect);
        }
    }

    private synchronized @Nullable Ref<Sr> next() {
        var waiting = due.iterator();
        if (!waiting.hasNext()) {
            running = false;
            return null;
        }
        Ref<Sr> sr = waiting.next();
        waiting.remove();
        current = sr;
        transfer = Transfer.unwatched();
        return sr;
    }

    private synchronized void done() {
        current = null;
        transfer = null;
        notifyAll();
    }
}
