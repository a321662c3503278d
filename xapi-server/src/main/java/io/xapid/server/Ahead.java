package io.xapid.server;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;

/** Something that takes a while and is begun before it is needed, so that a start takes as long as its longest part. */
final class Ahead<T> {
    private final FutureTask<T> work;

    private Ahead(FutureTask<T> work) {
        this.work = work;
    }

    /** Begins it on another thread. */
    static <T> Ahead<T> begin(ExecutorService threads, Callable<T> work) {
        var task = new FutureTask<>(work);
        threads.execute(task);
        return new Ahead<>(task);
    }

    /** Begins what has to be closed, and has it closed if it is never asked for. */
    static <T extends AutoCloseable> Ahead<T> begin(
            ExecutorService threads, Belongings belongings, String name, Callable<T> work) {
        Ahead<T> ahead = begin(threads, work);
        belongings.own(name, () -> ahead.closeResult());
        return ahead;
    }

    /** Waits for it. Throws what the work threw. */
    T get() throws StartException, IOException, InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException problem) {
            Throwable cause = problem.getCause();
            if (cause instanceof StartException refused) {
                throw refused;
            }
            if (cause instanceof IOException trouble) {
                throw trouble;
            }
            if (cause instanceof RuntimeException defect) {
                throw defect;
            }
            throw new IllegalStateException(cause);
        }
    }

    private void closeResult() throws Exception {
        T result;
        try {
            result = work.get();
        } catch (ExecutionException | CancellationException nothing) {
            return; // whoever asked for it was told
        }
        ((AutoCloseable) result).close();
    }
}
