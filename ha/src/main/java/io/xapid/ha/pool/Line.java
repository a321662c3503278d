package io.xapid.ha.pool;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this host sends to one other. It connects by itself, again and again; what cannot be sent is lost, as on any network.
 * A peer that stays silent though it was sent something is connected to anew, since what lies in the old connection may come
 * only minutes after the network has healed.
 */
final class Line implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Line.class);
    private static final int LONGEST_QUEUE = 4_096;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_MILLIS = 50;
    private static final long LOOK_MILLIS = 500;

    /** What a peer answers now and then: it is there. */
    static final int THERE = 1;

    /** Or, when this host speaks as if it voted: it does not. */
    static final int OUT = 2;

    private final Links links;
    private final Greeting greeting;
    private final UUID member;
    private final Runnable onOut;
    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Thread writer;
    private volatile boolean isClosed;
    private volatile @Nullable Socket socket;
    private volatile long unheardSince; // 0 when nothing was sent since the peer was heard last
    private boolean wasReached; // of the writer alone

    private record Item(byte kind, Frame.Content content) {}

    /** @param onOut run when the peer says that this host does not vote */
    Line(Links links, Greeting greeting, UUID member, Runnable onOut) {
        this.links = links;
        this.greeting = greeting;
        this.member = member;
        this.onOut = onOut;
        this.writer = thread("peer-out-" + member, this::run);
    }

    private static Thread thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Never waits. */
    void send(byte kind, Frame.Content content) {
        long since = unheardSince;
        Socket used = socket;
        if (since != 0 && used != null && System.nanoTime() - since > SILENCE_NANOS) {
            unheardSince = 0;
            close(used);
        }
        if (!queue.offer(new Item(kind, content))) {
            log.debug("{} does not take what it is sent", member);
        }
    }

    private void run() {
        while (!isClosed) {
            try (Socket connected = links.connect(member)) {
                socket = connected;
                if (connected.getLocalSocketAddress().equals(connected.getRemoteSocketAddress())) {
                    throw new IOException("the port is nobody's, and was this connection's own");
                }
                links.check(connected, member);
                var out = new DataOutputStream(new BufferedOutputStream(connected.getOutputStream(), BUFFER_BYTES));
                greeting.writeTo(out);
                unheardSince = 0;
                InputStream in = connected.getInputStream();
                thread("peer-heard-" + member, () -> hear(in, connected));
                if (!wasReached) {
                    wasReached = true;
                    log.info("connected to {}", member);
                }
                writeAll(out, connected);
            } catch (IOException gone) {
                if (wasReached) {
                    wasReached = false;
                    log.info("{} cannot be reached: {}", member, gone.getMessage());
                } else {
                    queue.clear(); // not at the first failure: what waits then may be all that the peer lacks
                }
                pause();
            } catch (InterruptedException closed) {
                return;
            } finally {
                socket = null;
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll(DataOutputStream out, Socket connected) throws IOException, InterruptedException {
        while (!connected.isClosed()) {
            Item item = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (item == null) {
                continue;
            }
            if (unheardSince == 0) {
                unheardSince = System.nanoTime(); // before it is sent: the answer may come at once
            }
            while (item != null) {
                Frame.write(out, item.kind, item.content);
                item = queue.poll();
            }
            out.flush();
        }
        throw new IOException("the connection has ended");
    }

    /** The peer says now and then that it is there. */
    private void hear(InputStream in, Socket connected) {
        try {
            int said = in.read();
            while (said >= 0) {
                unheardSince = 0;
                if (said == OUT) {
                    onOut.run();
                }
                said = in.read();
            }
        } catch (IOException gone) {
            log.debug("{} has gone", member, gone);
        }
        close(connected);
    }

    /** Closes it without waiting for what could not be sent: TLS would. */
    static void close(Socket used) {
        try {
            used.setSoLinger(true, 0);
            used.close();
        } catch (IOException nothingToSave) {
            log.debug("closing a connection", nothingToSave);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        Socket used = socket;
        if (used != null) {
            close(used);
        }
        writer.interrupt();
    }
}
