package io.xapid.ha.log;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a host that is alone: a SQLite database in the state directory, written by one thread which flushes once
 * for all entries that wait.
 *
 * <p>A log that a crash cut short goes on behind its last whole entry. One that has lost something acknowledged is
 * refused and left as it is, unless told to go on with what is intact: then the damaged files are kept beside it.
 */
public final class LocalLog implements CommitLog {
    private static final Logger log = LoggerFactory.getLogger(LocalLog.class);

    private final LogFiles files;
    private final boolean recoverPrefix;
    private final StateLock lock;
    private final List<EarlyImage> early = new ArrayList<>(); // guarded by this
    private volatile @Nullable Running running;
    private volatile Optional<String> recovered = Optional.empty();
    private boolean starting; // guarded by this, as is closed
    private boolean closed;

    /**
     * Takes the state directory, and makes it if need be. It is this process's until {@link #close}.
     *
     * @throws LogException when another process has it, or when it cannot be written
     */
    public LocalLog(Path stateDirectory) throws LogException {
        this(stateDirectory, false);
    }

    /** @param recoverPrefix go on with the intact beginning of a log that is damaged, and lose the rest */
    public LocalLog(Path stateDirectory, boolean recoverPrefix) throws LogException {
        this(new LogFiles(stateDirectory), recoverPrefix);
        if (Files.exists(files.pool())) {
            lock.close();
            throw new LogException(
                    "The state in %s is that of a host in a pool: what it wrote alone, the pool would never know."
                            .formatted(stateDirectory));
        }
    }

    private LocalLog(LogFiles files, boolean recoverPrefix) throws LogException {
        this.files = files;
        this.recoverPrefix = recoverPrefix;
        this.lock = StateLock.acquire(files);
    }

    /** The log of a host of a pool, into which goes nothing but what the pool has agreed on. */
    public static LocalLog ofPoolMember(Path stateDirectory) throws LogException {
        return new LocalLog(new LogFiles(stateDirectory), false);
    }

    /** The files of the state in a directory, whether they are there or not: all of them, or none, are to be moved. */
    public static List<Path> filesIn(Path stateDirectory) {
        var files = new LogFiles(stateDirectory);
        return List.of(
                files.wal(),
                files.database(),
                files.mark(),
                files.pool(),
                files.pool().resolveSibling(LogFiles.POOL + "-wal"));
    }

    /** Where a host of a pool keeps its part of the agreement. While it is there, the host is no host alone. */
    public static Path journalOf(Path stateDirectory) {
        return new LogFiles(stateDirectory).pool();
    }

    /** After the start: what was repaired or left out, in words for an operator; empty when all was as it should be. */
    public Optional<String> recovered() {
        return recovered;
    }

    @Override
    public void start(Sink sink) throws LogException {
        synchronized (this) {
            if (starting || closed) {
                throw new IllegalStateException("a log is started once");
            }
            starting = true;
        }
        long began = System.nanoTime();
        Opening.Opened opened;
        try {
            opened = new Opening(files, recoverPrefix).open(sink);
        } catch (LogException refused) {
            failEarly(refused);
            throw refused;
        }
        recovered = opened.recovered();
        var commits = new CommitThread(opened, sink, files);
        var started = new Running(opened, commits, new ImageKeeper(commits, opened.imageAt()));
        synchronized (this) {
            running = started;
            early.forEach(image -> image.passTo(started.images));
            early.clear();
        }
        log.info(
                "the state in {} reaches to entry {}, read in {} ms",
                files.directory(),
                opened.run().last(),
                (System.nanoTime() - began) / 1_000_000);
    }

    @Override
    public CompletionStage<Void> append(long index, byte[] entry) {
        Running now = running;
        return now == null
                ? CompletableFuture.failedFuture(new LogException("The log is not open."))
                : now.commits.append(index, entry);
    }

    @Override
    public CompletionStage<Void> keep(long index, Image image) {
        synchronized (this) {
            if (running == null && starting && !closed) {
                var waiting = new EarlyImage(index, image, new CompletableFuture<>());
                early.add(waiting);
                return waiting.done;
            }
        }
        Running now = running;
        return now == null
                ? CompletableFuture.failedFuture(new LogException("The log is not open."))
                : now.images.keep(index, image);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        failEarly(new LogException("The log is closed."));
        Running now = running;
        if (now != null) {
            now.close();
        }
        lock.close();
    }

    /** Makes all writing fail, as a disk does that is broken, or ends that: for tests. */
    public CompletableFuture<Boolean> breakDisk(boolean isBroken) {
        return Objects.requireNonNull(running).commits.submit(database -> {
            database.setReadOnly(isBroken);
            return true;
        });
    }

    private void failEarly(LogException why) {
        List<EarlyImage> unwritten;
        synchronized (this) {
            unwritten = List.copyOf(early);
            early.clear();
        }
        unwritten.forEach(image -> image.done.completeExceptionally(why));
    }

    /** The parts of a log that has started. */
    private record Running(Opening.Opened opened, CommitThread commits, ImageKeeper images) {
        void close() {
            images.close();
            commits.close();
            opened.close();
        }
    }

    /** An image asked for while entries were still handed over. */
    private record EarlyImage(long index, Image image, CompletableFuture<Void> done) {
        void passTo(ImageKeeper images) {
            images.keep(index, image).whenComplete((ok, failure) -> {
                if (failure == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        }
    }
}
