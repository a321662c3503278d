package io.xapid.server.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A client's socket. When a read has given less than there was room for, nothing is left: further reads before the
 * selector has told of more are answered without asking the kernel. Jetty would ask twice more for every request.
 */
final class ApiEndPoint extends SocketChannelEndPoint {
    private volatile boolean isDrained;

    ApiEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public Runnable onSelected() {
        isDrained = false;
        return super.onSelected();
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

    /** How much Jetty makes room for in a buffer of its kind, whose content lies between position and limit. */
    private static int room(ByteBuffer buffer) {
        if (!buffer.hasRemaining()) {
            return buffer.capacity();
        }
        return buffer.limit() == buffer.capacity() ? buffer.position() : buffer.capacity() - buffer.limit();
    }
}
