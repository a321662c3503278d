package io.xapid.server.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends answers that many clients are given at the same moment, such as news to all who wait for it.
 *
 * <p>One thread of the pool for each of a thousand answers would be a thousand switches between threads, and so would one
 * for each connection that is looked at again behind its answer. Here few threads send one answer after the other, which
 * never waits for its client; the connections are looked at once all are on their way.
 */
final class Deliveries extends AbstractLifeCycle implements Executor {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final int THREADS = 2;
    private static final int MOST_UNATTENDED = 512;
    private static final int SHARE = 64;

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(); // one for each connection at most
    private final List<Deliverer> threads = new ArrayList<>();
    private final Executor others;

    /** @param others looks at the connections afterwards */
    Deliveries(Executor others) {
        this.others = others;
    }

    /** Has an answer sent; it must not wait for anything. */
    @Override
    public void execute(Runnable delivery) {
        if (!isRunning()) {
            throw new RejectedExecutionException("the listeners stop");
        }
        waiting.add(delivery);
    }

    /** Who is to go on with a connection whose answer has been sent by the current thread. */
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
                    deliver(delivery == null ? waiting.take() : delivery);
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }

        private void deliver(Runnable delivery) {
            try {
                delivery.run();
            } catch (RuntimeException | Error problem) {
                log.error("An answer could not be sent", problem); // the others still are
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
