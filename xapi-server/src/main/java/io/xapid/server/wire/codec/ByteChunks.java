package io.xapid.server.wire.codec;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * The bytes of an answer, in pieces that may be shared with other answers, or made only when their turn comes.
 *
 * @param pieces each gives, whenever it is asked, a buffer of its own over the same bytes, not to be written to
 * @param length the sum of what the pieces hold
 */
public record ByteChunks(List<Supplier<ByteBuffer>> pieces, long length) {
    public ByteChunks {
        pieces = List.copyOf(pieces);
    }

    /** The same bytes in a single piece. For small answers. */
    ByteChunks inOnePiece() {
        byte[] whole = toByteArray();
        return new ByteChunks(List.of(new ChunkBuffer.Bytes(whole, 0, whole.length)), length);
    }

    /** All in one array. For small answers and tests. */
    public byte[] toByteArray() {
        var whole = ByteBuffer.allocate(Math.toIntExact(length));
        pieces.forEach(piece -> whole.put(piece.get()));
        return whole.array();
    }
}
