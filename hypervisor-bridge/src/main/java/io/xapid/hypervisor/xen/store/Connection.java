package io.xapid.hypervisor.xen.store;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A connection to xenstored. Requests of several threads are under way together; one thread of its own reads and writes.
 * It ends with the first thing that the peer does wrong, and never comes back.
 */
final class Connection implements AutoCloseable {
    private static final int MOST_PENDING = 1024;
    private static final int USUAL_ROOM_BYTES = 16 << 10;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Consumer<Packet> events;
    private final Thread thread;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private ByteBuffer incoming = ByteBuffer.allocate(USUAL_ROOM_BYTES); // touched by the thread only
    private final Queue<ByteBuffer> outgoing = new ArrayDeque<>(); // this and below: guarded by this
    private final Map<Integer, CompletableFuture<Packet>> pending =
            new HashMap<>(); // also those nobody waits for any more
    private int lastRequest;

    private Connection(SocketChannel channel, Selector selector, Consumer<Packet> events) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.register(selector, SelectionKey.OP_READ);
        this.events = events;
        this.thread = new Thread(this::run, "xenstore");
        thread.setDaemon(true);
    }

    /** @param events told of each event, by the connection's thread, which it must not hold up */
    static Connection open(Path socket, Consumer<Packet> events) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false); // a full backlog is an answer too, and not one to wait for
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                throw new IOException("the socket takes no more connections");
            }
            Selector selector = Selector.open();
            try {
                var connection = new Connection(channel, selector, events);
                connection.thread.start();
                return connection;
            } catch (IOException | RuntimeException e) {
                selector.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    boolean isOpen() {
        return !ended.isDone();
    }

    /** Calls back when nothing more will come. */
    void onEnd(Runnable action) {
        CompletionStage<String> end = ended;
        end.thenRun(action);
    }

    /** Sends a request and waits for its answer; throws what the answer says if it is an error. */
    Packet ask(int kind, int transaction, byte[] payload, Duration deadline, String what) {
        CompletableFuture<Packet> coming = send(kind, transaction, payload, what);
        Packet answer;
        try {
            answer = coming.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new XenstoreException(
                    XenstoreException.Kind.TIMED_OUT, "%s: no answer within %s".formatted(what, deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new XenstoreException(XenstoreException.Kind.TIMED_OUT, what + ": interrupted");
        } catch (ExecutionException e) {
            throw new XenstoreException(XenstoreException.Kind.CLOSED, what + ": " + ended.join());
        }
        if (answer.kind() == Packet.ERROR) {
            throw XenstoreException.named(answer.text(), what);
        }
        if (answer.kind() != kind) {
            end("it answered a request of kind %d with one of kind %d".formatted(kind, answer.kind()));
            throw new XenstoreException(XenstoreException.Kind.CLOSED, what + ": it answered something else");
        }
        return answer;
    }

    private CompletableFuture<Packet> send(int kind, int transaction, byte[] payload, String what) {
        var coming = new CompletableFuture<Packet>();
        synchronized (this) {
            if (!isOpen()) {
                throw new XenstoreException(XenstoreException.Kind.CLOSED, what + ": " + ended.join());
            }
            if (pending.size() >= MOST_PENDING) {
                throw new XenstoreException(
                        XenstoreException.Kind.TIMED_OUT, what + ": too many requests wait for an answer");
            }
            do {
                lastRequest = (lastRequest + 1) & Integer.MAX_VALUE;
            } while (pending.containsKey(lastRequest));
            Packet request = new Packet(kind, lastRequest, transaction, payload).checkedForSending();
            pending.put(lastRequest, coming);
            outgoing.add(request.encode());
        }
        selector.wakeup();
        return coming;
    }

    private void run() {
        try {
            while (isOpen()) {
                flush();
                selector.select();
                selector.selectedKeys().clear();
                if (isOpen()) {
                    read();
                }
            }
        } catch (IOException | RuntimeException e) {
            end(String.valueOf(e.getMessage()));
        }
        release();
    }

    private synchronized void flush() throws IOException {
        while (!outgoing.isEmpty()) {
            ByteBuffer head = outgoing.element();
            channel.write(head);
            if (head.hasRemaining()) {
                break;
            }
            outgoing.remove();
        }
        key.interestOps(outgoing.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void read() throws IOException {
        if (channel.read(incoming) < 0) {
            throw new IOException("xenstored has closed the connection");
        }
        for (Packet packet : Packet.takeFrom(incoming)) {
            if (packet.kind() == Packet.WATCH_EVENT) {
                events.accept(packet);
                continue;
            }
            CompletableFuture<Packet> coming;
            synchronized (this) {
                coming = pending.remove(packet.request());
            }
            if (coming == null) {
                throw new IOException("it answered what nobody has asked");
            }
            coming.complete(packet);
        }
        makeRoom();
    }

    /** For the rest of a long answer; and gives the room back when it has come. */
    private void makeRoom() throws IOException {
        int wanted = Math.max(USUAL_ROOM_BYTES, Packet.roomFor(incoming));
        if (wanted > incoming.capacity() || (incoming.position() == 0 && incoming.capacity() > USUAL_ROOM_BYTES)) {
            incoming = ByteBuffer.allocate(wanted).put(incoming.flip());
        }
    }

    private void end(String why) {
        if (ended.complete("the connection to xenstored has ended: " + why)) {
            selector.wakeup();
        }
    }

    /** Lets go of the socket, and of those who wait. */
    private void release() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            ended.complete(String.valueOf(e.getMessage())); // it has ended anyway
        }
        var failure = new IOException(ended.join());
        synchronized (this) {
            pending.values().forEach(coming -> coming.completeExceptionally(failure));
            pending.clear();
            outgoing.clear();
        }
    }

    @Override
    public void close() {
        end("it was closed");
        if (Thread.currentThread() != thread) {
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
}
