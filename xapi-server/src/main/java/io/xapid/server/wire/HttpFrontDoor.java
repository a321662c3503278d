package io.xapid.server.wire;

import io.xapid.server.api.CallHandler;
import io.xapid.server.wire.codec.CallCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's listeners: HTTP, HTTPS and a socket for root on this host, all of which serve the same.
 *
 * <p>Few threads move bytes and none of them ever waits; handlers that do wait run on the workers given.
 */
public final class HttpFrontDoor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpFrontDoor.class);
    private static final int MOST_THREADS = 32;
    private static final int CONNECTIONS_WAITING = 256;
    private static final Duration LONGEST_SECURE_START = Duration.ofSeconds(20);
    private static final int BUFFER_STEP = 4096;
    private static final int MOST_KEPT_OF_A_SIZE = 2048;
    static final long MOST_KEPT_BYTES = 16 << 20;
    private static final String STORE_PASSWORD = "in memory only";

    private final FrontDoorSettings settings;
    private final Clock clock;
    private final Server server;
    private final ServerConnector http;
    private final ServerConnector https;
    private final Thread secureStart = new Thread(this::startSecurely, "https-start");
    private final SslContextFactory.Server tls = new SslContextFactory.Server();
    private final @Nullable RootSocketListener socket;

    /**
     * @param xml reads XML-RPC and writes its answers
     * @param json the same for JSON-RPC
     * @param calls answers calls
     * @param routes further handlers
     * @param workers runs those handlers; one that refuses work makes clients see status 503
     */
    public HttpFrontDoor(
            FrontDoorSettings settings,
            CallCodec xml,
            CallCodec json,
            CallHandler calls,
            List<HttpRoute> routes,
            Executor workers,
            Clock clock) {
        this.settings = settings;
        this.clock = clock;
        var threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("http");
        this.server = new Server(threads, null, buffers());
        FrontDoorSettings.Limits limits = settings.limits();
        var permits = new ConnectionPermits(limits.tcpConnections());
        this.http = tcp(permits, new ApiConnectionFactory(configuration(false)));
        var secure = new ApiConnectionFactory(configuration(true));
        this.https = tcp(permits, new SslConnectionFactory(tls, secure.getProtocol()), secure);
        this.socket = settings.socketFile().map(this::local).orElse(null);
        server.addConnector(http);
        server.addBean(new ConnectionRounds(server, limits, permits));

        var tunnels = new Tunnels(threads, server.getScheduler(), server.getByteBufferPool());
        server.addBean(tunnels);
        var deliveries = new Deliveries(threads);
        server.addBean(deliveries);
        server.setHandler(new RequestRouter(
                new RpcEndpoint(xml, calls, limits, deliveries),
                new RpcEndpoint(json, calls, limits, deliveries),
                routes,
                socket,
                workers,
                tunnels));
        server.setErrorHandler(new HtmlPages());
        server.setStopTimeout(0);
    }

    /**
     * Begins to listen. HTTPS connections are accepted from now on and answered once the certificate is there: making
     * one takes a while, and so does loading Java's TLS, neither of which anyone should wait for who wants HTTP.
     *
     * @throws IOException with a line for operators, if a file cannot be used; nothing listens then
     */
    public void start() throws IOException {
        try {
            http.open(settings.ports().httpChannel());
            https.open(settings.ports().httpsChannel());
            if (socket != null) {
                socket.prepare();
            }
            server.start();
        } catch (IOException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new IOException("the listeners could not start: " + e.getMessage(), e);
        }
        secureStart.start();
        log.info("Listening on port {} for HTTP and {} for HTTPS", httpPort(), httpsPort());
    }

    private void startSecurely() {
        try {
            tls.setKeyStore(ServerCertificate.loadOrMake(settings.certificateFile(), clock)
                    .keyStore(STORE_PASSWORD));
            tls.setKeyStorePassword(STORE_PASSWORD);
            server.addConnector(https);
            https.start();
        } catch (Exception e) {
            log.error("HTTPS is not served: {}", e.getMessage(), e);
            https.close();
        }
    }

    /** The real port, also when any free one was asked for. */
    public int httpPort() {
        return settings.ports().http();
    }

    /** The real port, also when any free one was asked for. */
    public int httpsPort() {
        return settings.ports().https();
    }

    /** How many connections are open. */
    public int connections() {
        int count = 0;
        for (Connector connector : server.getConnectors()) {
            count += connector.getConnectedEndPoints().size();
        }
        return count;
    }

    /** Stops listening and ends all connections. */
    @Override
    public void close() {
        try {
            if (secureStart.isAlive()) {
                secureStart.join(LONGEST_SECURE_START.toMillis());
            }
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("The listeners did not stop cleanly", e);
        }
        http.close();
        https.close();
        try {
            settings.ports().close();
        } catch (IOException e) {
            log.warn("A port does not close", e);
        }
    }

    /** As large as the largest that is asked for, since what is larger is made anew each time; and bounded. */
    static ArrayByteBufferPool buffers() {
        return new ArrayByteBufferPool(
                0, BUFFER_STEP, AnswerSender.BUFFER_BYTES, MOST_KEPT_OF_A_SIZE, MOST_KEPT_BYTES, MOST_KEPT_BYTES);
    }

    private ServerConnector tcp(ConnectionPermits permits, ConnectionFactory... factories) {
        var connector = new TcpListener(server, permits, factories);
        connector.setIdleTimeout(settings.limits().stallTime().toMillis()); // rests are judged on rounds
        return connector;
    }

    private RootSocketListener local(Path file) {
        var permits = new ConnectionPermits(settings.limits().socketConnections());
        var connector = new RootSocketListener(server, file, permits, new ApiConnectionFactory(configuration(false)));
        connector.setAcceptQueueSize(CONNECTIONS_WAITING);
        connector.setIdleTimeout(settings.limits().stallTime().toMillis()); // rests are judged on rounds
        server.addConnector(connector);
        return connector;
    }

    private HttpConfiguration configuration(boolean secure) {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setRequestHeaderSize(settings.limits().headerBytes());
        if (secure) {
            configuration.addCustomizer(new SecureRequestCustomizer(false)); // clients use any name or address
        }
        return configuration;
    }
}
