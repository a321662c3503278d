package io.xapid.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.server.wire.RawClient;
import java.io.File;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients and guests that behave badly leave nothing behind: no connection, no socket, no thread, no place taken. */
class ConsoleUnderAttackTest {
    private static final int MANY = 200;
    private static final String CHUNKS = String.join("\r\n", "5", "12345", "0", "", "");

    @TempDir
    Path directory;

    private ConsoleScene scene;
    private String session;
    private long socketsBefore;

    @BeforeEach
    void open() throws Exception {
        scene = new ConsoleScene(directory);
        session = scene.api.root();
        try (RawClient warm = scene.watching(session);
                var watcher = scene.guest.accept()) {
            watcher.says("x");
            warm.readText(1);
        }
        scene.untilNobodyWatches();
        ConsoleScene.until("the door is at rest", () -> scene.door.door.connections() == 0);
        socketsBefore = openSockets();
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
    }

    @Test
    void clientsThatVanishAtAnyMoment() throws Exception {
        var random = new Random(7);
        String request = ConsoleScene.connect(scene.vm, session) + "RFB 003.008\n";
        for (int i = 0; i < MANY; i++) {
            RawClient client = i % 4 == 0 ? scene.door.connectSecurely() : scene.door.connect();
            client.send(request.substring(0, random.nextInt(request.length() + 1)));
            if (i % 3 == 0) {
                client.close();
            } else {
                client.reset();
            }
        }
        assertThatAllIsWell();
    }

    @Test
    void webSocketsThatVanishAtAnyMoment() throws Exception {
        var random = new Random(8);
        String request = "GET /console?ref=" + scene.vm + "&session_id=" + session + " HTTP/1.1\r\nHost: h\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        for (int i = 0; i < MANY; i++) {
            try (RawClient client = scene.door.connect()) {
                client.send(i % 2 == 0 ? request : request.substring(0, random.nextInt(request.length())));
                client.send(Frames.of(random.nextInt(256), new byte[random.nextInt(200)]));
                client.reset();
            }
        }
        assertThatAllIsWell();
    }

    @Test
    void requestsThatPromiseABody() throws Exception {
        String upgrade = String.join(
                "\r\n",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "");
        for (String method : List.of("CONNECT", "GET")) {
            for (String body : List.of("Content-Length: 10", "Transfer-Encoding: chunked")) {
                for (String sent : List.of("", "12345", "0123456789 and more", CHUNKS)) {
                    try (RawClient client = scene.door.connect()) {
                        client.send(method + " /console?ref=" + scene.vm + "&session_id=" + session
                                + " HTTP/1.1\r\nHost: h\r\n" + body + "\r\n" + upgrade + "\r\n" + sent);
                        assertThat(client.readHead().get(0)).startsWith("HTTP/1.1 400 ");
                    }
                }
            }
        }
        assertThatAllIsWell();
    }

    @Test
    void guestsThatDieInTheMidst() throws Exception {
        for (int i = 0; i < MANY; i++) {
            try (RawClient client = scene.watching(session)) {
                var watcher = scene.guest.accept();
                watcher.says("some of a pict");
                if (i % 2 == 0) {
                    client.send("unread by the guest, so that its end comes as a reset");
                }
                watcher.close();
                assertThat(client.drainsToAnEnd()).isTrue();
            }
        }
        assertThatAllIsWell();
    }

    @Test
    void nonsenseFromBothSides() throws Exception {
        for (int seed = 0; seed < MANY; seed++) {
            byte[] bytes = new byte[2_000];
            new Random(seed).nextBytes(bytes);
            try (RawClient client = scene.watching(session);
                    var watcher = scene.guest.accept()) {
                client.send(bytes);
                watcher.says(bytes);
                assertThat(watcher.hears(bytes.length)).hasSize(bytes.length);
                assertThat(client.readBytes(bytes.length)).isEqualTo(bytes);
            }
        }
        assertThatAllIsWell();
    }

    @Test
    void moreClientsThanThereIsRoomForWhoHoldNoThreads() throws Exception {
        int threadsBefore = Thread.activeCount();
        var clients = new ArrayList<RawClient>();
        var watchers = new ArrayList<PlayedGuest.Watcher>();
        int refused = 0;
        try {
            for (int i = 0; i < 80; i++) {
                RawClient client = scene.door.connect();
                clients.add(client);
                client.send(ConsoleScene.connect(scene.vm, session));
                if (client.readHead().get(0).equals("HTTP/1.1 200 OK")) {
                    watchers.add(scene.guest.accept());
                } else {
                    refused++;
                }
            }
            assertThat(watchers).hasSize(50);
            assertThat(refused).isEqualTo(30);
            assertThat(Thread.activeCount()).isLessThan(threadsBefore + 40);
            try (RawClient other = scene.door.connect()) {
                other.send(ConsoleScene.connect(scene.serial, session));
                assertThat(other.readHead()).as("another console").contains("HTTP/1.1 200 OK");
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
            for (PlayedGuest.Watcher watcher : watchers) {
                watcher.close();
            }
        }
        scene.line.accept().close();
        assertThatAllIsWell();
    }

    @Test
    void clientsThatTakeNothingHoldUpNobodyElse() throws Exception {
        List<RawClient> stuck = new ArrayList<>();
        List<PlayedGuest.Watcher> talking = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                stuck.add(scene.watching(session));
                var watcher = scene.guest.accept();
                talking.add(watcher);
                watcher.channel.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 20);
                watcher.channel.configureBlocking(false);
                for (int round = 0; round < 50; round++) {
                    watcher.channel.write(ByteBuffer.allocate(256 * 1024));
                }
            }
            try (RawClient client = scene.watching(session);
                    var watcher = scene.guest.accept()) {
                watcher.says("prompt");
                assertThat(client.readText(6)).isEqualTo("prompt");
            }
        } finally {
            for (RawClient client : stuck) {
                client.close();
            }
            for (PlayedGuest.Watcher watcher : talking) {
                watcher.close();
            }
        }
        assertThatAllIsWell();
    }

    private void assertThatAllIsWell() throws Exception {
        var leftInTheQueue = new Thread(() -> {
            try {
                while (true) {
                    scene.guest.accept().close();
                }
            } catch (IOException closed) {
                // the scene is over
            }
        });
        leftInTheQueue.start(); // connections that nobody waits for any more
        scene.untilNobodyWatches();
        ConsoleScene.until("no connection is left", () -> scene.door.door.connections() == 0);
        ConsoleScene.until("no socket is left open", () -> openSockets() <= socketsBefore);
        assertThat(scene.door.complaints()).isEmpty();
        try (RawClient client = scene.watching(session)) {
            assertThat(client.drainsToAnEnd()).isTrue(); // let in, and hung up on by the thread above
        }
        scene.guest.close();
        leftInTheQueue.join(10_000);
        assertThat(leftInTheQueue.isAlive()).isFalse();
    }

    /** Other files do not count, since Java opens some in its own time. */
    private static long openSockets() {
        return Arrays.stream(Objects.requireNonNull(new File("/proc/self/fd").listFiles()))
                .filter(ConsoleUnderAttackTest::isSocket)
                .count();
    }

    private static boolean isSocket(File descriptor) {
        try {
            return Files.readSymbolicLink(descriptor.toPath()).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }
}
