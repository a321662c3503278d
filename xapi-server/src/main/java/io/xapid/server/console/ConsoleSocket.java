package io.xapid.server.console;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Connects to a guest's console. A hypervisor process that hangs accepts nobody, and its queue of clients is short:
 * the usual way to connect would then wait without end.
 */
final class ConsoleSocket {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long BETWEEN_TRIES_MILLIS = 50;

    private ConsoleSocket() {}

    /** @throws IOException if nobody listens there, or nobody accepts in time */
    static SocketChannel connect(Path path) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return tried(path);
            } catch (ConnectException nobody) {
                throw nobody;
            } catch (SocketException full) { // there is no waiting for room in such a queue but to try again
                if (!Files.exists(path) || System.nanoTime() > deadline) {
                    throw full;
                }
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
        }
    }

    private static SocketChannel tried(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(path))) {
                throw new SocketException("nobody accepts yet");
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
