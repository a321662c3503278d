package io.xapid.model.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link Encoder} has written. Nothing that it reads is believed beyond what is left to read: so damaged bytes
 * cost no more time and memory than their own size.
 */
final class Decoder {
    private final byte[] bytes;
    private final int end;
    private int position;

    Decoder(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Decoder(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    int readByte() throws IOException {
        need(1);
        return bytes[position++] & 0xff;
    }

    int readShort() throws IOException {
        return (readByte() << 8) | readByte();
    }

    int readInt() throws IOException {
        need(4);
        int value = ((bytes[position] & 0xff) << 24)
                | ((bytes[position + 1] & 0xff) << 16)
                | ((bytes[position + 2] & 0xff) << 8)
                | (bytes[position + 3] & 0xff);
        position += 4;
        return value;
    }

    long readLong() throws IOException {
        return ((long) readInt() << 32) | (readInt() & 0xffffffffL);
    }

    boolean readBoolean() throws IOException {
        int value = readByte();
        if (value > 1) {
            throw new IOException("neither true nor false: " + value);
        }
        return value == 1;
    }

    String readText() throws IOException {
        int length = readCount(1);
        var text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** How many of something follow, each of at least {@code bytesEach}. */
    int readCount(int bytesEach) throws IOException {
        int count = readInt();
        if (count < 0 || (long) count * bytesEach > end - position) {
            throw new IOException("a count of %d, and %d bytes left".formatted(count, end - position));
        }
        return count;
    }

    /** A part with its length before it; this decoder goes on behind it. */
    Decoder readPart() throws IOException {
        int length = readCount(1);
        var part = new Decoder(bytes, position, position + length);
        position += length;
        return part;
    }

    boolean isAtEnd() {
        return position == end;
    }

    /** Finds fault with bytes that nothing asked for. */
    void expectEnd() throws IOException {
        if (!isAtEnd()) {
            throw new IOException((end - position) + " bytes too many");
        }
    }

    private void need(int count) throws IOException {
        if (end - position < count) {
            throw new IOException("ends too early");
        }
    }
}
