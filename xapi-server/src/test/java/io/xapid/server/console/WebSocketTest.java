package io.xapid.server.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Role;
import io.xapid.model.pool.Pool;
import io.xapid.server.api.ApiKit;
import io.xapid.server.console.Frames.Frame;
import io.xapid.server.wire.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consoles as browsers reach them. */
class WebSocketTest {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String VERSION = "Sec-WebSocket-Version: 13";

    @TempDir
    Path directory;

    private ConsoleScene scene;
    private String session;

    @BeforeEach
    void open() throws IOException {
        scene = new ConsoleScene(directory);
        session = scene.api.root();
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
    }

    @Test
    void saysYesAsTheStandardWants() throws IOException {
        try (RawClient client = scene.door.connect()) {
            client.send(request("Sec-WebSocket-Protocol: chat, binary"));
            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 101 Switching Protocols")
                    .contains(
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                            "Sec-WebSocket-Protocol: binary");
        }
    }

    @Test
    void namesNoProtocolToAClientThatNamedNone() throws IOException {
        try (RawClient client = scene.door.connect()) {
            client.send(request());
            assertThat(client.readHead()).noneMatch(line -> line.startsWith("Sec-WebSocket-Protocol"));
        }
    }

    @Test
    void carriesTheSameBytesAsATunnel() throws IOException {
        try (RawClient client = upgraded();
                var watcher = scene.guest.accept()) {
            watcher.says(PlayedGuest.BANNER);
            assertThat(Frames.read(client)).satisfies(frame -> {
                assertThat(frame.first()).isEqualTo(0x82);
                assertThat(frame.payload()).isEqualTo(PlayedGuest.BANNER);
            });
            client.send(Frames.binary("one ".getBytes(UTF_8)));
            client.send(Frames.of(0x02, "two ".getBytes(UTF_8)));
            client.send(Frames.of(0x80, "three".getBytes(UTF_8)));
            assertThat(watcher.hears(13)).isEqualTo("one two three");
        }
    }

    @Test
    void worksThroughTls() throws IOException {
        try (RawClient client = scene.door.connectSecurely()) {
            client.send(request());
            assertThat(client.readHead()).startsWith("HTTP/1.1 101 Switching Protocols");
            try (var watcher = scene.guest.accept()) {
                client.send(Frames.binary("secret".getBytes(UTF_8)));
                assertThat(watcher.hears(6)).isEqualTo("secret");
                watcher.says("answer");
                assertThat(Frames.read(client).payload()).isEqualTo("answer");
            }
        }
    }

    @Test
    void losesNoFrameThatCameBehindTheRequest() throws IOException {
        byte[] data = new byte[100_000];
        new Random(1).nextBytes(data);
        var all = new ByteArrayOutputStream();
        all.writeBytes(request().getBytes(UTF_8));
        all.writeBytes(Frames.binary(data));
        try (RawClient client = scene.door.connect()) {
            client.send(all.toByteArray());
            client.readHead();
            try (var watcher = scene.guest.accept()) {
                assertThat(watcher.hears(data.length)).isEqualTo(new String(data, ISO_8859_1));
            }
        }
    }

