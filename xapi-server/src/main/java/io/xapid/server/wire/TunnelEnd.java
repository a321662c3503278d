package io.xapid.server.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * One end of a tunnel: reads from its side and writes to the other's, and reads on when that has gone out. An end of
 * the bytes is passed on as such; when both directions have ended, or one has failed, everything is closed.
 */
abstract class TunnelEnd extends AbstractConnection {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long HALF_OPEN_MILLIS = 60_000; // without a byte, once the other direction has ended

    private final ByteBufferPool pool;
    private final TunnelWatch watch;
    private final Consumer<ByteBuffer> heard;
    private final Mover mover = new Mover();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable TunnelEnd other;
    private volatile boolean ended;

    /** @param heard is shown what came from this side */
    TunnelEnd(
            EndPoint endPoint, Executor executor, ByteBufferPool pool, TunnelWatch watch, Consumer<ByteBuffer> heard) {
        super(endPoint, executor);
        this.pool = pool;
        this.watch = watch;
        this.heard = heard;
    }

    final TunnelWatch watch() {
        return watch;
    }

    final @Nullable TunnelEnd other() {
        return other;
    }

    final void join(TunnelEnd end) {
        other = end;
    }

    /** Begins to move bytes, with those that were read beforehand. */
    final void start(@Nullable ByteBuffer early) {
        watch.opened(this);
        mover.first = early;
        mover.iterate();
    }

    @Override
    public void onFillable() {
        mover.iterate();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        ended = true;
        TunnelEnd end = other;
        if (end != null && !end.ended) {
            end.close();
        }
        if (told.compareAndSet(false, true)) {
            watch.closed();
        }
    }

    @Override
    public void close() {
        ended = true;
        super.close();
    }

    /** Moves bytes one way. */
    private final class Mover extends IteratingCallback {
        private @Nullable ByteBuffer first;
        private @Nullable RetainableByteBuffer buffer;

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        protected Action process() throws IOException {
            TunnelEnd target = other;
            if (target == null) {
                return Action.SUCCEEDED;
            }
            ByteBuffer early = first;
            if (early != null && early.hasRemaining()) {
                first = null;
                return pass(early, target);
            }
            RetainableByteBuffer room = buffer;
            if (room == null) {
                room = pool.acquire(BUFFER_BYTES, true);
                buffer = room;
            }
            ByteBuffer bytes = room.getByteBuffer();
            BufferUtil.clear(bytes);
            int filled = getEndPoint().fill(bytes);
            if (filled > 0) {
                return pass(bytes, target);
            }
            release();
            if (filled < 0) {
                ended = true;
                end(target);
                return Action.SUCCEEDED;
            }
            fillInterested(); // comes back through onFillable
            return Action.IDLE;
        }

        private Action pass(ByteBuffer bytes, TunnelEnd target) {
            heard.accept(bytes.asReadOnlyBuffer());
            target.getEndPoint().write(this, bytes);
            return Action.SCHEDULED;
        }

        private void end(TunnelEnd target) {
            if (target.ended) {
                close();
                target.close();
            } else {
                target.getEndPoint().setIdleTimeout(HALF_OPEN_MILLIS);
                target.getEndPoint().shutdownOutput();
            }
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            release();
            close();
        }

        private void release() {
            RetainableByteBuffer held = buffer;
            buffer = null;
            if (held != null) {
                held.release();
            }
        }
    }
}
