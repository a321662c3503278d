package io.xapid.server.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Mover mover = new Mover();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable TunnelEnd other;
    private volatile boolean ended;

    TunnelEnd(EndPoint endPoint, Executor executor, ByteBufferPool pool) {
        super(endPoint, executor);
        this.pool = pool;
    }

    /** What goes to the other side of that which came from this one. */
    abstract ByteBuffer[] arrived(ByteBuffer bytes);

    /** What goes to the other side before anything that comes from this one. */
    Optional<ByteBuffer> due() {
        return Optional.empty();
    }

    /** What goes to the other side when nothing more comes from this one. */
    Optional<ByteBuffer> last() {
        return Optional.empty();
    }

    /** Whether nothing more is to go to the other side. */
    boolean isDone() {
        return false;
    }

    /** Called once, when this end is closed. */
    abstract void gone();

    final @Nullable TunnelEnd other() {
        return other;
    }

    /** Makes {@code end} the one that bytes go to. It is closed if this one has been meanwhile. */
    final void join(TunnelEnd end) {
        other = end;
        if (closed.get()) {
            end.close();
        }
    }

    /** Begins to move bytes, with those that were read beforehand. */
    final void start(@Nullable ByteBuffer early) {
        mover.first = early;
        mover.iterate();
    }

    /** Has it look for what is due. */
    final void nudge() {
        mover.iterate();
    }

    @Override
    public void onFillable() {
        mover.iterate();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        end();
    }

    @Override
    public void close() {
        super.close();
        end();
    }

    private void end() {
        ended = true;
        if (closed.compareAndSet(false, true)) {
            TunnelEnd end = other;
            if (end != null) {
                end.close();
            }
            gone();
        }
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
                return Action.IDLE; // not joined yet
            }
            while (true) {
                Optional<ByteBuffer> due = due();
                if (due.isPresent()) {
                    return write(target, due.get());
                }
                if (isDone()) {
                    return finish(target);
                }
                ByteBuffer bytes = next();
                if (bytes == null) {
                    Optional<ByteBuffer> last = last();
                    return last.isPresent() ? write(target, last.get()) : finish(target);
                }
                if (!bytes.hasRemaining()) {
                    release();
                    if (!getEndPoint().isFillInterested()) {
                        fillInterested(); // comes back through onFillable
                    }
                    return Action.IDLE;
                }
                ByteBuffer[] passed = arrived(bytes);
                if (holdsAny(passed)) {
                    return write(target, passed);
                }
            }
        }

        /** What there is to pass on; empty when nothing has come, null when nothing ever will. */
        private @Nullable ByteBuffer next() throws IOException {
            ByteBuffer early = first;
            first = null;
            if (early != null && early.hasRemaining()) {
                return early;
            }
            RetainableByteBuffer room = buffer;
            if (room == null) {
                room = pool.acquire(BUFFER_BYTES, true);
                buffer = room;
            }
            ByteBuffer bytes = room.getByteBuffer();
            BufferUtil.clear(bytes);
            return getEndPoint().fill(bytes) < 0 ? null : bytes;
        }

        private Action write(TunnelEnd target, ByteBuffer... bytes) {
            target.getEndPoint().write(this, bytes);
            return Action.SCHEDULED;
        }

        /** This direction has ended: the other side is told, and all is over if its own has ended too. */
        private Action finish(TunnelEnd target) {
            release();
            ended = true;
            if (target.ended) {
                TunnelEnd.this.close();
            } else {
                target.getEndPoint().setIdleTimeout(HALF_OPEN_MILLIS);
                target.getEndPoint().shutdownOutput();
            }
            return Action.SUCCEEDED;
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            release();
            TunnelEnd.this.close(); // not the callback's own method of that name
        }

        private void release() {
            RetainableByteBuffer held = buffer;
            buffer = null;
            if (held != null) {
                held.release();
            }
        }
    }

    private static boolean holdsAny(ByteBuffer[] buffers) {
        for (ByteBuffer buffer : buffers) {
            if (buffer.hasRemaining()) {
                return true;
            }
        }
        return false;
    }
}
