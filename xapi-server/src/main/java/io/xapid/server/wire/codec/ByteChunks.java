package io.xapid.server.wire.codec;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The bytes of an answer, in pieces that may be shared with other answers.
 *
 * @param pieces read-only from now on, each from its position to its limit
 * @param length the sum of what the pieces hold
 */
public record ByteChunks(List<ByteBuffer> pieces, long length) {
    public ByteChunks {
        pieces = List.copyOf(pieces);
    }

    /** All in one array. For small answers and tests. */
    public byte[] toByteArray() {
        var whole = new byte[Math.toIntExact(length)];
        int at = 0;
        for (ByteBuffer piece : pieces) {
            int size = piece.remaining();
            piece.duplicate().get(whole, at, size);
            at += size;
        }
        return whole;
    }
}
