package io.xapid.spike;

import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.model.message.RaftMessage;
import io.microraft.transport.Transport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/** A connection from each member to each other one, with a thread that writes; what cannot be written is dropped. */
final class MicroRaftTransport implements Transport, AutoCloseable {
    private static final int CONNECT_MILLIS = 200;
    private static final int LONGEST_QUEUE = 1_000;
    private static final int MOST_BYTES = 64 << 20;

    private final int basePort;
    private final ServerSocket listener;
    private final Map<Integer, Line> lines = new ConcurrentHashMap<>();
    private RaftNode node;

    MicroRaftTransport(int number, int basePort) throws IOException {
        this.basePort = basePort;
        this.listener = new ServerSocket(basePort + number, 50, InetAddress.getLoopbackAddress());
    }

    void start(RaftNode served) {
        node = served;
        daemon("accept", () -> {
            while (!listener.isClosed()) {
                try {
                    Socket peer = listener.accept();
                    peer.setTcpNoDelay(true);
                    daemon("hear", () -> hear(peer));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, "transport-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void hear(Socket peer) {
        try (peer;
                var in = new DataInputStream(new BufferedInputStream(peer.getInputStream(), 1 << 16))) {
            while (true) {
                int length = in.readInt();
                if (length < 0 || length > MOST_BYTES) {
                    throw new IOException("no message has " + length + " bytes");
                }
                var message = new DataInputStream(new ByteArrayInputStream(in.readNBytes(length)));
                node.handle(MicroRaftCodec.readMessage(message));
            }
        } catch (IOException gone) {
            // it will connect again
        }
    }

    @Override
    public void send(RaftEndpoint target, RaftMessage message) {
        lines.computeIfAbsent((Integer) target.getId(), Line::new).send(message);
    }

    @Override
    public boolean isReachable(RaftEndpoint endpoint) {
        return true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private final class Line {
        private final int number;
        private final BlockingQueue<RaftMessage> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);

        Line(int number) {
            this.number = number;
            daemon("write", this::run);
        }

        void send(RaftMessage message) {
            queue.offer(message); // or it is lost, as by a network
        }

        private void run() {
            while (!listener.isClosed()) {
                try (var socket = new Socket()) {
                    socket.setTcpNoDelay(true);
                    socket.connect(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), basePort + number), CONNECT_MILLIS);
                    write(new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16)));
                } catch (IOException gone) {
                    queue.clear();
                    try {
                        Thread.sleep(20);
                    } catch (InterruptedException e) {
                        return;
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private void write(DataOutputStream out) throws IOException, InterruptedException {
            var bytes = new ByteArrayOutputStream();
            while (true) {
                RaftMessage message = queue.take();
                while (message != null) {
                    bytes.reset();
                    MicroRaftCodec.writeMessage(new DataOutputStream(bytes), message);
                    out.writeInt(bytes.size());
                    bytes.writeTo(out);
                    message = queue.poll();
                }
                out.flush();
            }
        }
    }
}
