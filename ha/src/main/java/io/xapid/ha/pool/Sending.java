package io.xapid.ha.pool;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** When entries of this host are sent, and sent again. On one thread. */
final class Sending {
    private static final long RESEND_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long LONGEST_RESEND_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Outbox outbox;
    private final Turns turns;
    private final Consumer<byte[]> out;
    private long sentAt = System.nanoTime();
    private long resendAfter = RESEND_NANOS;

    /** @param out sends an envelope towards whoever leads */
    Sending(Outbox outbox, Turns turns, Consumer<byte[]> out) {
        this.outbox = outbox;
        this.turns = turns;
        this.out = out;
    }

    /** Sends what has not been sent. */
    void send() {
        if (!turns.maySend()) {
            return;
        }
        var unsent = outbox.takeUnsent();
        if (!unsent.isEmpty()) {
            sentAt = System.nanoTime();
        }
        unsent.forEach(out);
    }

    /** Sends all that was not applied. */
    void sendAgain() {
        outbox.forgetSent();
        send();
    }

    /** The longer nothing comes back, the less often: perhaps all are only slow. */
    void sendAgainWhenQuiet() {
        long now = System.nanoTime();
        long progress = outbox.progressAt();
        if (outbox.isEmpty() || progress - sentAt > 0) {
            resendAfter = RESEND_NANOS;
        }
        if (!outbox.isEmpty() && now - Math.max(sentAt, progress) > resendAfter) {
            resendAfter = Math.min(2 * resendAfter, LONGEST_RESEND_NANOS);
            outbox.forgetSent();
        }
    }
}
