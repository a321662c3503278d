package io.xapid.server.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the exchanges of many clients that are told of something at the same moment.
 *
 * <p>What a client waits for are the bytes of its answer, and those have mostly been sent when its exchange comes here.
 * What is left, the books that Jetty keeps and another look at the connection, would compete with the answers that
 * others still wait for. So it is put off while more keep coming, for a few milliseconds at most, and done by few
 * threads: one of the pool for each would be as many switches between threads.
 */
final class Deliveries extends AbstractLifeCycle implements Executor {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final int THREADS = 2;
    private static final int MOST_UNATTENDED = 512;
    private static final int SHARE = 64;
    private static final int FEW = 8;
    private static final int MOST_PAUSES = 8;
    private static final long PAUSE_MILLIS = 2;

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(); // one for each connection at most
    private final List<Deliverer> threads = new ArrayList<>();
    private final Executor others;

    /** @param others looks at the connections afterwards */
    Deliveries(Executor others) {
        this.others = others;
    }

    /** Has an exchange ended; it must not wait for anything. */
    @Override
    public void execute(Runnable delivery) {
        if (!isRunning()) {
            throw new RejectedExecutionException("the listeners stop");
        }
        waiting.add(delivery);
    }

    /** Who is to go on with a connection whose exchange the current thread has ended. */
    static Executor afterwards(Executor usual) {
        return Thread.currentThread() instanceof Deliverer deliverer ? deliverer.unattended::add : usual;
    }

    @Override
    protected void doStart() {
        for (int i = 0; i < THREADS; i++) {
            var thread = new Deliverer();
            threads.add(thread);
            thread.start();
        }
    }

    @Override
    protected void doStop() {
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    private final class Deliverer extends Thread {
        private final List<Runnable> unattended = new ArrayList<>();

        Deliverer() {
            super("deliveries");
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (isDelivering()) {
                    Runnable delivery = waiting.poll();
                    if (delivery == null || unattended.size() >= MOST_UNATTENDED) {
                        attend();
                    }
                    if (delivery == null) {
                        delivery = waiting.take();
                        letOthersComeFirst();
                    }
                    deliver(delivery);
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }

        /** Pauses while more keep coming. A single client is not kept waiting. */
        private void letOthersComeFirst() throws InterruptedException {
            int known = FEW;
            for (int pauses = 0; pauses < MOST_PAUSES && waiting.size() > known; pauses++) {
                known = waiting.size() + FEW;
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }

        private void deliver(Runnable delivery) {
            try {
                delivery.run();
            } catch (RuntimeException | Error problem) {
                log.error("An exchange could not be ended", problem); // the others still are
            }
        }

        private boolean isDelivering() {
            return isStarting() || Deliveries.this.isRunning();
        }

        private void attend() {
            for (int from = 0; from < unattended.size(); from += SHARE) {
                var share = List.copyOf(unattended.subList(from, Math.min(from + SHARE, unattended.size())));
                others.execute(() -> share.forEach(Runnable::run));
            }
            unattended.clear();
        }
    }
}
