package io.xapid.server.wire;

import static io.xapid.server.wire.Door.post;
import static io.xapid.server.wire.Door.xmlAnswer;
import static io.xapid.server.wire.Door.xmlCall;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsTest {
    @TempDir
    Path directory;

    private final BlockingQueue<StreamExchange> seen = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private ServerSocket guest;
    private Door door;
    private RawClient client;

    @BeforeEach
    void open() throws IOException {
        guest = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        door = new Door(
                directory,
                FrontDoorSettings.Limits.DEFAULT,
                new HttpRoute("GET", "/export", this::export),
                new HttpRoute(
                        "GET",
                        "/export_metadata",
                        exchange -> exchange.answer(
                                200, "text/plain", Map.of("task-id", "OpaqueRef:t"), "metadata".getBytes(UTF_8))),
                new HttpRoute("PUT", "/import", this::consume),
                new HttpRoute(
                        "GET",
                        "/elsewhere",
                        exchange -> exchange.redirect(
                                URI.create("https://192.0.2.1/elsewhere?a=b&session_id=OpaqueRef:s"))),
                new HttpRoute("GET", "/forbidden", exchange -> exchange.error(401, Map.of(), "no <session>")),
                new HttpRoute("GET", "/silent", exchange -> {}),
                new HttpRoute("GET", "/broken", exchange -> {
                    throw new IOException("secret reason");
                }),
                new HttpRoute("GET", "/torn", this::tear),
                new HttpRoute("CONNECT", "/console", this::console));
        client = door.connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        door.close();
        guest.close();
    }

    @Test
    void handsARequestWithAllItSays() throws IOException, InterruptedException {
        client.ask(String.join(
                "\r\n",
                "GET /export/vm%201?ref=OpaqueRef:a&x=1&x=2%2C3&empty HTTP/1.1",
                "Host: h",
                "Cookie: session_id=OpaqueRef%3As; task_id=t",
                "Authorization: Basic cm9vdDpwYXNzOndvcmQ=",
                "",
                ""));
        StreamExchange exchange = seen.poll(10, TimeUnit.SECONDS);
        assertThat(exchange).isNotNull();
        assertThat(exchange.method()).isEqualTo("GET");
        assertThat(exchange.path()).isEqualTo("/export/vm 1");
        assertThat(exchange.query().first("ref")).contains("OpaqueRef:a");
        assertThat(exchange.query().all("x")).containsExactly("1", "2,3");
        assertThat(exchange.query().first("empty")).contains("");
        assertThat(exchange.parameter("session_id")).contains("OpaqueRef:s");
        assertThat(exchange.parameter("ref")).contains("OpaqueRef:a");
        assertThat(exchange.parameter("none")).isEmpty();
        assertThat(exchange.basicCredentials()).contains(new StreamExchange.BasicCredentials("root", "pass:word"));
        assertThat(exchange.basicCredentials().orElseThrow().toString()).doesNotContain("word");
        assertThat(exchange.caller().address()).isEqualTo("127.0.0.1");
        assertThat(exchange.isSecure()).isFalse();
    }

    @Test
    void streamsUntilTheConnectionEnds() throws IOException {
        RawClient.Answer answer = client.ask("GET /export?size=3000000 HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).contains("Connection: close", "task-id: OpaqueRef:t");
        assertThat(answer.header("content-length")).isEmpty();
        assertThat(answer.header("transfer-encoding")).isEmpty();
        assertThat(answer.body()).hasSize(3_000_000);
    }

    @Test
    void choosesTheLongestPrefix() throws IOException {
        RawClient.Answer answer = client.ask("GET /export_metadata?x=1 HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(answer.body()).isEqualTo("metadata");
        assertThat(answer.header("task-id")).contains("OpaqueRef:t");
        assertThat(answer.header("cache-control")).contains("no-cache, no-store");
    }

    @Test
    void answersAPutBeforeItsBodyComes() throws IOException, InterruptedException {
        client.send("PUT /import HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n");
        assertThat(client.readHead()).contains("HTTP/1.1 200 OK", "Connection: close");
        client.send("0123456789");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("0123456789");
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void answersAPutWithAnEmptyBody() throws IOException, InterruptedException {
        RawClient.Answer answer = client.ask("PUT /import/ HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void tellsAHandlerThatItsClientWentAway() throws IOException, InterruptedException {
        client.send("PUT /import HTTP/1.1\r\nHost: h\r\nContent-Length: 1125899906842624\r\n\r\n");
        client.readHead();
        client.send("all there is");
        client.close();
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("all there is|cut");
    }

    @Test
    void redirectsBeforeAnyByteOfTheBody() throws IOException {
        RawClient.Answer answer = client.ask("GET /elsewhere HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location")).contains("https://192.0.2.1/elsewhere?a=b&session_id=OpaqueRef:s");
    }

    @Test
    void explainsErrorsWithoutTrustingTheirText() throws IOException {
        RawClient.Answer answer = client.ask("GET /forbidden HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("Unauthorised", "no &lt;session&gt;");
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void answersForHandlersThatDoNot() throws IOException {
        assertThat(client.ask("GET /silent HTTP/1.1\r\nHost: h\r\n\r\n").status())
                .isEqualTo(500);
        assertThat(door.complaints()).isEmpty();
    }

    @Test
    void hidesWhatHandlersThrowAndLogsIt() throws IOException {
        RawClient.Answer answer = client.ask("GET /broken HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret reason");
        assertThat(door.complaints()).containsExactly("GET /broken failed");
    }

    @Test
    void breaksAStreamThatFailsHalfWay() throws IOException {
        RawClient.Answer answer = client.ask("GET /torn HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(answer.body()).isEqualTo("half");
    }

    @Test
    void tunnelsToAConsole() throws IOException, InterruptedException {
        client.send("CONNECT /console?ref=OpaqueRef:c0ff&session_id=OpaqueRef:5e55 HTTP/1.0\r\n\r\n");
        assertThat(client.readHead())
                .containsExactly("HTTP/1.1 200 OK", "Cache-Control: no-cache, no-store", "Connection: keep-alive");
        try (Socket screen = guest.accept()) {
            screen.getOutputStream().write("RFB 003.008\n".getBytes(UTF_8));
            assertThat(client.readText(12)).isEqualTo("RFB 003.008\n");
            client.send("RFB 003.008\n");
            assertThat(new String(screen.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("RFB 003.008\n");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("RFB 003.008\n");
            assertThat(seen.poll(10, TimeUnit.SECONDS).query().first("session_id"))
                    .contains("OpaqueRef:5e55");
        }
        assertThat(client.isEnded()).isTrue();
        client.close();
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tunnelsWhatCameBehindTheRequest() throws IOException {
        client.send("CONNECT /console HTTP/1.1\r\nHost: h\r\n\r\nearly bytes");
        client.readHead();
        try (Socket screen = guest.accept()) {
            assertThat(new String(screen.getInputStream().readNBytes(11), UTF_8))
                    .isEqualTo("early bytes");
            client.send(", late bytes");
            assertThat(new String(screen.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo(", late bytes");
        }
    }

    @Test
    void tunnelsMuchInBothDirectionsAtOnce() throws Exception {
        int size = 8_000_000;
        client.send("CONNECT /console HTTP/1.1\r\nHost: h\r\n\r\n");
        client.readHead();
        try (Socket screen = guest.accept()) {
            var fromGuest = new Thread(() -> {
                try {
                    screen.getOutputStream().write("g".repeat(size).getBytes(UTF_8));
                    screen.shutdownOutput();
                } catch (IOException e) {
                    heard.add("guest failed: " + e);
                }
            });
            var fromClient = new Thread(() -> {
                try {
                    client.send("c".repeat(size));
                    client.socket.shutdownOutput();
                } catch (IOException e) {
                    heard.add("client failed: " + e);
                }
            });
            var atGuest = new LinkedBlockingQueue<Integer>();
            var readGuest = new Thread(() -> {
                try {
                    atGuest.add(screen.getInputStream().readAllBytes().length);
                } catch (IOException e) {
                    atGuest.add(-1);
                }
            });
            fromGuest.start();
            fromClient.start();
            readGuest.start();
            assertThat(client.readText(size)).hasSize(size).doesNotContain("c");
            assertThat(atGuest.poll(20, TimeUnit.SECONDS)).isEqualTo(size);
            assertThat(client.isEnded()).isTrue();
            fromGuest.join();
            fromClient.join();
            readGuest.join();
        }
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsTheGuestsSideWhenTheClientIsReset() throws IOException, InterruptedException {
        client.send("CONNECT /console HTTP/1.1\r\nHost: h\r\n\r\n");
        client.readHead();
        try (Socket screen = guest.accept()) {
            client.reset();
            screen.setSoTimeout(10_000);
            assertThat(screen.getInputStream().read()).isNegative();
        }
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        try (var next = door.connect()) {
            assertThat(next.ask(post("/", xmlCall("echo", "x"))).body()).isEqualTo(xmlAnswer("x"));
        }
    }

    private void export(StreamExchange exchange) throws IOException {
        seen.add(exchange);
        int size = exchange.query().first("size").map(Integer::parseInt).orElse(0);
        try (OutputStream out = exchange.stream(200, Map.of("task-id", "OpaqueRef:t"))) {
            byte[] block = "x".repeat(1000).getBytes(UTF_8);
            for (int i = 0; i < size; i += block.length) {
                out.write(block);
            }
        }
    }

    private void consume(StreamExchange exchange) throws IOException {
        try (OutputStream end = exchange.stream(200, Map.of())) {
            var all = new StringBuilder();
            var block = new byte[100];
            try {
                for (int n = exchange.body().read(block);
                        n >= 0;
                        n = exchange.body().read(block)) {
                    all.append(new String(block, 0, n, UTF_8));
                }
            } catch (IOException e) {
                all.append("|cut");
            }
            heard.add(all.toString());
        }
    }

    private void tear(StreamExchange exchange) throws IOException {
        OutputStream out = exchange.stream(200, Map.of());
        out.write("half".getBytes(UTF_8));
        out.flush();
        throw new IOException("torn on purpose");
    }

    private void console(StreamExchange exchange) throws IOException {
        seen.add(exchange);
        var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), guest.getLocalPort()));
        exchange.tunnel(channel, new TunnelWatch() {
            @Override
            public void fromClient(ByteBuffer bytes) {
                var copy = new byte[Math.min(bytes.remaining(), 100)];
                bytes.get(copy);
                heard.add(new String(copy, UTF_8));
            }

            @Override
            public void closed() {
                closed.countDown();
            }
        });
    }
}
