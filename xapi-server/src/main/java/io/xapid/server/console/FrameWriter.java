package io.xapid.server.console;

import java.nio.ByteBuffer;

/** Writes frames to a WebSocket client (RFC 6455, section 5): whole messages, unmasked. */
final class FrameWriter {
    private static final int FINAL_BINARY = 0x82;
    private static final int FINAL_CLOSE = 0x88;
    private static final int FINAL_PONG = 0x8A;
    private static final int LONGEST_HEAD = 10;

    private FrameWriter() {}

    /** What stands before {@code length} bytes of data. */
    static ByteBuffer headOfBinary(int length) {
        return head(FINAL_BINARY, length);
    }

    /** @param payload a ping's, 125 bytes at most */
    static ByteBuffer pong(byte[] payload) {
        return frame(FINAL_PONG, payload);
    }

    /** @param payload nothing, or a code and a reason of 125 bytes at most */
    static ByteBuffer close(byte[] payload) {
        return frame(FINAL_CLOSE, payload);
    }

    static ByteBuffer close(CloseCode code) {
        return close(ByteBuffer.allocate(2).putShort((short) code.number()).array());
    }

    private static ByteBuffer frame(int first, byte[] payload) {
        ByteBuffer head = head(first, payload.length);
        return ByteBuffer.allocate(head.remaining() + payload.length)
                .put(head)
                .put(payload)
                .flip();
    }

    private static ByteBuffer head(int first, int length) {
        ByteBuffer head = ByteBuffer.allocate(LONGEST_HEAD).put((byte) first);
        if (length < 126) {
            head.put((byte) length);
        } else if (length <= 0xFFFF) {
            head.put((byte) 126).putShort((short) length);
        } else {
            head.put((byte) 127).putLong(length);
        }
        return head.flip();
    }
}
