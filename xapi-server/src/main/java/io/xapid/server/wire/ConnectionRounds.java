package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all connections every now and then: ends those whose request's header is long in coming, however steadily its
 * bytes drip, or that rest for too long, and has a watch kept over clients whose answer is long in coming. When no more connections can be let in, it ends those
 * whose client has ended its side and has probably gone, or if there are none, those that rest.
 */
final class ConnectionRounds extends AbstractLifeCycle {
    private static final Duration WHEN_CROWDED = Duration.ofSeconds(5);
    private static final long MOST_MILLIS_BETWEEN_ROUNDS = 1_000;

    private final Server server;
    private final Duration headerTime;
    private final Duration idleTime;
    private final ConnectionPermits permits;
    private Scheduler.@Nullable Task next;

    /** @param permits those that TCP connections take */
    ConnectionRounds(Server server, FrontDoorSettings.Limits limits, ConnectionPermits permits) {
        this.server = server;
        this.headerTime = limits.headerTime();
        this.idleTime = limits.idleTime();
        this.permits = permits;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected synchronized void doStop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private synchronized void schedule() {
        long wait = Math.max(1, Math.min(MOST_MILLIS_BETWEEN_ROUNDS, headerTime.toMillis() / 4));
        next = server.getScheduler().schedule(this::round, wait, TimeUnit.MILLISECONDS);
    }

    private void round() {
        if (!isRunning()) {
            return;
        }
        long now = System.nanoTime();
        List<ApiConnection> connections = connections();
        connections.forEach(ApiConnection::watchOverWaiting);
        boolean crowded = permits.areExhausted();
        boolean someHaveProbablyGone = crowded && connections.stream().anyMatch(ApiConnection::isHalfClosed);
        if (someHaveProbablyGone) {
            connections.forEach(connection -> connection.leaveIfHalfClosedFor(WHEN_CROWDED, now));
        }
        Duration rest = crowded && !someHaveProbablyGone ? WHEN_CROWDED : idleTime;
        connections.forEach(connection -> judge(connection, now, rest));
        schedule();
    }

    private List<ApiConnection> connections() {
        var connections = new ArrayList<ApiConnection>();
        for (Connector connector : server.getConnectors()) {
            for (EndPoint endPoint : connector.getConnectedEndPoints()) {
                Connection connection = endPoint.getConnection();
                if (connection instanceof SslConnection tls) {
                    connection = tls.getSslEndPoint().getConnection();
                }
                if (connection instanceof ApiConnection api) {
                    connections.add(api);
                }
            }
        }
        return connections;
    }

    private void judge(ApiConnection connection, long now, Duration rest) {
        switch (connection.lateness(now, headerTime, rest)) {
            case NONE -> {}
            case SILENT -> connection.getEndPoint().close();
            case HALF_A_HEADER -> tellAndClose(connection.getEndPoint());
        }
    }

    private static void tellAndClose(EndPoint endPoint) {
        byte[] page = HtmlPages.errorPage(HttpStatus.REQUEST_TIMEOUT_408, "").getBytes(UTF_8);
        String head = "HTTP/1.1 408 Request Timeout\r\nContent-Type: text/html\r\nConnection: close\r\n"
                + "Cache-Control: no-cache, no-store\r\nContent-Length: " + page.length + "\r\n\r\n";
        endPoint.write(Callback.from(endPoint::close), ByteBuffer.wrap(head.getBytes(UTF_8)), ByteBuffer.wrap(page));
    }
}
