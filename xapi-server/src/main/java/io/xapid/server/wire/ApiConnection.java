package io.xapid.server.wire;

import java.time.Duration;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * A client's HTTP connection, with the three habits of XenAPI clients that Jetty's own does not know: CONNECT names a
 * path instead of a host, an answer has the version of its request, and a header must be complete in time.
 *
 * <p>It extends an internal class of Jetty, since there is no other way to see a request line before it is judged.
 */
final class ApiConnection extends HttpConnection {
    /** The method name under which a CONNECT to a path reaches handlers. */
    static final String CONNECT_TO_PATH = "CONNECT-TO-PATH";

    private long incompleteSince = System.nanoTime(); // touched by the sweep only; a new connection owes a header

    ApiConnection(HttpConfiguration configuration, Connector connector, org.eclipse.jetty.io.EndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    /** What keeps a connection from taking its first step. */
    enum Lateness {
        NONE,
        /** Not one byte of a request came. */
        SILENT,
        /** A header was begun and not ended. */
        HALF_A_HEADER
    }

    /** Whether a header has been due for longer than {@code limit}. Asked every now and then, by one thread. */
    Lateness lateness(long now, Duration limit) {
        boolean handling = getHttpChannel().getRequest() != null;
        boolean begun = !getParser().isStart();
        if (handling || (!begun && getMessagesIn() > 0)) {
            incompleteSince = 0;
            return Lateness.NONE;
        }
        if (incompleteSince == 0) {
            incompleteSince = now;
        }
        if (now - incompleteSince < limit.toNanos()) {
            return Lateness.NONE;
        }
        return begun ? Lateness.HALF_A_HEADER : Lateness.SILENT;
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
