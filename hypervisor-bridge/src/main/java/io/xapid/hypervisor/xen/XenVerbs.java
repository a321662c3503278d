package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.VmId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out verbs on threads of the bridge: one after the other for each guest, those of several guests side by side.
 * A call of libxl cannot be interrupted, so who waits may go when the time is up; the verb comes to its end all the same,
 * and the guest's next one waits for that.
 */
final class XenVerbs implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(XenVerbs.class);
    private static final long LAST_WORK_SECONDS = 60;

    private final ConcurrentHashMap<VmId, Turns> turns = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    XenVerbs() {
        var number = new AtomicInteger();
        threads = Executors.newCachedThreadPool(work -> {
            var made = new Thread(work, "xapid-xen-" + number.incrementAndGet());
            made.setDaemon(true);
            return made;
        });
    }

    /** Carries out a verb and waits for it, but no longer than that. */
    void carryOut(VmId vm, Duration patience, Runnable verb) {
        carryOut(vm, patience, verb, () -> {});
    }

    /**
     * The same for what must not have happened when its asker was told that it failed.
     *
     * @param undo takes the verb back when it has been done and its asker has gone; what comes next waits for that too
     */
    void carryOut(VmId vm, Duration patience, Runnable verb, Runnable undo) {
        var waiting = new Waiting();
        var done = new FutureTask<Void>(() -> alone(vm, waiting, verb, undo), null);
        start(done);
        try {
            done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (waiting.leave()) {
                throw late(vm, "interrupted while it was busy", e);
            }
        } catch (TimeoutException e) {
            if (waiting.leave()) {
                throw late(vm, "not done after " + patience.toSeconds() + " s", e);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new HypervisorException(Reason.FAILED, "guest %s: %s".formatted(vm, e.getCause()), e);
        }
    }

    private static HypervisorException late(VmId vm, String why, Exception cause) {
        return new HypervisorException(Reason.TIMED_OUT, "guest %s: %s".formatted(vm, why), cause);
    }

    /** Carries out a verb that nobody waits for; a failure is logged. */
    void begin(VmId vm, String what, Runnable verb) {
        start(() -> {
            try {
                alone(vm, new Waiting(), verb, () -> {});
            } catch (RuntimeException e) {
                log.warn("Guest {}: {} failed", vm, what, e);
            }
        });
    }

    private void start(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            throw new HypervisorException(Reason.FAILED, "the Xen bridge is closed", e);
        }
    }

    /** Whether the one who asked is still there, which is settled once: he has gone, or it is done. */
    private static final class Waiting {
        private boolean gone;
        private boolean done;

        /** He goes, if it is not done. */
        synchronized boolean leave() {
            gone = !done;
            return gone;
        }

        /** It is done, if he has not gone. */
        synchronized boolean finish() {
            done = !gone;
            return done;
        }

        synchronized boolean isOver() {
            return gone;
        }
    }

    private void alone(VmId vm, Waiting waiting, Runnable verb, Runnable undo) {
        Turns own = turns.compute(vm, (unused, known) -> known == null ? new Turns(1) : known.oneMore());
        own.lock.lock();
        try {
            if (!waiting.isOver()) { // what has not begun when its asker goes is not begun at all
                verb.run();
                if (!waiting.finish()) {
                    log.warn("Guest {}: what was asked for is done, too late for who asked", vm);
                    undo.run();
                }
            }
        } catch (RuntimeException e) {
            if (waiting.isOver()) {
                log.warn("Guest {}: what was asked for failed, and who asked has gone", vm, e);
            }
            throw e;
        } finally {
            own.lock.unlock();
            turns.compute(vm, (unused, known) -> known == null ? null : known.oneLess());
        }
    }

    /** How many guests have verbs under way. */
    int busyGuests() {
        return turns.size();
    }

    /** Whose verb it is, for a guest of which so many are under way or wait. Immutable but for the lock, which all share. */
    private record Turns(ReentrantLock lock, int users) {
        Turns(int users) {
            this(new ReentrantLock(true), users);
        }

        Turns oneMore() {
            return new Turns(lock, users + 1);
        }

        @Nullable
        Turns oneLess() {
            return users == 1 ? null : new Turns(lock, users - 1);
        }
    }

    /** Lets verbs under way come to their end; those of a libxl call that hangs go with the process. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_WORK_SECONDS, TimeUnit.SECONDS)) {
                log.warn("Work of the Xen bridge is still under way at its end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
