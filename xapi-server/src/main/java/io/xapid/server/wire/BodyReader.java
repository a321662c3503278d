package io.xapid.server.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one request without holding a thread, within a size and a time.
 *
 * <p>A body that is too large is read on for a while and thrown away, since a client that is still sending would not
 * see the refusal.
 */
final class BodyReader implements Invocable.Task {
    private static final int DISCARD_FACTOR = 16;
    private static final int FIRST_GUESS = 1024;

    /** What happens with a body. One of these is called, once. */
    interface Receiver {
        void whole(byte[] body, int length);

        void tooLarge();

        void failed(Throwable cause);
    }

    private final Request request;
    private final int limitBytes;
    private final Duration deadline;
    private final Receiver receiver;
    private final AtomicBoolean settled = new AtomicBoolean();
    private byte[] body;
    private int length;
    private long seen;
    private Scheduler.@Nullable Task alarm;

    BodyReader(Request request, int limitBytes, Duration deadline, Receiver receiver) {
        this.request = request;
        this.limitBytes = limitBytes;
        this.deadline = deadline;
        this.receiver = receiver;
        long announced = request.getLength();
        this.body = new byte[announced >= 0 && announced <= limitBytes ? (int) announced : FIRST_GUESS];
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Reads what is there, and comes back for the rest when more has arrived. */
    @Override
    public void run() {
        while (!settled.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                setAlarm();
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                fail(chunk.getFailure());
                return;
            }
            take(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (last || seen > (long) limitBytes * DISCARD_FACTOR) {
                finish();
                return;
            }
        }
    }

    private void take(ByteBuffer bytes) {
        int size = bytes.remaining();
        seen += size;
        if (seen > limitBytes) {
            body = new byte[0];
            length = 0;
            return;
        }
        if (length + size > body.length) {
            body = Arrays.copyOf(body, Math.min(limitBytes, Math.max(2 * body.length, length + size)));
        }
        bytes.get(body, length, size);
        length += size;
    }

    private void finish() {
        if (settle()) {
            if (seen > limitBytes) {
                receiver.tooLarge();
            } else {
                receiver.whole(body, length);
            }
        }
    }

    private void fail(Throwable cause) {
        if (settle()) {
            receiver.failed(cause);
        }
    }

    private boolean settle() {
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        Scheduler.Task task = alarm;
        if (task != null) {
            task.cancel();
        }
        return true;
    }

    private void setAlarm() {
        if (alarm == null) {
            alarm = request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> fail(new TimeoutException("the body took too long")),
                            deadline.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }
}
