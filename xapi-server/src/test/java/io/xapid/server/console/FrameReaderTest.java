package io.xapid.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private final List<String> heard = new ArrayList<>();
    private final FrameReader reader = new FrameReader(new FrameReader.Listener() {
        @Override
        public void ping(byte[] payload) {
            heard.add("ping " + new String(payload, UTF_8));
        }

        @Override
        public void close(byte[] payload) {
            heard.add("close " + payload.length);
        }

        @Override
        public void broken(CloseCode code) {
            heard.add("broken " + code.number());
        }
    });

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 1_000_000})
    void readsFramesOfAnyLengthInAnyPieces(int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        byte[] frame = Frames.binary(data);
        for (int piece : new int[] {1, 2, 3, 7, 4096, frame.length}) {
            if (frame.length / piece < 100_000) {
                assertThat(readInPieces(frame, piece)).isEqualTo(data);
            }
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void readsFragmentsWithControlFramesBetween() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(Frames.of(0x02, "one ".getBytes(UTF_8)));
        all.writeBytes(Frames.of(0x89, "here?".getBytes(UTF_8)));
        all.writeBytes(Frames.of(0x00, "two ".getBytes(UTF_8)));
        all.writeBytes(Frames.of(0x8A, "unasked".getBytes(UTF_8)));
        all.writeBytes(Frames.of(0x80, "three".getBytes(UTF_8)));
        all.writeBytes(Frames.binary(", four".getBytes(UTF_8)));

        assertThat(new String(readInPieces(all.toByteArray(), 1), UTF_8)).isEqualTo("one two three, four");
        assertThat(heard).containsExactly("ping here?");
    }

    @Test
    void readsNothingBehindTheEnd() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(Frames.binary("data".getBytes(UTF_8)));
        all.writeBytes(Frames.of(0x88, new byte[] {3, (byte) 0xE8}));
        all.writeBytes(Frames.binary("more".getBytes(UTF_8)));

        assertThat(new String(readInPieces(all.toByteArray(), 1000), UTF_8)).isEqualTo("data");
        assertThat(heard).containsExactly("close 2");
    }

    @Test
    void refusesWhatBreaksTheRules() {
        assertThat(objectionTo(new byte[] {(byte) 0x82, 5})).as("no mask").isEqualTo("broken 1002");
        assertThat(objectionTo(Frames.of(0xC2, new byte[1]))).as("reserved bit").isEqualTo("broken 1002");
        for (int opcode : new int[] {3, 7, 11, 15}) {
            assertThat(objectionTo(Frames.of(0x80 | opcode, new byte[1])))
                    .as("unknown kind %d", opcode)
                    .isEqualTo("broken 1002");
        }
        assertThat(objectionTo(Frames.of(0x81, "text".getBytes(UTF_8)))).isEqualTo("broken 1003");
        assertThat(objectionTo(Frames.of(0x09, new byte[1])))
                .as("ping in parts")
                .isEqualTo("broken 1002");
        assertThat(objectionTo(Frames.of(0x89, new byte[126]))).as("long ping").isEqualTo("broken 1002");
        assertThat(objectionTo(Frames.of(0x80, new byte[1])))
                .as("continues nothing")
                .isEqualTo("broken 1002");
        assertThat(objectionTo(concat(Frames.of(0x02, new byte[1]), Frames.of(0x82, new byte[1]))))
                .as("begins in the midst")
                .isEqualTo("broken 1002");
        assertThat(objectionTo(Frames.of(0x88, new byte[1]))).as("half a code").isEqualTo("broken 1002");
        assertThat(objectionTo(Frames.of(0x88, new byte[] {3, (byte) 0xED})))
                .as("1005")
                .isEqualTo("broken 1002");
        assertThat(objectionTo(Frames.of(0x88, new byte[] {3, (byte) 0xE8, (byte) 0xC0})))
                .as("no UTF-8")
                .isEqualTo("broken 1007");
    }

    @Test
    void refusesLengthsThatAreTooLongOrSaidInTooManyBytes() {
        assertThat(objectionTo(head(0x82, 126, 2, 125))).isEqualTo("broken 1002");
        assertThat(objectionTo(head(0x82, 127, 8, 65_535))).isEqualTo("broken 1002");
        assertThat(objectionTo(head(0x82, 127, 8, -1))).isEqualTo("broken 1002");
        assertThat(objectionTo(head(0x82, 127, 8, Long.MAX_VALUE))).isEqualTo("broken 1009");
        assertThat(objectionTo(head(0x82, 127, 8, (16 << 20) + 1))).isEqualTo("broken 1009");
    }

    @Test
    void bearsAnything() {
        for (int seed = 0; seed < 5_000; seed++) {
            var random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            heard.clear();
            ByteBuffer data = new FrameReader(new Deaf()).read(ByteBuffer.wrap(bytes));
            assertThat(data.remaining()).isLessThanOrEqualTo(bytes.length);
        }
    }

    private static final class Deaf implements FrameReader.Listener {
        @Override
        public void ping(byte[] payload) {}

        @Override
        public void close(byte[] payload) {}

        @Override
        public void broken(CloseCode code) {}
    }

    private String objectionTo(byte[] bytes) {
        var objections = new ArrayList<String>();
        var strict = new FrameReader(new FrameReader.Listener() {
            @Override
            public void ping(byte[] payload) {}

            @Override
            public void close(byte[] payload) {
                objections.add("close");
            }

            @Override
            public void broken(CloseCode code) {
                objections.add("broken " + code.number());
            }
        });
        strict.read(ByteBuffer.wrap(bytes));
        return String.join(", ", objections);
    }

    private byte[] readInPieces(byte[] bytes, int piece) {
        var data = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += piece) {
            int length = Math.min(piece, bytes.length - from);
            var buffer = ByteBuffer.allocateDirect(length);
            buffer.put(bytes, from, length).flip();
            ByteBuffer read = reader.read(buffer);
            assertThat(buffer.hasRemaining()).isFalse();
            byte[] copy = new byte[read.remaining()];
            read.get(copy);
            data.writeBytes(copy);
        }
        return data.toByteArray();
    }

    private static byte[] head(int first, int second, int lengthBytes, long length) {
        ByteBuffer all =
                ByteBuffer.allocate(2 + lengthBytes + 4).put((byte) first).put((byte) (0x80 | second));
        if (lengthBytes == 2) {
            all.putShort((short) length);
        } else {
            all.putLong(length);
        }
        return all.array();
    }

    private static byte[] concat(byte[] one, byte[] two) {
        return ByteBuffer.allocate(one.length + two.length).put(one).put(two).array();
    }
}
