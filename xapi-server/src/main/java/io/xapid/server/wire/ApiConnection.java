package io.xapid.server.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's HTTP connection, with the three habits of XenAPI clients that Jetty's own does not know: CONNECT names a
 * path instead of a host, an answer has the version of its request, and a header must be complete in time.
 *
 * <p>It extends an internal class of Jetty, since there is no other way to see a request line before it is judged.
 */
final class ApiConnection extends HttpConnection {
    /** The method name under which a CONNECT to a path reaches handlers. */
    static final String CONNECT_TO_PATH = "CONNECT-TO-PATH";

    private static final Logger log = LoggerFactory.getLogger(ApiConnection.class);

    private final String clientAddress;
    private volatile @Nullable PendingCall pending;
    private @Nullable PendingCall seenPending; // touched by the rounds only
    private State seenState = State.NEW; // touched by the rounds only
    private long seenStateSince = System.nanoTime();

    ApiConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
        this.clientAddress =
                endPoint.getRemoteSocketAddress() instanceof InetSocketAddress internet && internet.getAddress() != null
                        ? internet.getAddress().getHostAddress()
                        : "";
    }

    /** Where the client is, such as {@code 192.0.2.7}; empty for one on a local socket. */
    String clientAddress() {
        return clientAddress;
    }

    /** What keeps a connection from taking its first step. */
    enum Lateness {
        NONE,
        /** Not one byte of a request came, or none came for a while. */
        SILENT,
        /** A header was begun and not ended. */
        HALF_A_HEADER
    }

    /**
     * Whether a header has been due for longer than {@code headerTime}, or the connection at rest between requests for
     * longer than {@code restTime}. Asked every now and then, by one thread.
     */
    Lateness lateness(long now, Duration headerTime, Duration restTime) {
        boolean begun = !getParser().isStart();
        State state = getHttpChannel().getRequest() != null
                ? State.HANDLING
                : begun ? State.HEADER : getMessagesIn() > 0 ? State.REST : State.NEW;
        if (state != seenState) {
            seenState = state;
            seenStateSince = now;
        }
        Duration limit =
                switch (state) {
                    case HANDLING -> null;
                    case HEADER, NEW -> headerTime;
                    case REST -> restTime;
                };
        if (limit == null || now - seenStateSince < limit.toNanos()) {
            return Lateness.NONE;
        }
        return begun ? Lateness.HALF_A_HEADER : Lateness.SILENT;
    }

    private enum State {
        NEW,
        HEADER,
        HANDLING,
        REST
    }

    @Override
    protected Executor getExecutor() {
        return Deliveries.afterwards(super.getExecutor());
    }

    /** Notes that an answer is awaited. */
    void await(PendingCall call) {
        pending = call;
    }

    /** Notes that it is awaited no longer. */
    void answerArrived(PendingCall call) {
        if (call.equals(pending)) {
            pending = null;
        }
    }

    /**
     * Whether an answer may be sent before it is written: not where it is encrypted, or where its head depends on more
     * than its fields.
     */
    boolean canSendAhead() {
        return getEndPoint() instanceof ApiEndPoint && getHttpVersion() == HttpVersion.HTTP_1_1 && isPersistent();
    }

    /**
     * Sends a whole answer at once, or as much of it as the socket takes without waiting. It still must be written in the
     * usual way, which then sends the rest, if any, and finds out if the client has gone.
     */
    void sendAhead(ByteBuffer... answer) {
        try {
            ((ApiEndPoint) getEndPoint()).sendAhead(answer);
        } catch (IOException e) {
            log.debug("An answer could not be sent ahead: {}", String.valueOf(e.getMessage()));
        }
    }

    /** Only what is under way can stall. Resting is judged elsewhere, since a timer for each call would cost more. */
    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        return getHttpChannel().getRequest() != null && super.onIdleExpired(timeout);
    }

    /** Whether the client awaits an answer although it has ended its sending. */
    boolean isHalfClosed() {
        PendingCall call = pending;
        return call != null && call.isHalfClosed();
    }

    /** Gives up a client that ended its sending so long before {@code now}, and still awaits an answer. */
    void leaveIfHalfClosedFor(Duration time, long now) {
        PendingCall call = pending;
        if (call != null) {
            call.leaveIfHalfClosedFor(time, now);
        }
    }

    /** Watches over the client if its call has been under way since the last time. Asked by the same thread. */
    void watchOverWaiting() {
        PendingCall call = pending;
        if (call != null && call.equals(seenPending)) {
            call.watch();
        }
        seenPending = call;
    }

    @Override
    protected RequestHandler newRequestHandler() {
        return new PathConnect();
    }

    @Override
    protected HttpGenerator newHttpGenerator() {
        return new ApiGenerator();
    }

    /** Keeps {@code CONNECT /console?...} from being taken for the name of a host. */
    private final class PathConnect extends RequestHandler {
        @Override
        public void startRequest(String method, String uri, HttpVersion version) {
            boolean isPath = method.equals("CONNECT") && uri.startsWith("/");
            super.startRequest(isPath ? CONNECT_TO_PATH : method, uri, version);
        }
    }
}
