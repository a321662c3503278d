package io.xapid.server.vm;

import io.xapid.hypervisor.DomainStatus;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.Registration;
import io.xapid.hypervisor.VmId;
import io.xapid.server.plan.Cancellation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for guests to get somewhere by themselves: woken by the bridge, and looking now and then all the same. */
final class GuestWatch implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Hypervisor hypervisor;
    private final Map<VmId, Semaphore> waiting = new ConcurrentHashMap<>();
    private final Registration attention;

    GuestWatch(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
        this.attention = hypervisor.onAttention(this::wake);
    }

    /**
     * Waits until the guest's status is as wished, at most that long. One waits for a guest at a time.
     *
     * @return whether it came to that
     */
    boolean await(VmId vm, Predicate<DomainStatus> wished, Duration atMost, Cancellation cancellation)
            throws Exception {
        var bell = new Semaphore(0);
        waiting.put(vm, bell);
        try {
            return cancellation.whileWakeable(
                    bell::release, () -> awaitRinging(vm, wished, atMost, cancellation, bell));
        } finally {
            waiting.remove(vm, bell);
        }
    }

    private boolean awaitRinging(
            VmId vm, Predicate<DomainStatus> wished, Duration atMost, Cancellation cancellation, Semaphore bell)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!cancellation.isRequested()) {
            if (wished.test(hypervisor.statusOf(vm))) {
                return true;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (bell.tryAcquire(Math.min(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS)) {
                bell.drainPermits();
            }
        }
        return false;
    }

    private void wake(VmId vm) {
        Semaphore bell = waiting.get(vm);
        if (bell != null) {
            bell.release();
        }
    }

    @Override
    public void close() {
        attention.close();
    }
}
