package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.xapid.model.AllClasses;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Snapshot;
import io.xapid.server.api.CallHandler;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall;
import io.xapid.server.wire.codec.CallLimits;
import io.xapid.server.wire.codec.JsonCodec;
import io.xapid.server.wire.codec.RenderingCache;
import io.xapid.server.wire.codec.XmlCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.LoggerFactory;

/**
 * A front door for tests, with calls that do what tests ask: {@code echo} gives its first parameter back, {@code large}
 * as many strings as asked, {@code wait} answers when the test says so, {@code fail} fails, {@code break} breaks the
 * contract of a handler.
 */
public final class Door implements AutoCloseable {
    static final Snapshot STATE = Snapshot.empty(new Schema(AllClasses.definitions()));
    public static final FrontDoorSettings.Limits QUICK = new FrontDoorSettings.Limits(
            CallLimits.DEFAULT,
            8 * 1024,
            Duration.ofMillis(800),
            Duration.ofMillis(800),
            Duration.ofMillis(800),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            60,
            60);

    static final FrontDoorSettings.Limits FEW_CLIENTS = new FrontDoorSettings.Limits(
            CallLimits.DEFAULT,
            8 * 1024,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            10,
            10);

    /** One for all tests, since making one takes a while. */
    static final Path CERTIFICATE = Path.of("target", "test-certificate.pem");

    public final HttpFrontDoor door;
    public final Path socketFile;
    final LinkedBlockingQueue<CompletableFuture<Reply>> waiting = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<WireCall> seen = new LinkedBlockingQueue<>();

    private final ExecutorService workers;
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    public Door(Path directory, FrontDoorSettings.Limits limits, HttpRoute... routes) throws IOException {
        this(directory, limits, Executors.newCachedThreadPool(), routes);
    }

    /** @param workers run handlers; closed with the door */
    public Door(Path directory, FrontDoorSettings.Limits limits, ExecutorService workers, HttpRoute... routes)
            throws IOException {
        this.workers = workers;
        logged.start();
        root().addAppender(logged);
        socketFile = directory.resolve("run").resolve("xapi");
        CallHandler calls = this::answer;
        ServerCertificate.loadOrMake(CERTIFICATE, Clock.systemUTC()); // before the door and a test both make one
        door = new HttpFrontDoor(
                new FrontDoorSettings(
                        ListeningPorts.take(InetAddress.getLoopbackAddress(), 0, 0),
                        CERTIFICATE,
                        Optional.of(socketFile),
                        limits),
                xml(),
                json(),
                calls,
                List.of(routes),
                workers,
                Clock.systemUTC());
        door.start();
    }

    /** What was logged as a warning or worse. */
    public List<String> complaints() {
        return List.copyOf(logged.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    public RawClient connect() throws IOException {
        return new RawClient(door.httpPort());
    }

    /** Through TLS, trusting whatever certificate there is. */
    public RawClient connectSecurely() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "door",
                    ServerCertificate.loadOrMake(CERTIFICATE, Clock.systemUTC()).certificate());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            context.init(null, trust.getTrustManagers(), null);
            return new RawClient(context.getSocketFactory().createSocket("127.0.0.1", door.httpsPort()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        door.close();
        workers.shutdownNow();
        root().detachAppender(logged);
    }

    static XmlCodec xml() {
        return new XmlCodec(CallLimits.DEFAULT, new RenderingCache(1 << 20), DerivedValues.none());
    }

    static JsonCodec json() {
        return new JsonCodec(CallLimits.DEFAULT, new RenderingCache(1 << 20), DerivedValues.none());
    }

    static String xmlCall(String method, String parameter) {
        return "<?xml version=\"1.0\"?><methodCall><methodName>" + method + "</methodName><params><param><value>"
                + parameter + "</value></param></params></methodCall>";
    }

    static String xmlAnswer(String text) {
        return "<?xml version=\"1.0\"?><methodResponse><params><param><value><struct>"
                + "<member><name>Status</name><value>Success</value></member><member><name>Value</name><value>" + text
                + "</value></member></struct></value></param></params></methodResponse>";
    }

    static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n"
                + body;
    }

    private CompletionStage<Reply> answer(WireCall call) {
        seen.add(call);
        return switch (call.method()) {
            case "echo" ->
                done(new Reply.Success(XenType.STRING, call.parameters().get(0), STATE));
            case "large" -> done(new Reply.Success(XenType.set(XenType.STRING), strings(call), STATE));
            case "fail" -> done(new Reply.Failed(List.of("TEST_FAILURE", "why")));
            case "wait" -> {
                var later = new CompletableFuture<Reply>();
                waiting.add(later);
                yield later;
            }
            case "break" -> CompletableFuture.failedFuture(new IllegalStateException("broken on purpose"));
            default -> done(new Reply.Failed(List.of("MESSAGE_METHOD_UNKNOWN", call.method())));
        };
    }

    private static List<String> strings(WireCall call) {
        int count = Integer.parseInt((String) call.parameters().get(0));
        return Collections.nCopies(count, "0123456789".repeat(10));
    }

    private static CompletionStage<Reply> done(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
