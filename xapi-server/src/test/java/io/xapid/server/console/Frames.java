package io.xapid.server.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.xapid.server.wire.RawClient;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Frames as a WebSocket client writes them, masked, and reads them. */
final class Frames {
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private Frames() {}

    static byte[] binary(byte[] payload) {
        return of(0x82, payload);
    }

    /** @param first the first byte: whether it is final, and its kind */
    static byte[] of(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % 4]));
        }
        byte[] whole = new byte[frame.flip().remaining()];
        frame.get(whole);
        return whole;
    }

    /**
     * One that the server sent.
     *
     * @param payload each byte as the character of that number
     */
    record Frame(int first, String payload) {
        byte[] bytes() {
            return payload.getBytes(ISO_8859_1);
        }

        int closeCode() {
            return ByteBuffer.wrap(bytes()).getShort() & 0xFFFF;
        }
    }

    static Frame read(RawClient client) throws IOException {
        byte[] head = exactly(client, 2);
        int length =
                switch (head[1]) { // a server never masks, so the first bit is not set
                    case 126 -> ByteBuffer.wrap(exactly(client, 2)).getShort() & 0xFFFF;
                    case 127 ->
                        Math.toIntExact(ByteBuffer.wrap(exactly(client, 8)).getLong());
                    default -> head[1];
                };
        return new Frame(head[0] & 0xFF, new String(exactly(client, length), ISO_8859_1));
    }

    private static byte[] exactly(RawClient client, int count) throws IOException {
        byte[] bytes = client.readBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the connection ended");
        }
        return bytes;
    }
}
