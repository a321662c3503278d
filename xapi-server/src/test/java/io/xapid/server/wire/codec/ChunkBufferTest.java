package io.xapid.server.wire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkBufferTest {
    private static final byte[] @Nullable [] NO_ESCAPES = new byte[128] @Nullable [];

    @Test
    void encodesTextAsTheJdkDoes() {
        var out = new ChunkBuffer(8);
        String text = "plain, \u00e4, \u20ac, \ud83d\ude00 and the end";
        out.text(text, NO_ESCAPES);
        assertThat(new String(out.takeBytes(), UTF_8)).isEqualTo(text);
    }

    @Test
    void putsTheReplacementCharacterForHalfACharacter() {
        var out = new ChunkBuffer();
        out.text("a\ud83dz\ude00", NO_ESCAPES);
        assertThat(new String(out.takeBytes(), UTF_8)).isEqualTo("a\uFFFDz\uFFFD");
    }

    @Test
    void leavesOutWhatNoDocumentMayHold() {
        var out = new ChunkBuffer();
        out.text("a\uFFFE\uFFFFz\uFFFD", NO_ESCAPES);
        assertThat(new String(out.takeBytes(), UTF_8)).isEqualTo("az\uFFFD");
    }

    @Test
    void writesDecimalsOfAnySize() {
        for (long value :
                new long[] {0, 7, 10, 99, 100, 999_999_999, 1_000_000_000, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            var out = new ChunkBuffer(8);
            out.decimal(value);
            assertThat(new String(out.takeBytes(), UTF_8)).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void writesDatesOfAllCenturiesAsTheJdkDoes() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Instant date = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L));
            var out = new ChunkBuffer();
            WireFormat.compactDate(out, date);
            assertThat(new String(out.takeBytes(), UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(date.toString().replace("-", ""));
        }
    }

    @Test
    @SuppressWarnings("ByteBufferBackingArray") // which array it is, is the very question
    void sharesLargeBytesAndCopiesSmallOnes() {
        var out = new ChunkBuffer();
        byte[] large = "x".repeat(2000).getBytes(UTF_8);
        out.put('a');
        out.share("small".getBytes(UTF_8), 0, 5);
        out.share(large, 10, 1500);
        out.put('z');

        ByteChunks chunks = out.finish();
        assertThat(Fixture.text(chunks)).isEqualTo("asmall" + "x".repeat(1500) + "z");
        assertThat(chunks.length()).isEqualTo(1507);
        assertThat(chunks.pieces().stream().map(piece -> piece.get().array())).contains(large);
    }

    @Test
    void givesUpWhatItOwnsWhenThatIsMuch() {
        var made = new AtomicInteger();
        var out = new ChunkBuffer();
        for (int i = 0; i < 10_000; i++) {
            byte[] own = ("<" + i + ">").repeat(200).getBytes(UTF_8);
            out.own(own, () -> {
                made.incrementAndGet();
                return own.clone();
            });
            out.put(',');
        }
        ByteChunks chunks = out.finish();
        var expected = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            expected.append(("<" + i + ">").repeat(200)).append(',');
        }
        assertThat(Fixture.text(chunks)).isEqualTo(expected.toString());
        assertThat(chunks.length()).isEqualTo(expected.length());
        assertThat(made).hasValueBetween(5_000, 8_000);
    }

    @Test
    void keepsOrderAcrossPiecesOfAnySize() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var out = new ChunkBuffer(8);
        var expected = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            String part = Integer.toString(random.nextInt()).repeat(1 + random.nextInt(50));
            expected.append(part);
            switch (random.nextInt(3)) {
                case 0 -> out.put(part.getBytes(UTF_8));
                case 1 -> out.ascii(part);
                default -> out.text(part, NO_ESCAPES);
            }
        }
        assertThat(Fixture.text(out.finish())).as("seed %d", seed).isEqualTo(expected.toString());
    }
}
