package io.xapid.ha.pool;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A log in whose place another one of the same state directory can be put while it is in use: when a host that was alone founds a
 * pool, gets a vote or loses it, or is alone again. What is appended meanwhile waits. The sink sees nothing of it: what the next log
 * hands over again at its start, it has already.
 */
public final class SwitchableLog implements CommitLog {
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(); // guarded by this, as is what follows
    private CommitLog current;
    private @Nullable Sink sink;
    private int underWay;
    private boolean isSwitching;
    private boolean isClosed;
    private @Nullable LogException over;
    private @Nullable Thread speaker; // who may append though it is over

    /** An entry that was appended while there was no log to take it. */
    private static final class Waiting {
        private final long index;
        private final byte[] entry;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Waiting(long index, byte[] entry) {
            this.index = index;
            this.entry = entry;
        }
    }

    /** Opens a log of the same state directory; not started. */
    @FunctionalInterface
    public interface Opening {
        CommitLog open() throws LogException, IOException;
    }

    /** @param first not started */
    public SwitchableLog(CommitLog first) {
        this.current = first;
    }

    private synchronized CommitLog current() {
        return current;
    }

    @Override
    public void start(Sink applier) throws LogException {
        synchronized (this) {
            sink = applier;
        }
        current().start(applier);
    }

    /**
     * Finishes what is under way, closes the log and goes on with the next one. Returns when that is started.
     *
     * @throws LogException when what is under way does not end, and all is as before; or when the next cannot be started, and nothing
     *     can be appended any more
     */
    public void switchTo(Opening next) throws LogException {
        Sink applier = begin();
        CommitLog before = current();
        try {
            before.close();
            CommitLog after = next.open();
            synchronized (this) {
                current = after;
            }
            after.start(new Resumed(applier));
        } catch (LogException | IOException problem) {
            var why = new LogException("The log could not be changed over: " + problem.getMessage(), problem);
            end().forEach(one -> one.done.completeExceptionally(why));
            throw why;
        }
        passOn();
    }

    /**
     * Finishes what is under way and lets nothing begin until the pause ends.
     *
     * @throws LogException when what is under way does not end
     */
    public Pause pause() throws LogException {
        begin();
        return new Pause();
    }

    /** A time in which nothing is appended. One of its methods is called, once. */
    public final class Pause {
        private Pause() {}

        /** What was appended meanwhile goes on. */
        public void resume() {
            passOn();
        }

        /**
         * What was appended meanwhile fails, and so does whatever follows.
         *
         * @param lastWord what it appends on this thread is kept all the same
         */
        public void endWith(LogException why, Runnable lastWord) {
            ArrayDeque<Waiting> left;
            synchronized (SwitchableLog.this) {
                over = why;
                speaker = Thread.currentThread();
                left = end();
            }
            left.forEach(one -> one.done.completeExceptionally(why));
            try {
                lastWord.run();
            } finally {
                synchronized (SwitchableLog.this) {
                    speaker = null;
                }
            }
        }
    }

    private synchronized Sink begin() throws LogException {
        Sink applier = sink;
        if (applier == null || isClosed || isSwitching) {
            throw new IllegalStateException("only a log in use can be changed over, once at a time");
        }
        isSwitching = true;
        long until = System.nanoTime() + DRAIN_NANOS;
        boolean interrupted = false;
        while (underWay > 0 && System.nanoTime() < until) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, until - System.nanoTime()));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (underWay > 0) {
            passOn();
            throw new LogException("Entries under way do not end.");
        }
        return applier;
    }

    private synchronized ArrayDeque<Waiting> end() {
        isSwitching = false;
        var left = new ArrayDeque<>(waiting);
        waiting.clear();
        return left;
    }

    /** In their order, and before any that comes now. */
    private synchronized void passOn() {
        for (Waiting one : end()) {
            follow(forward(one.index, one.entry), one.done);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the other future hears
    private static void follow(CompletionStage<Void> first, CompletableFuture<Void> second) {
        first.whenComplete((ok, failure) -> {
            if (failure == null) {
                second.complete(null);
            } else {
                second.completeExceptionally(failure);
            }
        });
    }

    @Override
    public synchronized CompletionStage<Void> append(long index, byte[] entry) {
        if (isSwitching) {
            var one = new Waiting(index, entry);
            waiting.addLast(one);
            return one.done;
        }
        return forward(index, entry);
    }

    private CompletionStage<Void> forward(long index, byte[] entry) {
        if (over != null && !Thread.currentThread().equals(speaker)) {
            return CompletableFuture.failedFuture(over);
        }
        underWay++;
        return current.append(index, entry).whenComplete((ok, failure) -> ended());
    }

    private synchronized void ended() {
        underWay--;
        notifyAll();
    }

    @Override
    public CompletionStage<Turn> turn() {
        return current().turn();
    }

    @Override
    public CompletionStage<Void> keep(long index, Image image) {
        return current().keep(index, image);
    }

    @Override
    public void close() {
        CommitLog last;
        synchronized (this) {
            isClosed = true;
            last = current;
        }
        last.close();
    }

    /** A sink that has what it was given before. */
    private static final class Resumed implements Sink {
        private final Sink applier;

        Resumed(Sink applier) {
            this.applier = applier;
        }

        @Override
        public void install(long index, InputStream image) throws IOException {
            if (index > applier.present().index()) {
                applier.install(index, image);
            }
        }

        @Override
        public void apply(long index, byte[] entry) {
            if (index > applier.present().index()) {
                applier.apply(index, entry);
            }
        }

        @Override
        public Present present() {
            return applier.present();
        }
    }
}
