package io.xapid.hypervisor.qmp;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that reads from and writes to all Unix sockets of the bridge, whatever their number. */
public final class SocketLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SocketLoop.class);

    private final Selector selector;
    private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** @param name the thread's */
    public SocketLoop(String name) throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Connects to a Unix socket at once or not at all.
     *
     * @param lineLimit longest line in bytes; a peer that sends a longer one is cut off
     */
    public LineConnection connect(Path socket, int lineLimit, LineConnection.Listener listener) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false); // a full backlog is an answer too, and not one to wait for
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                throw new IOException("the socket takes no more connections");
            }
            var connection = new LineConnection(this, channel, lineLimit, listener);
            submit(() -> register(channel, connection));
            return connection;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Runs something on the loop's thread. */
    void submit(Runnable errand) {
        errands.add(errand);
        selector.wakeup();
    }

    private void register(SocketChannel channel, LineConnection connection) {
        try {
            connection.registered(channel.register(selector, SelectionKey.OP_READ, connection));
        } catch (IOException | RuntimeException e) {
            connection.end("cannot watch the socket: " + e.getMessage());
        }
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(this::ready);
            } catch (IOException | RuntimeException e) {
                log.error("Waiting for QEMU sockets failed", e);
            }
            for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
                errand.run();
            }
        }
        for (SelectionKey key : selector.keys()) {
            ((LineConnection) key.attachment()).end("the bridge was closed");
        }
        try {
            selector.close();
        } catch (IOException e) {
            log.debug("Closing the selector failed", e);
        }
    }

    private void ready(SelectionKey key) {
        var connection = (LineConnection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.flush();
            }
            if (key.isReadable()) {
                connection.read();
            }
        } catch (CancelledKeyException e) {
            connection.end("closed");
        } catch (IOException e) {
            connection.end(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.warn("A QEMU socket is given up, for what came from it could not be handled", e);
            connection.end("what it sent could not be handled: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
