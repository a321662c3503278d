package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consoles of a real guest, where their location says. */
class ConsoleTest {
    private static final int ENTER = 0xFF0D;

    @TempDir
    Path scratch;

    private RealDaemon daemon;
    private ApiClient client;
    private Guest guest;

    @BeforeEach
    void start() throws Exception {
        daemon = RealDaemon.withGuests(scratch.resolve("state"));
        client = ApiClient.login(daemon);
        guest = Guest.made(client, "watched");
        guest.boot();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void showTheScreenOverHttpAndHttpsToSeveralAtOnceAndTakeKeys() throws Exception {
        URI location = location("rfb");
        assertThat(location.toString()).startsWith(daemon.httpsUrl() + "/console?uuid=");
        try (RfbClient safe = RfbClient.connect(location);
                RfbClient plain = RfbClient.connect(overHttp())) {
            RfbClient.Screen screen = safe.handshake();
            assertThat(screen.width()).isBetween(320, 4096);
            assertThat(screen.height()).isBetween(200, 4096);
            assertThat(screen.name()).contains("QEMU").contains("watched");
            assertThat(plain.handshake()).isEqualTo(screen);

            ApiClient.until("both see the same, and something", () -> {
                int[] picture = safe.picture();
                return Arrays.stream(picture).distinct().count() > 1 && Arrays.equals(picture, plain.picture());
            });
            HttpResponse<byte[]> photo = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(overHttp().toString().replace("/console?", "/vncsnapshot?")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(photo.statusCode()).isEqualTo(200);
            BufferedImage seen = ImageIO.read(new ByteArrayInputStream(photo.body()));
            assertThat(seen.getWidth()).isEqualTo(screen.width());
            assertThat(seen.getHeight()).isEqualTo(screen.height());

            int[] before = plain.picture();
            safe.type('x');
            safe.type(ENTER);
            ApiClient.until("what one types the other sees", () -> !Arrays.equals(before, plain.picture()));
        }
    }

    @Test
    void areTheSameAfterTheDaemonWasKilled() throws Exception {
        URI before = location("rfb");
        RfbClient cut = RfbClient.connect(before);
        cut.handshake();

        daemon.kill();
        cut.close();
        daemon.startAgain();
        client = client.at(daemon);

        URI after = location("rfb");
        assertThat(after.getQuery()).isEqualTo(before.getQuery());
        assertThat(after.toString()).startsWith(daemon.httpsUrl());
        try (RfbClient again = RfbClient.connect(after)) {
            assertThat(again.handshake().name()).contains("watched");
        }
    }

    @Test
    void endWhenQemuIsKilledAndWhenTheSessionEnds() throws Exception {
        try (RfbClient viewer = RfbClient.connect(location("rfb"))) {
            viewer.handshake();
            String session = client.raw("session.login_with_password", "root", daemon.password())
                    .asText();
            try (RfbClient other = RfbClient.connect(withSession("rfb", session))) {
                other.handshake();
                client.raw("session.logout", session);
                assertThat(other.isEnded()).isTrue();
            }
            viewer.picture();

            LeftGuests.end(daemon.stateDirectory());

            assertThat(viewer.isEnded()).isTrue();
        }
        ApiClient.until(
                "the consoles are gone",
                () -> client.call("console.get_all_records").isEmpty());
    }

    @Test
    void leaveNothingBehindInTheDaemonWhateverClientsAndQemuDo() throws Exception {
        try (RfbClient first = RfbClient.connect(location("rfb"))) {
            first.handshake();
        }
        long before = sockets();
        for (int i = 0; i < 100; i++) {
            try (Socket socket = RfbClient.socket(i % 2 == 0 ? location("rfb") : overHttp())) {
                String request = "CONNECT /console?" + overHttp().getRawQuery() + " HTTP/1.0\r\n\r\nRFB 003.008\n";
                socket.getOutputStream()
                        .write(request.substring(0, i * request.length() / 100).getBytes(StandardCharsets.ISO_8859_1));
                socket.setSoLinger(true, 0); // closing is a reset
            }
        }
        long qemu = LeftGuests.of(daemon.stateDirectory()).get(0);
        signal("STOP", qemu);
        try {
            for (int i = 0; i < 20; i++) { // more than a stopped QEMU lets wait
                RfbClient.connect(overHttp()).close();
            }
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("404");
        } finally {
            signal("CONT", qemu);
        }
        try (RfbClient again = RfbClient.connect(location("rfb"))) {
            assertThat(again.handshake().width()).isPositive();
        }
        ApiClient.until("no socket is left", () -> sockets() <= before);
    }

    /** How many sockets the daemon has open. */
    private long sockets() throws IOException {
        long count = 0;
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(Path.of("/proc", String.valueOf(daemon.pid()), "fd"))) {
            for (Path descriptor : descriptors) {
                count += isSocket(descriptor) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(Tool.run(List.of("kill", "-" + name, String.valueOf(pid)), Map.of())
                        .exitCode())
                .isZero();
    }

    @Test
    void leadToTheSerialLine() throws Exception {
        try (RfbClient line = RfbClient.connect(location("vt100"))) {
            line.send("echo to-\"the\"-guest\n");
            var heard = new StringBuilder();
            ApiClient.until("the shell echoes", () -> {
                heard.append(line.text(1));
                return heard.indexOf("\nto-the-guest") > 0;
            });
        }
    }

    @Test
    void speakThroughAWebSocket() throws Exception {
        URI url = URI.create(overHttp().toString().replaceFirst("^http", "ws"));
        var heard = new CompletableFuture<String>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("binary")
                .buildAsync(url, new FirstMessage(heard))
                .get(30, TimeUnit.SECONDS);
        try {
            assertThat(socket.getSubprotocol()).isEqualTo("binary");
            assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo("RFB 003.008\n");
        } finally {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "seen").get(30, TimeUnit.SECONDS);
        }
    }

    private static final class FirstMessage implements WebSocket.Listener {
        private final CompletableFuture<String> heard;

        FirstMessage(CompletableFuture<String> heard) {
            this.heard = heard;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            heard.complete(StandardCharsets.ISO_8859_1.decode(data).toString());
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable problem) {
            heard.completeExceptionally(problem);
        }
    }

    private URI location(String protocol) throws Exception {
        return withSession(protocol, client.session());
    }

    /** Where the guest's console of that protocol is, with a session as clients append it. */
    private URI withSession(String protocol, String session) throws Exception {
        for (JsonNode console : client.call("console.get_all_records")) {
            if (console.get("protocol").asText().equals(protocol)) {
                return URI.create(console.get("location").asText() + "&session_id=" + session);
            }
        }
        throw new IOException("no console speaks " + protocol);
    }

    private URI overHttp() throws Exception {
        URI location = location("rfb");
        return URI.create(daemon.url() + location.getRawPath() + "?" + location.getRawQuery());
    }
}
