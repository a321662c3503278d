package io.xapid.ha.log;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes images in the background, one at a time, in chunks between commits, so that no entry waits for more than one
 * chunk. Of the images that are asked for meanwhile only the newest is written.
 */
final class ImageKeeper {
    private static final Logger log = LoggerFactory.getLogger(ImageKeeper.class);
    private static final int DROP_ENTRIES = 1_000;
    private static final int DROP_CHUNKS = 4;

    private final CommitThread commits;
    private long newestKept; // guarded by this, as is what follows
    private @Nullable Request wanted;
    private @Nullable Thread thread;
    private boolean closing;

    /** @param newestKept the index of the newest image that is there */
    ImageKeeper(CommitThread commits, long newestKept) {
        this.commits = commits;
        this.newestKept = newestKept;
    }

    CompletionStage<Void> keep(long index, CommitLog.Image image) {
        long applied = commits.applied();
        if (index > applied) {
            return CompletableFuture.failedFuture(new LogException(
                    "There can be no image at %d yet: entry %d is the last.".formatted(index, applied)));
        }
        synchronized (this) {
            if (closing) {
                return CompletableFuture.failedFuture(new LogException("The log is closed."));
            } else if (index <= newestKept) {
                return CompletableFuture.completedFuture(null);
            }
            Request before = wanted;
            if (before != null && before.index >= index) {
                return before.done;
            }
            var request = new Request(index, image, new CompletableFuture<>());
            if (before != null) {
                follow(before.done, request.done);
            }
            wanted = request;
            if (thread == null) {
                thread = new Thread(this::run, "log-image");
                thread.start();
            }
            return request.done;
        }
    }

    /** Finishes the images that were asked for. Called while the commits still go on. */
    void close() {
        Thread running;
        synchronized (this) {
            closing = true;
            running = thread;
        }
        boolean interrupted = false;
        while (running != null && running.isAlive()) {
            try {
                running.join(); // it ends with its images, or when the commits end
            } catch (InterruptedException wait) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Request request = nextWanted();
        while (request != null) {
            try {
                write(request);
                request.done.complete(null);
                dropSuperfluous();
            } catch (IOException | RuntimeException problem) {
                giveUp(request, problem);
            }
            request = nextWanted();
        }
    }

    private synchronized @Nullable Request nextWanted() {
        Request request = wanted;
        wanted = null;
        if (request == null) {
            thread = null;
        }
        return request;
    }

    private void write(Request request) throws IOException {
        long began = System.nanoTime();
        await(commits.submit(database -> {
            database.beginImage(request.index);
            return true;
        }));
        var out = new ChunkOutputStream((number, chunk) -> commits.submit(database -> {
            database.addChunk(request.index, number, LogReader.sumOf(chunk), chunk);
            commits.wrote(chunk.length);
            return true;
        }));
        request.image.writeTo(out);
        out.close();
        int chunks = out.chunks();
        await(commits.submit(database -> {
            database.completeImage(request.index, chunks);
            return true;
        }));
        synchronized (this) {
            newestKept = request.index;
        }
        log.debug("kept an image at {} in {} ms", request.index, (System.nanoTime() - began) / 1_000_000);
    }

    /** In small bites, as entries wait meanwhile. */
    private void dropSuperfluous() {
        boolean more = true;
        while (more && !isClosing()) {
            more = await(commits.submit(database -> database.dropSome(DROP_ENTRIES, DROP_CHUNKS)));
        }
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private void giveUp(Request request, Exception problem) {
        if (request.done.isDone()) {
            log.warn("the entries that the image at {} makes superfluous stay for now", request.index, problem);
            return;
        }
        log.warn("the image at {} could not be kept", request.index, problem);
        try {
            await(commits.submit(database -> {
                database.dropImage(request.index);
                return true;
            }));
        } catch (LogException alsoFailing) {
            problem.addSuppressed(alsoFailing); // the next image removes what is left of this one
        }
        request.done.completeExceptionally(
                problem instanceof LogException known
                        ? known
                        : new LogException(
                                "The image at %d could not be kept: %s".formatted(request.index, problem.getMessage()),
                                problem));
    }

    static <T> T await(CompletableFuture<T> written) throws LogException {
        try {
            return written.join();
        } catch (CompletionException wrapped) {
            throw wrapped.getCause() instanceof LogException known
                    ? known
                    : new LogException("The log could not be written: " + wrapped.getMessage(), wrapped);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the older future tells whoever waits
    private static void follow(CompletableFuture<Void> older, CompletableFuture<Void> newer) {
        newer.whenComplete((ok, failure) -> {
            if (failure == null) {
                older.complete(null);
            } else {
                older.completeExceptionally(failure);
            }
        });
    }

    private record Request(long index, CommitLog.Image image, CompletableFuture<Void> done) {}
}
