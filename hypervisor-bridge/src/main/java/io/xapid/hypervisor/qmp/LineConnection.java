package io.xapid.hypervisor.qmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A socket whose peer talks in lines, none longer than a limit; outgoing bytes are bounded too. */
public final class LineConnection {
    private static final int OUTGOING_LIMIT_BYTES = 1 << 20;
    private static final int READ_BYTES = 64 << 10;

    /** Hears what the peer says; called from the loop's thread, and never to be held up. */
    public interface Listener {
        void line(byte[] line);

        /** Called once, when nothing more will come. */
        void ended(String why);
    }

    private final SocketLoop loop;
    private final SocketChannel channel;
    private final int lineLimit;
    private final Listener listener;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();
    private int outgoingBytes;
    private @Nullable SelectionKey key;

    // Used by the loop's thread only
    private final ByteBuffer incoming = ByteBuffer.allocate(READ_BYTES);
    private byte[] line = new byte[256];
    private int lineLength;

    LineConnection(SocketLoop loop, SocketChannel channel, int lineLimit, Listener listener) {
        this.loop = loop;
        this.channel = channel;
        this.lineLimit = lineLimit;
        this.listener = listener;
    }

    public boolean isOpen() {
        return !ended.get();
    }

    /** Sends bytes as soon as the peer takes them. */
    public void send(byte[] bytes) throws IOException {
        if (!isOpen()) {
            throw new IOException("the connection is closed");
        }
        synchronized (outgoing) {
            if (outgoingBytes + bytes.length > OUTGOING_LIMIT_BYTES) {
                throw new IOException("the peer does not take what is sent to it");
            }
            outgoing.add(ByteBuffer.wrap(bytes));
            outgoingBytes += bytes.length;
        }
        flush();
    }

    public void close() {
        loop.submit(() -> end("closed"));
    }

    void registered(SelectionKey mine) throws IOException {
        synchronized (outgoing) {
            key = mine;
        }
        if (!isOpen()) {
            mine.cancel();
        }
        flush();
    }

    void flush() throws IOException {
        synchronized (outgoing) {
            while (!outgoing.isEmpty()) {
                ByteBuffer head = outgoing.element();
                outgoingBytes -= channel.write(head);
                if (head.hasRemaining()) {
                    break;
                }
                outgoing.remove();
            }
            SelectionKey mine = key;
            if (mine != null) {
                wantRoomFor(mine);
            }
        }
    }

    /** Has the loop tell when the peer takes more, if there is more for it. */
    private void wantRoomFor(SelectionKey mine) throws IOException {
        int wanted = outgoing.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        try {
            if (mine.interestOps() != wanted) {
                mine.interestOps(wanted);
                mine.selector().wakeup();
            }
        } catch (CancelledKeyException e) { // the loop has just ended the connection
            throw new IOException("the connection is closed", e);
        }
    }

    void read() throws IOException {
        int count = channel.read(incoming.clear());
        if (count < 0) {
            end("the peer closed the connection");
            return;
        }
        byte[] bytes = incoming.array();
        int from = 0;
        for (int at = 0; at < count && isOpen(); at++) {
            if (bytes[at] == '\n') {
                collect(bytes, from, at);
                from = at + 1;
                byte[] whole = Arrays.copyOf(line, lineLength);
                lineLength = 0;
                if (line.length > READ_BYTES) {
                    line = new byte[256]; // one long line does not cost its memory for ever
                }
                listener.line(whole);
            }
        }
        if (isOpen()) {
            collect(bytes, from, count);
        }
    }

    private void collect(byte[] bytes, int from, int to) throws IOException {
        int length = lineLength + to - from;
        if (length > lineLimit) {
            throw new IOException("the peer sent a line of more than " + lineLimit + " bytes");
        }
        if (length > line.length) {
            line = Arrays.copyOf(line, Math.min(lineLimit, Math.max(length, line.length * 2)));
        }
        System.arraycopy(bytes, from, line, lineLength, to - from);
        lineLength = length;
    }

    void end(String why) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            why = why + " (and closing failed: " + e.getMessage() + ")";
        }
        listener.ended(why);
    }
}
