package io.xapid.server.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.pool.Pool;
import io.xapid.model.vm.Console;
import io.xapid.server.api.ApiKit;
import io.xapid.server.wire.RawClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes between a client that has CONNECTed and its console, and when it ends. */
class ConsoleTest {
    private static final byte[] HANDSHAKE = (PlayedGuest.BANNER + "\1\1").getBytes(ISO_8859_1);
    private static final byte[] PICTURE_PLEASE = {3, 1, 0, 0, 0, 0, 4, 0, 3, 0};
    private static final byte[] KEY = {4, 1, 0, 0, 0, 0, 0, 'a'};

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

    @ParameterizedTest
    @CsvSource({
        "ref,vm,1.0",
        "ref,console,1.0",
        "uuid,vm,1.0",
        "uuid,console,1.0",
        "ref,vm,1.1",
        "uuid,console,1.1",
    })
    void isReachedByAnyNameOfTheGuestOrTheConsole(String by, String what, String version) throws IOException {
        String name = by.equals("ref")
                ? (what.equals("vm") ? scene.vm : scene.screen).value()
                : what.equals("vm")
                        ? scene.vmUuid()
                        : scene.api.row(Console.CLASS, scene.screen).get(Console.UUID);
        String host = version.equals("1.1") ? "Host: h\r\n" : "";
        try (RawClient client = scene.door.connect()) {
            client.send("CONNECT /console?%s=%s&session_id=%s HTTP/%s\r\n%s\r\n"
                    .formatted(by, name, session, version, host));
            assertThat(client.readHead())
                    .containsExactly("HTTP/1.1 200 OK", "Cache-Control: no-cache, no-store", "Connection: keep-alive");
            try (var watcher = scene.guest.accept()) {
                watcher.says(PlayedGuest.BANNER);
                assertThat(client.readText(12)).isEqualTo(PlayedGuest.BANNER);
                client.send("typed");
                assertThat(watcher.hears(5)).isEqualTo("typed");
            }
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void isReachedThroughTls() throws IOException, InterruptedException {
        try (RawClient client = scene.door.connectSecurely()) {
            client.send(ConsoleScene.connect(scene.screen, session) + "early");
            assertThat(client.readHead()).contains("HTTP/1.1 200 OK");
            try (var watcher = scene.guest.accept()) {
                assertThat(watcher.hears(5)).isEqualTo("early");
                watcher.says(PlayedGuest.BANNER);
                assertThat(client.readText(12)).isEqualTo(PlayedGuest.BANNER);
            }
            assertThat(client.isEnded()).isTrue();
        }
        scene.untilNobodyWatches();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1"})
    void losesNothingOfWhatCameBehindTheRequest(String version) throws Exception {
        String early = "0123456789abcdef".repeat(20_000);
        try (RawClient client = scene.door.connect()) {
            client.send("CONNECT /console?ref=%s&session_id=%s HTTP/%s\r\nHost: h\r\n\r\n%s"
                    .formatted(scene.vm, session, version, early));
            client.readHead();
            try (var watcher = scene.guest.accept()) {
                assertThat(watcher.hears(early.length())).isEqualTo(early);
                client.send("late");
                assertThat(watcher.hears(4)).isEqualTo("late");
            }
        }
    }

    @Test
    void takesALengthOfNothingForWhatItIs() throws IOException { // the thin CLI says it
        try (RawClient client = scene.door.connect()) {
            client.send("CONNECT /console?ref=" + scene.vm + "&session_id=" + session
                    + " HTTP/1.0\r\ncontent-length: 0\r\n\r\nearly");
            assertThat(client.readHead()).contains("HTTP/1.1 200 OK");
            try (var watcher = scene.guest.accept()) {
                assertThat(watcher.hears(5)).isEqualTo("early");
            }
        }
    }

    @Test
    void leadsToTheSerialLineWhichBearsOneClient() throws IOException, InterruptedException {
        String request = ConsoleScene.connect(scene.serial, session);
        try (RawClient first = scene.door.connect()) {
            first.send(request);
            first.readHead();
            var line = scene.line.accept();
            line.says("login: ");
            assertThat(first.readText(7)).isEqualTo("login: ");
            try (RawClient second = scene.door.connect()) {
                assertThat(second.ask(request).status()).isEqualTo(503);
            }
            line.close();
        }
        scene.untilNobodyWatches();
        try (RawClient third = scene.door.connect()) {
            third.send(request);
            assertThat(third.readHead()).contains("HTTP/1.1 200 OK");
        }
    }

    @Test
    void showsTheScreenToSeveralAtOnce() throws IOException {
        try (RawClient one = scene.watching(session);
                RawClient two = scene.watching(session);
                var first = scene.guest.accept();
                var second = scene.guest.accept()) {
            first.says("to one");
            second.says("to two");
            assertThat(List.of(one.readText(6), two.readText(6))).containsExactlyInAnyOrder("to one", "to two");
            assertThat(scene.room.viewers()).isEqualTo(2);
        }
    }

    @Test
    void isForOneAtATimeWhereThePoolWantsThat() throws IOException, InterruptedException {
        scene.api.set(Pool.CLASS, ApiKit.POOL, Pool.LIMIT_CONSOLE_SESSIONS, true);
        try (RawClient ignored = scene.watching(session);
                RawClient second = scene.door.connect()) {
            RawClient.Answer answer = second.ask(ConsoleScene.connect(scene.screen, session));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("Connection Limit Exceeded");
        }
        scene.guest.accept().close();
        scene.untilNobodyWatches();
        scene.watching(session).close();
    }

    @Test
    void makesTheGuestWaitForAClientThatDoesNotRead() throws IOException {
        try (RawClient client = scene.watching(session);
                var watcher = scene.guest.accept()) {
            watcher.channel.configureBlocking(false);
            byte[] block = new byte[64 * 1024];
            long sent = 0;
            long silentSince = System.nanoTime();
            while (System.nanoTime() - silentSince < TimeUnit.MILLISECONDS.toNanos(500)) {
                int taken = watcher.channel.write(ByteBuffer.wrap(block));
                sent += taken;
                silentSince = taken > 0 ? System.nanoTime() : silentSince;
                assertThat(sent).as("bytes that somebody must be keeping").isLessThan(100_000_000);
            }
            assertThat(client.readBytes((int) sent)).hasSize((int) sent);
        }
    }

    @Test
    void passesAnEndOnAndTheRestTheOtherWay() throws IOException, InterruptedException {
        try (RawClient client = scene.watching(session);
                var watcher = scene.guest.accept()) {
            client.send("last words");
            client.socket.shutdownOutput();
            assertThat(watcher.hears(10)).isEqualTo("last words");
            assertThat(watcher.hearsTheEnd()).isTrue();
            watcher.says("an answer");
            assertThat(client.readText(9)).isEqualTo("an answer");
            watcher.close();
            assertThat(client.isEnded()).isTrue();
        }
        scene.untilNobodyWatches();
    }

    @Test
    void endsWhenNobodyWasAtWorkForAsLongAsThePoolAllows() throws Exception {
        scene.api.set(Pool.CLASS, ApiKit.POOL, Pool.VM_CONSOLE_IDLE_TIMEOUT, 60L);
        try (RawClient client = scene.watching(session);
                var watcher = scene.guest.accept()) {
            sendAndSeeArrive(client, watcher, HANDSHAKE);
            pass(50);
            sendAndSeeArrive(client, watcher, KEY); // a person: the time begins anew
            pass(50);
            sendAndSeeArrive(client, watcher, PICTURE_PLEASE); // a program
            scene.room.look();
            sendAndSeeArrive(client, watcher, PICTURE_PLEASE);
            pass(10);
            scene.room.look();
            assertThat(client.isEnded()).isTrue();
            assertThat(watcher.hearsTheEnd()).isTrue();
        }
        scene.untilNobodyWatches();
    }

    @Test
    void staysForEverWhereThePoolSetsNoLimit() throws Exception {
        try (RawClient client = scene.watching(session);
                var watcher = scene.guest.accept()) {
            pass(1_000_000);
            scene.room.look();
            sendAndSeeArrive(client, watcher, HANDSHAKE);
        }
    }

    @Test
    void endsWithItsSessionAndKeepsItFromExpiring() throws Exception {
        try (RawClient client = scene.watching(session);
                var watcher = scene.guest.accept()) {
            scene.api.clock.advance(Duration.ofHours(20));
            scene.room.look();
            scene.api.clock.advance(Duration.ofHours(20));
            ApiKit.get(scene.api.sessionCollector.collect());
            scene.room.look();
            sendAndSeeArrive(client, watcher, HANDSHAKE);

            scene.api.value("session.logout", session);
            scene.room.look();
            assertThat(client.isEnded()).isTrue();
            assertThat(watcher.hearsTheEnd()).isTrue();
        }
        scene.untilNobodyWatches();
    }

    @Test
    void endsWithTheDaemon() throws IOException, InterruptedException {
        try (RawClient client = scene.watching(session);
                var watcher = scene.guest.accept()) {
            scene.room.close();
            assertThat(client.isEnded()).isTrue();
            assertThat(watcher.hearsTheEnd()).isTrue();
            try (RawClient late = scene.door.connect()) {
                assertThat(late.ask(ConsoleScene.connect(scene.vm, session)).status())
                        .isEqualTo(503);
            }
        }
        scene.untilNobodyWatches();
    }

    private void pass(long seconds) {
        scene.nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static void sendAndSeeArrive(RawClient client, PlayedGuest.Watcher watcher, byte[] bytes)
            throws IOException {
        client.send(bytes);
        assertThat(watcher.hears(bytes.length)).isEqualTo(new String(bytes, ISO_8859_1));
    }
}
