package io.xapid.xe.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields of one message, one after the other. Numbers are 32 bits, little-endian. */
final class Fields {
    static final int MOST_ELEMENTS = 10_000;

    private final byte[] bytes;
    private int position;

    Fields(byte[] bytes) {
        this.bytes = bytes;
    }

    int number() throws WireFailure {
        if (bytes.length - position < Integer.BYTES) {
            throw WireFailure.broken("a message ends within a number");
        }
        int value = number(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    byte[] raw() throws WireFailure {
        int length = number();
        if (length < 0 || length > bytes.length - position) {
            throw WireFailure.broken("a text is longer than its message");
        }
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    String text() throws WireFailure {
        return new String(raw(), UTF_8);
    }

    List<String> list() throws WireFailure {
        int count = number();
        if (count < 0 || count > MOST_ELEMENTS || count > (bytes.length - position) / Integer.BYTES) {
            throw WireFailure.broken("a list is longer than it may be");
        }
        var values = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            values.add(text());
        }
        return values;
    }

    void end() throws WireFailure {
        if (position != bytes.length) {
            throw WireFailure.broken("a message is longer than its fields");
        }
    }

    static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }
}
