package io.xapid.server.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A client's socket. When a read has given less than there was room for, nothing is left: further reads before the
 * selector has told of more are answered without asking the kernel. Jetty would ask twice more for every request.
 */
final class ApiEndPoint extends SocketChannelEndPoint {
    private static final ByteBuffer[] NOTHING = {};

    private volatile boolean isDrained;
    private volatile ByteBuffer[] sentAhead = NOTHING; // changed by whoever answers, one after the other

    ApiEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public Runnable onSelected() {
        isDrained = false;
        return super.onSelected();
    }

    /**
     * Sends an answer before Jetty does, as much of it as the socket takes. Jetty must write the very same bytes next,
     * of which those already sent are left out. To be used while nothing else is being written.
     */
    void sendAhead(ByteBuffer... answer) throws IOException {
        ByteBuffer[] sent = new ByteBuffer[answer.length];
        Arrays.setAll(sent, i -> answer[i].slice());
        getChannel().write(answer);
        for (int i = 0; i < sent.length; i++) {
            sent[i].limit(sent[i].limit() - answer[i].remaining());
        }
        sentAhead = sent;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        ByteBuffer[] sent = sentAhead;
        if (sent.length == 0) {
            return super.flush(buffers);
        }
        boolean isAll = true;
        for (ByteBuffer buffer : buffers) {
            for (ByteBuffer known : sent) {
                leaveOut(known, buffer);
            }
            isAll &= !buffer.hasRemaining();
        }
        if (!isAll || !sent[sent.length - 1].hasRemaining()) {
            sentAhead = NOTHING;
        }
        return isAll || super.flush(buffers);
    }

    private static void leaveOut(ByteBuffer known, ByteBuffer buffer) throws IOException {
        int count = Math.min(known.remaining(), buffer.remaining());
        if (!known.slice(known.position(), count).equals(buffer.slice(buffer.position(), count))) {
            throw new IOException("another answer has been sent already");
        }
        known.position(known.position() + count);
        buffer.position(buffer.position() + count);
    }

    /** 0 may also mean that the selector is to be asked; it tells of all that is there, however long it has been. */
    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (isDrained && !isInputShutdown()) {
            return 0;
        }
        int room = room(buffer);
        int filled = super.fill(buffer);
        isDrained = filled >= 0 && filled < room;
        return filled;
    }

    /** Has the next read ask the kernel, for who does not wait for the selector. */
    void askAgain() {
        isDrained = false;
    }

    /** How much Jetty makes room for in a buffer of its kind, whose content lies between position and limit. */
    private static int room(ByteBuffer buffer) {
        if (!buffer.hasRemaining()) {
            return buffer.capacity();
        }
        return buffer.limit() == buffer.capacity() ? buffer.position() : buffer.capacity() - buffer.limit();
    }
}
