package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
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

/** Ends connections whose request's header is long in coming, however steadily its bytes drip. */
final class HeaderDeadline extends AbstractLifeCycle {
    private static final long MOST_MILLIS_BETWEEN_LOOKS = 1_000;

    private final Server server;
    private final Duration limit;
    private Scheduler.@Nullable Task next;

    HeaderDeadline(Server server, Duration limit) {
        this.server = server;
        this.limit = limit;
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
        long wait = Math.max(1, Math.min(MOST_MILLIS_BETWEEN_LOOKS, limit.toMillis() / 4));
        next = server.getScheduler().schedule(this::look, wait, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!isRunning()) {
            return;
        }
        long now = System.nanoTime();
        for (Connector connector : server.getConnectors()) {
            for (EndPoint endPoint : connector.getConnectedEndPoints()) {
                judge(endPoint.getConnection(), now);
            }
        }
        schedule();
    }

    private void judge(@Nullable Connection connection, long now) {
        if (connection instanceof SslConnection tls) {
            judge(tls.getSslEndPoint().getConnection(), now);
        } else if (connection instanceof ApiConnection api) {
            switch (api.lateness(now, limit)) {
                case NONE -> {}
                case SILENT -> api.getEndPoint().close();
                case HALF_A_HEADER -> tellAndClose(api.getEndPoint());
            }
        }
    }

    private static void tellAndClose(EndPoint endPoint) {
        byte[] page = HtmlPages.errorPage(HttpStatus.REQUEST_TIMEOUT_408, "").getBytes(UTF_8);
        String head = "HTTP/1.1 408 Request Timeout\r\nContent-Type: text/html\r\nConnection: close\r\n"
                + "Cache-Control: no-cache, no-store\r\nContent-Length: " + page.length + "\r\n\r\n";
        endPoint.write(Callback.from(endPoint::close), ByteBuffer.wrap(head.getBytes(UTF_8)), ByteBuffer.wrap(page));
    }
}
