package io.xapid.spike;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes entries from one member to the one that leads, over plain sockets: the same for all candidates, so that they are
 * compared by what they are for.
 */
final class Forwarder implements AutoCloseable {
    private static final int CONNECT_MILLIS = 200;
    private static final int LARGEST_ENTRY = 1 << 20;

    private final Candidate candidate;
    private final int basePort;
    private final ServerSocket listener;
    private final Map<Integer, Line> lines = new ConcurrentHashMap<>();

    /** Member n listens on {@code basePort + 10 + n}. */
    Forwarder(Candidate candidate, int number, int basePort) throws IOException {
        this.candidate = candidate;
        this.basePort = basePort + 10;
        this.listener = new ServerSocket(this.basePort + number, 50, InetAddress.getLoopbackAddress());
        daemon("accept", this::accept);
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, "forward-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                daemon("serve", () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
                var out = new DataOutputStream(client.getOutputStream())) {
            while (true) {
                long id = in.readLong();
                int length = in.readInt();
                if (length < 0 || length > LARGEST_ENTRY) {
                    throw new IOException("no entry has " + length + " bytes");
                }
                byte[] entry = in.readNBytes(length);
                append(entry).whenComplete((ok, failure) -> answer(out, id, failure == null));
            }
        } catch (IOException gone) {
            // the client will ask another
        }
    }

    private CompletableFuture<?> append(byte[] entry) {
        try {
            return candidate.append(entry);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void answer(DataOutputStream out, long id, boolean isTaken) {
        synchronized (out) {
            try {
                var bytes = java.nio.ByteBuffer.allocate(9).putLong(id).put((byte) (isTaken ? 1 : 0));
                out.write(bytes.array());
            } catch (IOException gone) {
                // and will learn no answer
            }
        }
    }

    CompletableFuture<?> send(int member, byte[] entry) {
        Line line = lines.compute(member, (n, known) -> known == null || known.isBroken ? new Line(n) : known);
        return line.send(entry);
    }

    private final class Line {
        private final AtomicLong ids = new AtomicLong();
        private final Map<Long, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
        private final Socket socket = new Socket();
        private volatile boolean isBroken;
        private DataOutputStream out;

        Line(int member) {
            try {
                socket.setTcpNoDelay(true);
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), basePort + member), CONNECT_MILLIS);
                out = new DataOutputStream(socket.getOutputStream());
                var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                daemon("hear", () -> hear(in));
            } catch (IOException e) {
                isBroken = true;
            }
        }

        private void hear(DataInputStream in) {
            try (socket) {
                while (true) {
                    var done = open.remove(in.readLong());
                    boolean isTaken = in.readByte() == 1;
                    if (done != null && isTaken) {
                        done.complete(null);
                    } else if (done != null) {
                        done.completeExceptionally(new IOException("not taken"));
                    }
                }
            } catch (IOException gone) {
                isBroken = true;
                open.values().forEach(done -> done.completeExceptionally(gone));
            }
        }

        CompletableFuture<?> send(byte[] entry) {
            if (isBroken) {
                return CompletableFuture.failedFuture(new IOException("no connection"));
            }
            long id = ids.incrementAndGet();
            var done = new CompletableFuture<Void>();
            open.put(id, done);
            var frame = java.nio.ByteBuffer.allocate(12 + entry.length)
                    .putLong(id)
                    .putInt(entry.length)
                    .put(entry);
            synchronized (this) {
                try {
                    out.write(frame.array());
                } catch (IOException e) {
                    isBroken = true;
                    done.completeExceptionally(e);
                }
            }
            return done;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
