package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.server.plan.Cancellation;
import io.xapid.server.plan.CancelledException;
import io.xapid.server.plan.Step;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that operators have asked for, between one guest and the next. */
final class Delays {
    private Delays() {}

    /** A step that waits. Being told to stop ends the wait and nothing else, since what it follows is done. */
    static Step waiting(String name, long seconds) {
        return step(name, cancellation -> await(Duration.ofSeconds(seconds), cancellation));
    }

    private static void await(Duration time, Cancellation cancellation) throws Exception {
        var stop = new CountDownLatch(1);
        try {
            cancellation.whileWakeable(stop::countDown, () -> stop.await(time.toSeconds(), TimeUnit.SECONDS));
        } catch (CancelledException enough) {
            // the guest is where it should be
        }
    }
}
