package io.xapid.storage.directory;

import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The one lock under which the names in a repository's folder are read and changed, until the repository is closed. */
final class FolderLock {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    /** Does work that nobody else interferes with. It may be nested. */
    <T> T exclusively(Supplier<T> work) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            throw cancelled(interrupted);
        }
        try {
            if (closed) {
                throw new StorageException(Kind.DETACHED, "the repository is not attached");
            }
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Within {@link #exclusively}: lets others in until one of them has made it true. */
    void awaitThat(BooleanSupplier condition) {
        try {
            while (!condition.getAsBoolean()) {
                changed.await();
            }
        } catch (InterruptedException interrupted) {
            throw cancelled(interrupted);
        }
    }

    /** Does what must be done even if the repository is closed or the thread interrupted, and wakes who waits for it. */
    void always(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more, and then, the first time, does the last work. */
    void close(Runnable last) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                last.run();
            }
        } finally {
            lock.unlock();
        }
    }

    private static StorageException cancelled(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new StorageException(Kind.CANCELLED, "interrupted", interrupted);
    }
}
