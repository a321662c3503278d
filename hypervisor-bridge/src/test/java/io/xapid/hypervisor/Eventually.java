package io.xapid.hypervisor;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what will come, but not for ever. */
public final class Eventually {
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
        while (true) {
            try {
                return attempt.get();
            } catch (AssertionError | RuntimeException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
