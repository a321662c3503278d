package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.xen.libxl.Terminal;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A guest's console behind a Unix socket: bytes go to and from the terminal that xenconsoled made for it. One client at a
 * time; others wait.
 */
final class ConsoleRelay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsoleRelay.class);
    private static final int BUFFER_BYTES = 4096;

    private final Path socket;
    private final Supplier<Optional<Path>> terminal;
    private final ServerSocketChannel server;
    private volatile boolean closed;
    private volatile Optional<SocketChannel> client = Optional.empty();

    private ConsoleRelay(Path socket, Supplier<Optional<Path>> terminal, ServerSocketChannel server) {
        this.socket = socket;
        this.terminal = terminal;
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @param terminal where the console is just now, if there is one
     */
    static ConsoleRelay open(Path socket, Supplier<Optional<Path>> terminal) throws IOException {
        Files.deleteIfExists(socket); // of an earlier daemon
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        var relay = new ConsoleRelay(socket, terminal, server);
        relay.begin("xapid-xen-console", relay::serve);
        return relay;
    }

    Path socket() {
        return socket;
    }

    private void begin(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!closed) {
            try (SocketChannel accepted = server.accept()) {
                client = Optional.of(accepted);
                if (!closed) {
                    talk(accepted);
                }
            } catch (AsynchronousCloseException e) {
                log.trace("Console {} closed", socket);
            } catch (IOException e) {
                log.debug("Console {} broke off", socket, e); // the client or the guest went
            } finally {
                client = Optional.empty();
            }
        }
    }

    private void talk(SocketChannel accepted) throws IOException {
        Optional<Path> device = terminal.get();
        if (device.isEmpty()) {
            return; // the guest has no console by now
        }
        try (ByteChannel tty = Terminal.open(device.get())) {
            begin("xapid-xen-console-out", () -> {
                try (accepted) { // so that the other direction ends too
                    copy(tty, accepted);
                } catch (IOException e) {
                    log.trace("Console {}: no more from the guest", socket, e);
                }
            });
            copy(accepted, tty);
        }
    }

    private static void copy(ReadableByteChannel from, WritableByteChannel to) throws IOException {
        var buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (from.read(buffer.clear()) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            Optional<SocketChannel> last = client;
            if (last.isPresent()) {
                last.get().close();
            }
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            log.debug("Console {} cannot be closed", socket, e);
        }
    }
}
