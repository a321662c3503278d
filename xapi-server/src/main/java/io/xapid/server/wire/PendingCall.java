package io.xapid.server.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A call whose answer is awaited, and the watch over the client that waits for it.
 *
 * <p>Nobody reads from a connection while a call is under way, so that a client which goes away would not be noticed
 * before the answer is sent, which for a waiting call may be never. After a while this reads ahead. A client that has
 * only ended its own sending may still want the answer, and is given some more time.
 */
final class PendingCall implements Callback {
    private static final int READ_AHEAD_BYTES = 2048;

    private final ApiConnection connection;
    private final Duration grace;
    private final Consumer<Throwable> gone;
    private boolean watching; // this and all below: guarded by this
    private boolean settled;
    private boolean hasEnded;
    private long endedAt;

    /**
     * @param grace how long to wait for an answer when the client has ended its sending
     * @param gone what to do when the client is not there any more; called at most once, and never after settling
     */
    PendingCall(ApiConnection connection, Duration grace, Consumer<Throwable> gone) {
        this.connection = connection;
        this.grace = grace;
        this.gone = gone;
    }

    /** Begins to watch, unless it does already. */
    synchronized void watch() {
        if (!watching && !settled) {
            watching = true;
            connection.getEndPoint().tryFillInterested(this);
        }
    }

    /** Whether the client has ended its sending: it may still want the answer, but most who look like that have gone. */
    synchronized boolean isHalfClosed() {
        return hasEnded && !settled;
    }

    /** Gives the client up if it ended its sending so long before {@code now}. */
    void leaveIfHalfClosedFor(Duration time, long now) {
        boolean isTime;
        synchronized (this) {
            isTime = hasEnded && now - endedAt >= time.toNanos();
        }
        if (isTime) {
            leave(new EOFException("the client has ended its side, and others want in"));
        }
    }

    /** Whether the caller is the one to end this call. Ends the watch. */
    boolean settle() {
        synchronized (this) {
            if (settled) {
                return false;
            }
            settled = true;
            if (watching && connection.getEndPoint().isFillInterested()) {
                ((AbstractEndPoint) connection.getEndPoint()).getFillInterest().fillable(); // withdraws it
            }
        }
        connection.answerArrived(this);
        return true;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Something has come from the client, or its end. */
    @Override
    public void succeeded() {
        Throwable problem = null;
        synchronized (this) {
            if (settled) {
                return;
            }
            try {
                readAhead();
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            leave(problem);
        }
    }

    @Override
    public void failed(Throwable cause) {
        leave(cause);
    }

    private void readAhead() throws IOException {
        var bytes = ByteBuffer.allocate(READ_AHEAD_BYTES);
        bytes.limit(0); // Jetty's buffers are filled behind their limit
        int filled = connection.getEndPoint().fill(bytes);
        if (filled > 0) {
            connection.onUpgradeTo(bytes); // the next request, which waits for its turn; nothing more is read meanwhile
        } else if (filled == 0) {
            connection.getEndPoint().tryFillInterested(this);
        } else {
            hasEnded = true;
            endedAt = System.nanoTime();
            Scheduler scheduler = connection.getConnector().getScheduler();
            scheduler.schedule(
                    () -> leave(new EOFException("the client has ended its side")),
                    grace.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void leave(Throwable cause) {
        if (settle()) {
            gone.accept(cause);
        }
    }
}
