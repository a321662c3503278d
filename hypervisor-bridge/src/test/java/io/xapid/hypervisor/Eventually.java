package io.xapid.hypervisor;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what will come, but not for ever. */
public final class Eventually {
    private static final long SHORTEST_PAUSE_NANOS = 5_000_000;

    /** Looking all the time takes a processor from what is looked for, where both share one. */
    private static final long LONGEST_PAUSE_NANOS = 500_000_000;

    private Eventually() {}

    /** Tries an assertion until it holds; fails as it fails when the time is up. */
    public static void eventually(Duration patience, Runnable assertion) {
        eventually(patience, () -> {
            assertion.run();
            return true;
        });
    }

    /** Tries to get something until it works. */
    public static <T> T eventually(Duration patience, Supplier<T> attempt) {
        long until = System.nanoTime() + patience.toNanos();
        long pause = SHORTEST_PAUSE_NANOS;
        while (true) {
            try {
                return attempt.get();
            } catch (AssertionError | RuntimeException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause + pause / 8, LONGEST_PAUSE_NANOS);
        }
    }
}
