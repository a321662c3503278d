package io.xapid.server.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RfbInputTest {
    private static final byte[] KEY = {4, 1, 0, 0, 0, 0, 0, 'a'};
    private static final byte[] POINTER = {5, 1, 0, 4, 0, 5};
    private static final byte[] QEMU_KEY = new byte[12];
    private static final byte[] QEMU_SOUND_ON = {(byte) 255, 1, 0, 0};
    private static final byte[] QEMU_SOUND_FORMAT = {(byte) 255, 1, 0, 2, 1, 2, 0, 0, 1, 2};

    static {
        QEMU_KEY[0] = (byte) 255;
    }

    /** What a program sends by itself, each kind once, with bytes inside that would be keys if they were mistaken for messages. */
    private static List<byte[]> automatic() {
        byte[] format = new byte[20];
        byte[] encodings = {2, 0, 0, 3, 4, 4, 4, 4, 5, 5, 5, 5, 4, 4, 4, 4};
        byte[] request = {3, 1, 0, 4, 0, 5, 4, 4, 5, 5};
        byte[] text = {6, 0, 0, 0, 0, 0, 0, 6, 4, 5, 4, 5, 4, 5};
        byte[] extendedText = {6, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFB, 4, 4, 4, 4, 5};
        byte[] updates = {(byte) 150, 1, 0, 4, 0, 5, 4, 4, 5, 5};
        byte[] fence = {(byte) 248, 0, 0, 0, 0, 0, 0, 1, 3, 4, 5, 4};
        byte[] power = {(byte) 249, 0, 1, 2};
        byte[] size = new byte[8 + 16];
        size[0] = (byte) 251;
        size[6] = 1;
        size[8] = 4;
        return List.of(format, encodings, request, text, extendedText, updates, fence, power, size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFB 003.003\n\1", "RFB 003.007\n\1\1", "RFB 003.008\n\1\1"})
    void tellsPersonsFromPrograms(String opening) {
        var input = new RfbInput();
        assertThat(hears(input, opening.getBytes(ISO_8859_1))).isFalse();
        for (int round = 0; round < 3; round++) {
            for (byte[] message : automatic()) {
                assertThat(hears(input, message))
                        .as("message %d", message[0] & 0xFF)
                        .isFalse();
            }
            for (byte[] message : List.of(KEY, POINTER, QEMU_KEY, QEMU_SOUND_ON, QEMU_SOUND_FORMAT)) {
                assertThat(hears(input, message))
                        .as("message %d", message[0] & 0xFF)
                        .isTrue();
            }
        }
    }

    @Test
    void findsPersonsHoweverTheBytesArrive() {
        var random = new Random(42);
        for (int round = 0; round < 200; round++) {
            var stream = new ByteArrayOutputStream();
            stream.writeBytes("RFB 003.008\n\1\1".getBytes(ISO_8859_1));
            var kinds = new ArrayList<>(automatic());
            kinds.addAll(List.of(KEY, POINTER, QEMU_KEY));
            int persons = 0;
            for (int i = 0; i < 30; i++) {
                byte[] message = kinds.get(random.nextInt(kinds.size()));
                persons += automatic().stream().anyMatch(each -> each[0] == message[0]) ? 0 : 1;
                stream.writeBytes(message);
            }
            assertThat(hearsOneByOne(new RfbInput(), stream.toByteArray())).isEqualTo(persons);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "RFB 003.008\n\2", "RFB 003.008\n\1\1\7"})
    void takesEverythingForAPersonWhereItDoesNotUnderstand(String opening) {
        var input = new RfbInput();
        hears(input, opening.getBytes(ISO_8859_1));
        assertThat(hears(input, new byte[] {0})).isTrue();
    }

    @Test
    void bearsAnything() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var input = new RfbInput();
            hears(input, "RFB 003.008\n\1\1".getBytes(ISO_8859_1));
            for (int i = 0; i < 20; i++) {
                byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                ByteBuffer buffer = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
                input.hear(buffer);
            }
        }
    }

    private static boolean hears(RfbInput input, byte[] bytes) {
        return input.hear(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }

    /** How often it heard a person: a message of two bytes of head in QEMU's extension is one person. */
    private static int hearsOneByOne(RfbInput input, byte[] bytes) {
        int persons = 0;
        boolean before = false;
        for (byte each : bytes) {
            boolean now = hears(input, new byte[] {each});
            persons += now && !before ? 1 : 0;
            before = now;
        }
        return persons;
    }
}
