package io.xapid.server.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Role;
import io.xapid.server.wire.RawClient;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of a screen that the test plays. */
class SnapshotTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final int ORANGE = 0xFF8020;

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
    void isAJpegOfTheWholeScreen() throws IOException {
        try (RawClient client = asking();
                var screen = scene.guest.accept()) {
            letIn(screen, WIDTH, HEIGHT);
            screen.says(new byte[] {2}); // a bell first
            screen.says(new byte[] {3, 0, 0, 0, 0, 0, 0, 3, 'c', 'u', 't'});
            screen.says(new byte[] {0, 0, 0, 2});
            screen.says(part(0, 0, WIDTH, 10)).says(part(0, 10, WIDTH, HEIGHT - 10));

            List<String> head = client.readHead();
            assertThat(head)
                    .contains(
                            "HTTP/1.1 200 OK",
                            "Content-Type: image/jpeg",
                            "Content-Disposition: attachment; filename=\"snapshot-" + scene.vmUuid() + ".jpg\"");
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(client.readBytes(lengthIn(head))));
            assertThat(picture.getWidth()).isEqualTo(WIDTH);
            assertThat(picture.getHeight()).isEqualTo(HEIGHT);
            for (int[] point : new int[][] {{0, 0}, {WIDTH - 1, HEIGHT - 1}, {30, 9}, {30, 10}}) {
                int colour = picture.getRGB(point[0], point[1]);
                assertThat(colour >> 16 & 0xFF).isCloseTo(ORANGE >> 16, within(6));
                assertThat(colour >> 8 & 0xFF).isCloseTo(ORANGE >> 8 & 0xFF, within(6));
                assertThat(colour & 0xFF).isCloseTo(ORANGE & 0xFF, within(6));
            }
            assertThat(screen.hearsTheEnd()).isTrue();
        }
    }

    @Test
    void isNotGivenWhenTheScreenMisbehaves() throws IOException {
        byte[] elsewhere = part(WIDTH - 1, 0, 2, 1);
        byte[] compressed = part(0, 0, 1, 1);
        compressed[11] = 7;
        for (byte[] answer : List.of(new byte[] {9}, update(elsewhere), update(compressed), new byte[] {0, 0, 0, 1})) {
            try (RawClient client = asking();
                    var screen = scene.guest.accept()) {
                letIn(screen, WIDTH, HEIGHT);
                screen.says(answer);
                screen.channel.shutdownOutput();
                assertThat(client.read().status()).isEqualTo(404);
            }
        }
        try (RawClient client = asking();
                var screen = scene.guest.accept()) {
            screen.says("SSH-2.0-no RFB at all");
            assertThat(client.read().status()).isEqualTo(404);
        }
        try (RawClient client = asking();
                var screen = scene.guest.accept()) {
            meet(screen, 0xFFFF, 0xFFFF);
            assertThat(client.read().status()).isEqualTo(404);
        }
        assertThat(scene.door.complaints()).isEmpty();
    }

    @Test
    void bearsAnything() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            byte[] bytes = new byte[200];
            new Random(seed).nextBytes(bytes);
            try (RawClient client = asking();
                    var screen = scene.guest.accept()) {
                letIn(screen, WIDTH, HEIGHT);
                screen.says(bytes);
                screen.channel.shutdownOutput();
                assertThat(client.read().status()).isEqualTo(404);
            }
        }
        assertThat(scene.door.complaints()).isEmpty();
    }

    @Test
    void isNotWaitedForWithoutEndAndFewAreTakenAtOnce() throws IOException {
        List<RawClient> waiting = new ArrayList<>();
        var screens = new ArrayList<PlayedGuest.Watcher>();
        try {
            for (int i = 0; i < ConsoleScene.WORKERS; i++) { // each takes one of the workers, and one of the places
                waiting.add(asking());
                screens.add(scene.guest.accept());
            }
            for (RawClient client : waiting) {
                assertThat(client.read().status()).isEqualTo(404);
            }
        } finally {
            for (RawClient client : waiting) {
                client.close();
            }
            for (PlayedGuest.Watcher screen : screens) {
                screen.close();
            }
        }
    }

    @Test
    void needsARunningGuestAScreenAndTheRole() throws IOException {
        assertThat(status("ref=" + scene.serial)).isEqualTo(404);
        assertThat(status("x=y")).isEqualTo(400);
        scene.guest.close();
        assertThat(status("ref=" + scene.vm)).isEqualTo(404);
        session = scene.api.user("looks", Role.READ_ONLY);
        assertThat(status("ref=" + scene.vm)).isEqualTo(403);
        session = "OpaqueRef:none";
        assertThat(status("ref=" + scene.vm)).isEqualTo(401);
    }

    private RawClient asking() throws IOException {
        RawClient client = scene.door.connect();
        client.send(request("ref=" + scene.vm));
        return client;
    }

    private int status(String query) throws IOException {
        try (RawClient client = scene.door.connect()) {
            return client.ask(request(query)).status();
        }
    }

    private String request(String query) {
        return "GET /vncsnapshot?" + query + "&session_id=" + session + " HTTP/1.1\r\nHost: h\r\n\r\n";
    }

    /** Plays the server's part up to the request for a picture. */
    private static void letIn(PlayedGuest.Watcher screen, int width, int height) throws IOException {
        meet(screen, width, height);
        screen.hears(20 + 8 + 10);
    }

    private static void meet(PlayedGuest.Watcher screen, int width, int height) throws IOException {
        screen.says(PlayedGuest.BANNER);
        assertThat(screen.hears(12)).isEqualTo(PlayedGuest.BANNER);
        screen.says(new byte[] {2, 2, 1});
        screen.hears(1);
        screen.says(new byte[4]);
        screen.hears(1);
        byte[] name = "a screen".getBytes(ISO_8859_1);
        screen.says(ByteBuffer.allocate(24 + name.length)
                .putShort((short) width)
                .putShort((short) height)
                .position(20)
                .putInt(name.length)
                .put(name)
                .array());
    }

    private static byte[] update(byte[] part) {
        return ByteBuffer.allocate(4 + part.length)
                .put(new byte[] {0, 0, 0, 1})
                .put(part)
                .array();
    }

    private static byte[] part(int left, int top, int width, int height) {
        ByteBuffer part = ByteBuffer.allocate(12 + 4 * width * height)
                .putShort((short) left)
                .putShort((short) top)
                .putShort((short) width)
                .putShort((short) height)
                .putInt(0);
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, ORANGE);
        part.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(pixels);
        return part.array();
    }

    private static int lengthIn(List<String> head) {
        return head.stream()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElseThrow();
    }

    private static Offset<Integer> within(int offset) {
        return Offset.offset(offset);
    }
}
