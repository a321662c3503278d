package io.xapid.ha.pool;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the host that leads has heard of each other last. They say so once a second, and it is written nowhere: whoever leads
 * next gives all of them time anew.
 */
final class Presence {
    private final Map<UUID, Long> heardAt = new ConcurrentHashMap<>();
    private volatile long leadsSince = System.nanoTime();

    /** This host has begun to lead, or has ended that. */
    void begin() {
        heardAt.clear();
        leadsSince = System.nanoTime();
    }

    void heard(UUID host) {
        heardAt.put(host, System.nanoTime());
    }

    /** Whether it has been heard, and that not so long ago. */
    boolean isThere(UUID host, Duration lately) {
        Long at = heardAt.get(host);
        return at != null && System.nanoTime() - at < lately.toNanos();
    }

    /** How long a host has said nothing, and could have. */
    Duration silenceOf(UUID host) {
        return Duration.ofNanos(System.nanoTime() - heardAt.getOrDefault(host, leadsSince));
    }
}
