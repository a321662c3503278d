package io.xapid.xe.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.xe.Line;
import io.xapid.xe.XeFailure;
import io.xapid.xe.net.HttpAnswer;
import io.xapid.xe.net.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a server sends, its client ends with a failure that says so, and holds no more than came.
 *
 * <p>{@code -Dxapid.fuzz.seed} repeats a run; {@code -Dxapid.fuzz.seconds} makes it last.
 */
class MessageReaderFuzzTest {
    private static final int FEWEST = 20_000;
    private static final long SECONDS = Long.getLong("xapid.fuzz.seconds", 0);

    private final long seed = Long.getLong("xapid.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();

    /** What a test tries with every input. */
    @FunctionalInterface
    private interface Attempt {
        void on(byte[] bytes) throws IOException, XeFailure;
    }

    /** Returns how many of the inputs were taken without complaint. */
    private int each(List<byte[]> valid, Attempt attempt) {
        System.out.println("MessageReaderFuzzTest: -Dxapid.fuzz.seed=" + seed);
        int taken = 0;
        for (int i = 0; i < FEWEST || System.nanoTime() - end < 0; i++) {
            byte[] bytes = spoilt(valid.get(random.nextInt(valid.size())));
            try {
                attempt.on(bytes);
                taken++;
            } catch (IOException | XeFailure expected) {
                assertThat(expected).hasMessageMatching(".+");
            }
        }
        return taken;
    }

    private byte[] spoilt(byte[] valid) {
        byte[] bytes = valid.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean()
                    ? (byte) random.nextInt()
                    : List.of((byte) 0, (byte) -1, (byte) 0x7f, (byte) 0x80, (byte) '\n')
                            .get(random.nextInt(5));
        }
        int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
        byte[] cut = new byte[length];
        System.arraycopy(bytes, 0, cut, 0, length);
        return cut;
    }

    @Test
    void ordersAreCarriedOutOrRefused() {
        List<byte[]> orders = List.of(
                Line.print("some text"),
                Line.command(1, "file"),
                Line.command(3),
                Line.exit(7),
                Line.command(12, "file", "/place"),
                Line.command(13, "file", "/place"),
                Line.command(14, "CODE", List.of("a", "b", "c")),
                Line.command(15, "debug"),
                Line.command(16, "error"),
                Line.command(17, "/console"));
        var nobody = new Nobody();
        int taken = each(orders, bytes -> new MessageReader(pieces(bytes)).next(nobody));
        assertThat(taken).isEqualTo(nobody.orders).isBetween(FEWEST / 10, Integer.MAX_VALUE);
    }

    @Test
    void greetingsAreOfThisProtocolOrRefused() {
        int taken = each(List.of(Line.greeting(0, 2)), bytes -> {
            Version version = new MessageReader(pieces(bytes)).greeting();
            assertThat(version.major()).isZero();
        });
        assertThat(taken).isGreaterThan(FEWEST / 10);
    }

    @Test
    void answersOfHttpAreReadOrRefused() {
        byte[] answer = "HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 12\r\n\r\n".getBytes(ISO_8859_1);
        int taken = each(List.of(answer), bytes -> {
            HttpAnswer read = HttpAnswer.read(pieces(bytes));
            assertThat(read.status()).isBetween(0, 999);
            assertThat(read.length()).isGreaterThanOrEqualTo(-1);
        });
        assertThat(taken).isGreaterThan(FEWEST / 10);
    }

    @Test
    void placesEndNoLineOfHttp() {
        List<byte[]> places = List.of(
                "https://host.example:8443/path?session_id=OpaqueRef:1&a=%20".getBytes(UTF_8),
                "https://[fe80::1]:443/path".getBytes(UTF_8),
                "/path?query".getBytes(UTF_8));
        int taken = each(places, bytes -> {
            Place place = Place.of(new String(bytes, UTF_8));
            assertThat(place.path()).startsWith("/").doesNotContain("\n", "\r", " ");
            assertThat(place.port()).isBetween(0, 65_535);
        });
        assertThat(taken).isGreaterThan(FEWEST / 10);
    }

    /** The bytes in pieces of any size, as a network has them. */
    private InputStream pieces(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(40)));
            }
        };
    }

    /** Does nothing that it is told. */
    private static final class Nobody implements ServerOrders<XeFailure> {
        int orders;

        @Override
        public void print(byte[] line) {
            orders++;
        }

        @Override
        public void printError(byte[] text) {
            orders++;
        }

        @Override
        public void debug(byte[] text) {
            orders++;
        }

        @Override
        public void error(String code, List<String> parameters) {
            orders++;
        }

        @Override
        public void exit(int code) {
            orders++;
        }

        @Override
        public void load(String file) {
            orders++;
        }

        @Override
        public void prompt() {
            orders++;
        }

        @Override
        public void get(String file, String place) {
            orders++;
        }

        @Override
        public void put(String file, String place) {
            orders++;
        }

        @Override
        public void connect(String place) {
            orders++;
        }
    }
}
