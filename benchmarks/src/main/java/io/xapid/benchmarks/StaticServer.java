package io.xapid.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The daemon's HTTP server with nothing behind it: answers {@code /} with bytes from memory. A request for {@code /park}
 * waits until there is one for {@code /release}.
 */
final class StaticServer extends Handler.Abstract.NonBlocking {
    private static final int THREADS = 32; // as the daemon's

    private final byte[] body;
    private final List<Parked> parked = new ArrayList<>(); // guarded by itself

    private StaticServer(byte[] body) {
        this.body = body;
    }

    private record Parked(Response response, Callback callback) {}

    /** A file to write the port to, and the file to serve. */
    public static void main(String[] arguments) throws Exception {
        var server = new Server(new QueuedThreadPool(THREADS));
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        var connector = new ServerConnector(server, null, null, null, 0, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(2048);
        server.addConnector(connector);
        server.setHandler(new StaticServer(Files.readAllBytes(Path.of(arguments[1]))));
        server.start();
        Path port = Path.of(arguments[0]);
        Path draft = port.resolveSibling(port.getFileName() + ".new");
        Files.writeString(draft, String.valueOf(connector.getLocalPort()));
        Files.move(draft, port, StandardCopyOption.ATOMIC_MOVE);
        server.join();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        switch (Request.getPathInContext(request)) {
            case "/park" -> {
                request.addIdleTimeoutListener(timeout -> false);
                synchronized (parked) {
                    parked.add(new Parked(response, callback));
                }
            }
            case "/release" -> {
                List<Parked> all;
                synchronized (parked) {
                    all = List.copyOf(parked);
                    parked.clear();
                }
                response.write(true, ByteBuffer.wrap("done".getBytes(StandardCharsets.US_ASCII)), callback);
                all.forEach(one -> one.response().write(true, ByteBuffer.wrap(body), one.callback()));
            }
            default -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/xml");
                if (body.length <= Copying.BUFFER_BYTES) {
                    response.write(true, ByteBuffer.wrap(body), callback);
                } else {
                    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
                    new Copying(response, callback, body).iterate();
                }
            }
        }
        return true;
    }

    /** Sends what stands in the heap, through one buffer outside it. */
    private static final class Copying extends IteratingCallback {
        static final int BUFFER_BYTES = 128 << 10;

        private final Response response;
        private final Callback callback;
        private final byte[] body;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        private int sent;

        Copying(Response response, Callback callback, byte[] body) {
            this.response = response;
            this.callback = callback;
            this.body = body;
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        protected Action process() {
            if (sent == body.length) {
                return Action.SUCCEEDED;
            }
            int count = Math.min(BUFFER_BYTES, body.length - sent);
            buffer.clear().put(body, sent, count).flip();
            sent += count;
            response.write(sent == body.length, buffer, this);
            return Action.SCHEDULED;
        }

        @Override
        protected void onCompleteSuccess() {
            callback.succeeded();
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            callback.failed(cause);
        }
    }
}
