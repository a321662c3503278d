package io.xapid.server.wire;

import io.xapid.server.wire.codec.ByteChunks;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.function.Supplier;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Sends the body of an answer. A small one goes out as it is, together with the header. A large one passes through a
 * direct buffer that is filled again whenever it has gone out, which is the only copy made of it: the JDK would copy
 * heap memory to direct memory on its own account otherwise.
 */
final class AnswerSender extends IteratingCallback {
    /** The largest buffer that it asks for. */
    static final int BUFFER_BYTES = 128 * 1024;

    private static final int LONG_ANSWER_BYTES = 1024 * 1024;

    private final Response response;
    private final Callback callback;
    private final Iterator<Supplier<ByteBuffer>> pieces;
    private final RetainableByteBuffer buffer;
    private @Nullable ByteBuffer piece;
    private final boolean isLong;
    private boolean ended;

    private AnswerSender(Response response, Callback callback, ByteBufferPool pool, ByteChunks body) {
        this.response = response;
        this.callback = callback;
        this.pieces = body.pieces().iterator();
        this.isLong = body.length() > LONG_ANSWER_BYTES;
        this.buffer = pool.acquire((int) Math.min(BUFFER_BYTES, body.length()), true);
    }

    /** Sends {@code body} as all of the answer, and then completes {@code callback}. */
    static void send(Response response, Callback callback, ByteBufferPool pool, ByteChunks body) {
        if (body.pieces().size() == 1 && body.length() <= BUFFER_BYTES) {
            response.write(true, body.pieces().get(0).get(), callback);
        } else {
            new AnswerSender(response, callback, pool, body).iterate();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return isLong ? InvocationType.BLOCKING : InvocationType.NON_BLOCKING; // others want the selector too
    }

    @Override
    protected Action process() {
        if (ended) {
            return Action.SUCCEEDED;
        }
        ByteBuffer room = buffer.getByteBuffer();
        BufferUtil.clearToFill(room);
        fill(room);
        BufferUtil.flipToFlush(room, 0);
        ended = piece == null && !pieces.hasNext();
        response.write(ended, room, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        buffer.release();
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        buffer.release();
        callback.failed(cause);
    }

    private void fill(ByteBuffer room) {
        while (room.hasRemaining()) {
            ByteBuffer source = piece;
            if (source == null) {
                if (!pieces.hasNext()) {
                    return;
                }
                source = pieces.next().get();
            }
            int size = Math.min(room.remaining(), source.remaining());
            room.put(room.position(), source, source.position(), size);
            room.position(room.position() + size);
            source.position(source.position() + size);
            piece = source.hasRemaining() ? source : null;
        }
    }
}
