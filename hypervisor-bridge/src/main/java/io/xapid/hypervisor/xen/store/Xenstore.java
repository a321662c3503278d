package io.xapid.hypervisor.xen.store;

import io.xapid.hypervisor.Registration;
import io.xapid.hypervisor.xen.store.WatchBook.Watch;
import io.xapid.hypervisor.xen.store.XenstoreException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Xenstore, through the socket that xenstored has in the control domain. Any thread may use it.
 *
 * <p>When the connection breaks, what was under way fails with {@link Kind#CLOSED}, the next use connects again, and
 * so does a thread that tries every now and then as long as something is watched. Watches are then made anew, which has each
 * called once.
 */
public final class Xenstore extends StoreView implements AutoCloseable {
    /** Where xenstored listens in a control domain. */
    public static final Path SOCKET = Path.of("/run/xenstored/socket");

    private static final Logger log = LoggerFactory.getLogger(Xenstore.class);
    private static final int MOST_TRIES = 20;
    private static final int MOST_PAUSE_MILLIS = 20; // between two tries of a transaction
    private static final long RECONNECT_MILLIS = 1000;

    private final Path socket;
    private final Duration deadline;
    private final WatchBook watches = new WatchBook();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Connection connection; // guarded by this

    private Xenstore(Path socket, Duration deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /**
     * Connects.
     *
     * @param deadline how long an answer may take
     * @throws XenstoreException if nobody answers there
     */
    public static Xenstore open(Path socket, Duration deadline) {
        var store = new Xenstore(socket, deadline);
        try {
            store.connection();
            return store;
        } catch (XenstoreException e) {
            store.close();
            throw e;
        }
    }

    @Override
    Packet ask(int kind, byte[] payload, String what) {
        return connection().ask(kind, 0, payload, deadline, what);
    }

    /** Where a domain's entries are, such as {@code /local/domain/5}, whether or not it is there. */
    public String domainPath(int domain) {
        return ask(Packet.GET_DOMAIN_PATH, Packet.texts(Integer.toString(domain)), "ask for domain " + domain)
                .text();
    }

    /** Whether xenstored knows that domain. */
    public boolean isIntroduced(int domain) {
        return ask(Packet.IS_DOMAIN_INTRODUCED, Packet.texts(Integer.toString(domain)), "ask for domain " + domain)
                .text()
                .equals("T");
    }

    /**
     * Reads and changes several entries as if nobody else did anything meanwhile. {@code work} is called again when
     * somebody did, so it must do nothing but that.
     *
     * @throws XenstoreException of kind {@link Kind#CONFLICT} if somebody does every time
     */
    public <T> T transact(Function<StoreView, T> work) {
        for (int attempt = 1; ; attempt++) {
            Connection mine = connection();
            String start = mine.ask(Packet.TRANSACTION_START, 0, Packet.texts(""), deadline, "begin a transaction")
                    .text();
            var view = new TransactionView(mine, deadline, start);
            T result;
            try {
                result = work.apply(view);
            } catch (RuntimeException | Error problem) {
                view.abandon(problem);
                throw problem;
            }
            try {
                view.commit();
                return result;
            } catch (XenstoreException e) {
                if (e.kind() != Kind.CONFLICT || attempt == MOST_TRIES) {
                    throw e;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(MOST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new XenstoreException(Kind.TIMED_OUT, "a transaction was interrupted");
        }
    }

    /**
     * Calls back with paths that need a look: {@code path} or what lies below it has changed. The first call comes soon,
     * whether or not anything has. Several changes may become one call, and many one with {@code path} itself. Calls come
     * one at a time, from a thread that a listener should not hold up.
     *
     * @param path also {@code @introduceDomain} or {@code @releaseDomain}
     */
    public Registration watch(String path, Consumer<String> listener) {
        Watch watch = watches.enter(StorePath.watchable(path), listener);
        try {
            watch(connection(), watch);
        } catch (XenstoreException e) {
            if (e.kind() != Kind.EXISTS) { // a new connection has made it already
                watches.strike(watch);
                throw e;
            }
        }
        return () -> unwatch(watch);
    }

    private void watch(Connection to, Watch watch) {
        to.ask(Packet.WATCH, 0, Packet.texts(watch.path(), watch.token()), deadline, "watch " + watch.path());
    }

    private void unwatch(Watch watch) {
        watches.strike(watch);
        Connection present;
        synchronized (this) {
            present = connection;
        }
        if (present != null && present.isOpen()) {
            try {
                byte[] payload = Packet.texts(watch.path(), watch.token());
                present.ask(Packet.UNWATCH, 0, payload, deadline, "watch no more " + watch.path());
            } catch (XenstoreException e) {
                log.debug("A watch may go on, and is not heard: {}", e.getMessage());
            }
        }
    }

    /** The present connection, or a new one. */
    private synchronized Connection connection() {
        if (closed.getCount() == 0) {
            throw new XenstoreException(Kind.CLOSED, "xenstore is used no more");
        }
        Connection present = connection;
        if (present != null && present.isOpen()) {
            return present;
        }
        Connection fresh;
        try {
            fresh = Connection.open(socket, watches::hear);
        } catch (IOException | UnsupportedOperationException e) {
            throw new XenstoreException(Kind.CLOSED, "cannot connect to " + socket + ": " + e.getMessage());
        }
        try {
            watches.all().forEach(watch -> watch(fresh, watch));
        } catch (XenstoreException e) {
            fresh.close();
            throw e;
        }
        connection = fresh;
        fresh.onEnd(this::comeBack);
        return fresh;
    }

    /** Connects again on a thread of its own, for the sake of those who watch. */
    private void comeBack() {
        if (closed.getCount() == 0 || watches.all().isEmpty()) {
            return;
        }
        var thread = new Thread(
                () -> {
                    try {
                        while (!closed.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS) && !isConnected()) {
                            log.debug("xenstore does not answer yet");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "xenstore-again");
        thread.setDaemon(true);
        thread.start();
    }

    private boolean isConnected() {
        try {
            connection();
            return true;
        } catch (XenstoreException e) {
            return e.kind() != Kind.CLOSED && e.kind() != Kind.TIMED_OUT;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        watches.close();
        Connection present;
        synchronized (this) {
            present = connection;
            connection = null;
        }
        if (present != null) {
            present.close();
        }
    }
}
