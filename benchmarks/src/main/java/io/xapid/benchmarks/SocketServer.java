package io.xapid.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The least that telling many clients can cost: two threads that write the same bytes to one socket after the other. A
 * request for {@code /park} waits until there is another one.
 */
final class SocketServer {
    private static final int THREADS = 2;
    private static final int MOST_REQUEST_BYTES = 4096;
    private static final ByteBuffer PARK = ByteBuffer.wrap(HttpMessages.get("/park"));

    private final ByteBuffer answer;
    private final ByteBuffer in = ByteBuffer.allocateDirect(MOST_REQUEST_BYTES);
    private final List<SocketChannel> parked = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private SocketServer(byte[] body) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(US_ASCII);
        answer = ByteBuffer.allocateDirect(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
    }

    /** A file to write the port to, and the file to serve. It goes on until it is killed. */
    public static void main(String[] arguments) throws Exception {
        var server = new SocketServer(Files.readAllBytes(Path.of(arguments[1])));
        try (var listener = ServerSocketChannel.open();
                var selector = Selector.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2048);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            Path port = Path.of(arguments[0]);
            Path draft = port.resolveSibling(port.getFileName() + ".new");
            Files.writeString(draft, String.valueOf(listener.socket().getLocalPort()));
            Files.move(draft, port, StandardCopyOption.ATOMIC_MOVE);
            while (true) {
                selector.select(server::serve);
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel listener) {
                SocketChannel client = listener.accept();
                client.configureBlocking(false);
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                client.register(key.selector(), SelectionKey.OP_READ);
            } else {
                read((SocketChannel) key.channel());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SocketChannel client) throws IOException {
        int count = client.read(in.clear());
        if (count < 0) {
            parked.remove(client);
            client.close();
        } else if (in.flip().equals(PARK)) {
            parked.add(client);
        } else {
            release();
            write(client);
        }
    }

    private void release() {
        List<SocketChannel> all = List.copyOf(parked);
        parked.clear();
        var shares = new ArrayList<Future<?>>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            shares.add(threads.submit(() -> {
                for (int i = first; i < all.size(); i += THREADS) {
                    write(all.get(i));
                }
                return null;
            }));
        }
        for (Future<?> share : shares) {
            try {
                share.get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void write(SocketChannel client) throws IOException {
        ByteBuffer bytes = answer.duplicate();
        client.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("an answer did not fit into an empty socket");
        }
    }
}
