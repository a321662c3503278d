package io.xapid.server.wire;

import static io.xapid.server.wire.Door.post;
import static io.xapid.server.wire.Door.xmlAnswer;
import static io.xapid.server.wire.Door.xmlCall;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever clients do, the next one is served, and nothing of the last one stays. */
class HostileClientsTest extends DoorUnderAttack {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><methodCall><methodName>&x;</methodName>"
                        + "</methodCall>",
                "<methodCall><methodName>echo</methodName><params><param><value><int>x</int></value></param></params>"
                        + "</methodCall>"
            })
    void refusesBodiesThatAreNoCalls(String body) throws IOException {
        for (String path : List.of("/", "/RPC2", "/jsonrpc")) {
            RawClient.Answer answer = ask(post(path, body));
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("content-type")).contains("text/html");
            assertThat(answer.header("connection")).contains("close");
            assertThat(answer.header("cache-control")).contains("no-cache, no-store");
            assertThat(answer.body())
                    .contains("HTTP 500 Internal Error", "<h1> Additional information </h1>")
                    .doesNotContain("root:")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesNestingThatHasNoEnd() throws IOException {
        String open = "<value><array><data>";
        assertThat(ask(post("/", "<methodCall><methodName>m</methodName><params><param>" + open.repeat(14_000)))
                        .status())
                .isEqualTo(500);
        assertThat(ask(post("/jsonrpc", "[".repeat(300_000))).status()).isEqualTo(500);
    }

    @Test
    void refusesTooLargeABodyAfterHearingItOut() throws IOException {
        RawClient.Answer answer = ask(post("/", xmlCall("echo", "x".repeat(400_000))));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("307200");
        assertThat(ask(post("/", xmlCall("echo", "x".repeat(300_000)))).status())
                .isEqualTo(200);
    }

    @Test
    void endsABodyThatHasNoEnd() throws IOException {
        try (var client = door.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1125899906842624\r\n\r\n");
            byte[] block = new byte[1 << 16];
            boolean refused = false;
            for (int i = 0; i < 10_000 && !refused; i++) {
                try {
                    client.send(block);
                } catch (IOException e) {
                    refused = true;
                }
            }
            assertThat(refused).isTrue();
        }
    }

    @Test
    void refusesChunksThatHaveNoEnd() throws IOException {
        try (var client = door.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
            boolean refused = false;
            for (int i = 0; i < 10_000 && !refused; i++) {
                try {
                    client.send(chunk);
                } catch (IOException e) {
                    refused = true;
                }
            }
            assertThat(refused).isTrue();
        }
    }

    @Test
    void doesNotUnpackCompressedBodies() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                gzip.write(zeros);
            }
        }
        try (var client = door.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size()
                    + "\r\n\r\n");
            client.send(packed.toByteArray());
            assertThat(client.read().status()).isEqualTo(500);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void refusesARequestWithoutLength() throws IOException {
        assertThat(ask("POST / HTTP/1.1\r\nHost: h\r\n\r\n").status()).isEqualTo(500);
        assertThat(ask("POST / HTTP/1.0\r\n\r\n").status()).isEqualTo(500);
    }

    @Test
    void endsABodyThatDrips() throws IOException {
        try (var client = door.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
            drip(client, "<");
            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void endsAHeaderThatDrips() throws IOException {
        try (var client = door.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\n");
            drip(client, "X-A: b\r\n");
            RawClient.Answer answer = client.read();
            assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 408 Request Timeout");
            assertThat(answer.body()).contains("Request Timeout");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void endsAHeaderThatDripsBehindAGoodCall() throws IOException {
        try (var client = door.connect()) {
            assertThat(client.ask(post("/", xmlCall("echo", "x"))).status()).isEqualTo(200);
            client.send("POST / HTTP/1.1\r\n");
            drip(client, "X-A: b\r\n");
            assertThat(client.read().status()).isEqualTo(408);
        }
    }

    @Test
    void endsAConnectionOnWhichNothingComes() throws IOException {
        try (var client = door.connect()) {
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void endsATlsHandshakeThatNeverCompletes() throws IOException {
        try (var client = new RawClient(door.door.httpsPort())) {
            client.send(new byte[] {0x16, 0x03, 0x01});
            assertThat(client.drainsToAnEnd()).isTrue();
        }
    }

    @Test
    void endsAConnectionThatRests() throws IOException {
        try (var client = door.connect()) {
            assertThat(client.ask(post("/", xmlCall("echo", "x"))).status()).isEqualTo(200);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void endsAnAnswerThatNobodyReads() throws IOException {
        try (var client = door.connect()) {
            client.send(post("/", xmlCall("large", "1000000")));
            await(() -> door.door.connections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /" + "x" + " HTTP/9.9\r\n\r\n",
                "nonsense\r\n\r\n",
                "POST / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nbad header\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n"
            })
    void refusesRequestsThatAreNone(String request) throws IOException {
        try (var client = door.connect()) {
            client.send(request);
            RawClient.Answer answer = client.read();
            assertThat(answer.status()).isBetween(400, 599);
            assertThat(answer.header("content-type")).contains("text/html");
            assertThat(answer.body()).doesNotContain("\tat ").doesNotContain("jetty");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void refusesHeadersThatAreTooLarge() throws IOException {
        RawClient.Answer answer = ask("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.body()).contains("Request Header Fields Too Large");
    }

    @Test
    void survivesResetsAtEveryPoint() throws IOException {
        String request = post("/", xmlCall("large", "2000"));
        for (int cut = 0; cut <= request.length(); cut += 7) {
            var client = door.connect();
            client.send(request.substring(0, cut));
            client.reset();
        }
        for (int i = 0; i < 20; i++) {
            var client = door.connect();
            client.send(request);
            client.readText(1 + i * 997);
            client.reset();
        }
    }

    @Test
    void survivesNoise() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        byte[] good = post("/", xmlCall("echo", "noise")).getBytes(UTF_8);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = good.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (var client = door.connect()) {
                client.send(bytes);
                client.socket.shutdownOutput();
                client.isEnded();
            } catch (IOException e) {
                assertThat(e).as("seed %d round %d", seed, i).hasMessageContaining("onnection");
            }
        }
    }

    @Test
    void letsNoMoreClientsInThanItBearsAndServesThemLater() throws IOException {
        var clients = new ArrayList<RawClient>();
        try (var small = new Door(directory.resolve("small"), Door.FEW_CLIENTS)) {
            int most = Door.FEW_CLIENTS.tcpConnections();
            for (int i = 0; i < most; i++) {
                clients.add(small.connect());
            }
            await(() -> small.door.connections() == most);
            RawClient oneTooMany = small.connect();
            clients.add(oneTooMany);
            oneTooMany.send(post("/", xmlCall("echo", "late")));
            assertThat(small.door.connections()).isEqualTo(most);

            clients.get(0).close();
            assertThat(oneTooMany.read().body()).isEqualTo(xmlAnswer("late"));
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void needsFewThreadsHoweverManyClientsWait() throws IOException, InterruptedException {
        var clients = new ArrayList<RawClient>();
        for (int i = 0; i < 50; i++) {
            var client = door.connect();
            client.send(post("/", xmlCall("wait", "")));
            clients.add(client);
            assertThat(later()).isNotDone();
        }
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("http-")))
                .hasSizeLessThan(20);
        for (RawClient client : clients) {
            client.close();
        }
    }
}