    @Test
    void carriesMuchInBothDirections() throws Exception {
        byte[] data = new byte[5_000_000];
        new Random(2).nextBytes(data);
        try (RawClient client = upgraded();
                var watcher = scene.guest.accept()) {
            var talking = new Thread(() -> {
                try {
                    watcher.says(data);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            talking.start();
            var read = new ByteArrayOutputStream();
            while (read.size() < data.length) {
                read.writeBytes(Frames.read(client).bytes());
            }
            assertThat(read.toByteArray()).isEqualTo(data);
            talking.join();

            var sending = new Thread(() -> {
                try {
                    client.send(Frames.binary(data));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            sending.start();
            assertThat(watcher.hears(data.length)).isEqualTo(new String(data, ISO_8859_1));
            sending.join();
        }
    }

    @Test
    void answersPingsAlsoBetweenParts() throws IOException {
        try (RawClient client = upgraded();
                var watcher = scene.guest.accept()) {
            client.send(Frames.of(0x02, "a".getBytes(UTF_8)));
            client.send(Frames.of(0x89, "still there?".getBytes(UTF_8)));
            Frame pong = Frames.read(client);
            assertThat(pong.first()).isEqualTo(0x8A);
            assertThat(pong.payload()).isEqualTo("still there?");
            client.send(Frames.of(0x80, "b".getBytes(UTF_8)));
            assertThat(watcher.hears(2)).isEqualTo("ab");
        }
    }

    @Test
    void doesNotPileUpAnswersToPings() throws Exception {
        try (RawClient client = upgraded();
                var watcher = scene.guest.accept()) {
            byte[] ping = Frames.of(0x89, new byte[125]);
            for (int i = 0; i < 50_000; i++) { // with their answers more than any buffer between holds
                client.send(ping);
            }
            client.send(Frames.binary("x".getBytes(UTF_8)));
            assertThat(watcher.hears(1)).isEqualTo("x");
        }
        scene.untilNobodyWatches();
    }

    @Test
    void endsWhenTheClientSaysSo() throws Exception {
        try (RawClient client = upgraded();
                var watcher = scene.guest.accept()) {
            client.send(Frames.of(0x88, new byte[] {3, (byte) 0xE8, 'b', 'y', 'e'}));
            Frame close = Frames.read(client);
            assertThat(close.first()).isEqualTo(0x88);
            assertThat(close.closeCode()).isEqualTo(1000);
            assertThat(client.isEnded()).isTrue();
            client.close();
            assertThat(watcher.hearsTheEnd()).isTrue();
        }
        scene.untilNobodyWatches();
    }

    @Test
    void tellsTheClientThatTheGuestIsGone() throws Exception {
        try (RawClient client = upgraded()) {
            scene.guest.accept().says("last").close();
            assertThat(Frames.read(client).payload()).isEqualTo("last");
            Frame close = Frames.read(client);
            assertThat(close.first()).isEqualTo(0x88);
            assertThat(close.closeCode()).isEqualTo(1001);
            client.send(Frames.of(0x88, close.bytes()));
            assertThat(client.isEnded()).isTrue();
        }
        scene.untilNobodyWatches();
    }

    @Test
    void tellsAClientThatBreaksTheRulesWhichAndEnds() throws Exception {
        assertThat(closeCodeAfter(new byte[] {(byte) 0x82, 1, 'x'})).isEqualTo(1002);
        assertThat(closeCodeAfter(Frames.of(0x81, "text".getBytes(UTF_8)))).isEqualTo(1003);
        assertThat(closeCodeAfter(Frames.of(0xF2, new byte[1]))).isEqualTo(1002);
        assertThat(closeCodeAfter(new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4}))
                .isEqualTo(1009);
        scene.untilNobodyWatches();
    }

    @Test
    void endsAlsoWhenAClientThatBrokeTheRulesStays() throws Exception {
        try (RawClient client = upgraded();
                var watcher = scene.guest.accept()) {
            client.send(new byte[] {(byte) 0x82, 1, 'x'});
            assertThat(Frames.read(client).closeCode()).isEqualTo(1002);
            assertThat(watcher.hearsTheEnd()).isTrue(); // within seconds, though the client does nothing
            scene.untilNobodyWatches();
        }
    }

    @Test
    void bearsAnything() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            byte[] bytes = new byte[3_000];
            new Random(seed).nextBytes(bytes);
            try (RawClient client = upgraded();
                    var watcher = scene.guest.accept()) {
                client.send(bytes);
                client.socket.shutdownOutput();
                assertThat(watcher.channel).isNotNull();
            }
        }
        scene.untilNobodyWatches();
        assertThat(scene.door.complaints()).isEmpty();
        upgraded().close();
    }

    @Test
    void refusesWhatIsNoWebSocketOrAnother() throws IOException {
        String bare = "GET /console?ref=" + scene.vm + "&session_id=" + session + " HTTP/1.1\r\nHost: h\r\n";
        String upgrade = bare + "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n";
        assertThat(status(bare + "\r\n")).isEqualTo(501);
        assertThat(status(upgrade + VERSION + "\r\n\r\n")).as("no key").isEqualTo(501);
        assertThat(status(upgrade + KEY + "\r\n\r\n")).as("no version").isEqualTo(501);
        assertThat(status(upgrade + KEY + "\r\nSec-WebSocket-Version: 8\r\n\r\n"))
                .isEqualTo(426);
        assertThat(status(upgrade + VERSION + "\r\nSec-WebSocket-Key: c2hvcnQ=\r\n\r\n"))
                .isEqualTo(501);
        assertThat(status(request("Sec-WebSocket-Protocol: base64"))).isEqualTo(501);
    }

    @Test
    void isNotForConsolesThatAreLimitedToOne() throws IOException {
        scene.api.set(Pool.CLASS, ApiKit.POOL, Pool.LIMIT_CONSOLE_SESSIONS, true);
        assertThat(status(request())).isEqualTo(503);
    }

    @Test
    void needsTheSameProofAndRoleAsATunnel() throws IOException {
        session = "OpaqueRef:none";
        assertThat(status(request())).isEqualTo(401);
        session = scene.api.user("looks", Role.READ_ONLY);
        assertThat(status(request())).isEqualTo(403);
        session = scene.api.user("works", Role.VM_OPERATOR);
        assertThat(status(request())).isEqualTo(101);
    }

    @Test
    void trustsNoProofThatABrowserSendsForAPageOfAnotherSite() throws IOException {
        String cookie = "Cookie: session_id=" + session;
        String password = "Authorization: Basic "
                + Base64.getEncoder().encodeToString(("root:" + ConsoleScene.PASSWORD).getBytes(UTF_8));
        assertThat(status(request("Origin: https://elsewhere.example"))).isEqualTo(101);
        session = "";
        for (String proof : List.of(cookie, password)) {
            assertThat(status(withoutSession(proof, "Origin: https://elsewhere.example")))
                    .isEqualTo(403);
            assertThat(status(withoutSession(proof, "Origin: https://h"))).isEqualTo(101);
            assertThat(status(withoutSession(proof))).isEqualTo(101);
        }
    }

    private int closeCodeAfter(byte[] bytes) throws IOException {
        try (RawClient client = upgraded();
                var watcher = scene.guest.accept()) {
            client.send(bytes);
            Frame close = Frames.read(client);
            assertThat(close.first()).isEqualTo(0x88);
            assertThat(client.isEnded()).isTrue();
            assertThat(watcher.channel.isOpen()).isTrue();
            return close.closeCode();
        }
    }

    private RawClient upgraded() throws IOException {
        RawClient client = scene.door.connect();
        client.send(request());
        assertThat(client.readHead()).startsWith("HTTP/1.1 101 Switching Protocols");
        return client;
    }

    private int status(String request) throws IOException {
        try (RawClient client = scene.door.connect()) {
            client.send(request);
            return Integer.parseInt(client.readHead().get(0).split(" ")[1]);
        }
    }

    private String request(String... headers) {
        return request("&session_id=" + session, headers);
    }

    private String withoutSession(String... headers) {
        return request("", headers);
    }

    private String request(String more, String[] headers) {
        return "GET /console?ref=" + scene.vm + more + " HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\n" + KEY + "\r\n" + VERSION + "\r\n"
                + String.join(
                        "", List.of(headers).stream().map(line -> line + "\r\n").toList()) + "\r\n";
    }
}
