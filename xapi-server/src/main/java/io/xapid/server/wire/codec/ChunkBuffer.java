package io.xapid.server.wire.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes of an answer: small ones by copying into pieces of growing size, large ones that are shared by
 * reference. Used by one thread.
 */
final class ChunkBuffer {
    private static final int FIRST_PIECE = 1024;
    private static final int LARGEST_PIECE = 64 * 1024;
    private static final int WORTH_SHARING = 1024;
    private static final int LONGEST_ESCAPE = 8;
    private static final int MOST_OWNED = 4 * 1024 * 1024;

    private final List<Supplier<ByteBuffer>> pieces = new ArrayList<>();
    private byte[] piece;
    private int from; // where the part of piece begins that is not in pieces yet
    private int at;
    private long sealed;
    private long owned;
    private @Nullable ChunkBuffer scratch;

    ChunkBuffer() {
        this(FIRST_PIECE);
    }

    /** @param firstPiece how many bytes to make room for at the start */
    ChunkBuffer(int firstPiece) {
        piece = new byte[Math.max(firstPiece, LONGEST_ESCAPE)];
    }

    /** An empty buffer for what is to be measured or kept before it goes in here. There is one, for one use at a time. */
    ChunkBuffer scratch(int room) {
        ChunkBuffer empty = scratch;
        if (empty == null || empty.piece.length < room) {
            empty = new ChunkBuffer(room);
            scratch = empty;
        }
        return empty;
    }

    long length() {
        return sealed + (at - from);
    }

    void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    void put(byte[] bytes, int offset, int length) {
        int fits = Math.min(length, piece.length - at);
        System.arraycopy(bytes, offset, piece, at, fits);
        at += fits;
        if (fits < length) {
            nextPiece(length - fits);
            System.arraycopy(bytes, offset + fits, piece, at, length - fits);
            at += length - fits;
        }
    }

    void put(char ascii) {
        reserve(1);
        piece[at++] = (byte) ascii;
    }

    /** Adds bytes that nobody will change, without copying them where that pays. */
    void share(byte[] bytes, int offset, int length) {
        if (length < WORTH_SHARING) {
            put(bytes, offset, length);
            return;
        }
        seal();
        pieces.add(new Bytes(bytes, offset, length));
        sealed += length;
    }

    /**
     * Adds bytes that belong to this answer alone. Once there are many of them, they are given up, and made again when
     * they are sent.
     *
     * @param again makes the same bytes
     */
    void own(byte[] bytes, Supplier<byte[]> again) {
        if (owned < MOST_OWNED) {
            owned += bytes.length;
            share(bytes, 0, bytes.length);
        } else {
            seal();
            pieces.add(() -> ByteBuffer.wrap(again.get()));
            sealed += bytes.length;
        }
    }

    /** Adds text that has only ASCII characters, none of which needs an escape. */
    void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            reserve(1);
            piece[at++] = (byte) text.charAt(i);
        }
    }

    void decimal(long value) {
        if (value < 0 || value > 999_999_999) {
            ascii(Long.toString(value));
            return;
        }
        reserve(9);
        int rest = (int) value;
        int digits = 1;
        for (int bound = 10; digits < 9 && rest >= bound; bound *= 10) {
            digits++;
        }
        for (int i = at + digits - 1; i >= at; i--) {
            piece[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        at += digits;
    }

    /** Adds a number with leading zeros. */
    void padded(int value, int digits) {
        reserve(digits);
        int rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            piece[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        at += digits;
    }

    /**
     * Adds text in UTF-8. Where {@code escapes} has bytes for an ASCII character, those stand in its place; unpaired
     * surrogates become the replacement character, and the two code points that no document may hold are left out.
     */
    void text(String text, byte[] @Nullable [] escapes) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (piece.length - at < LONGEST_ESCAPE) {
                nextPiece(LONGEST_ESCAPE);
            }
            char c = text.charAt(i);
            if (c < 0x80) {
                byte[] escape = escapes[c];
                if (escape == null) {
                    piece[at++] = (byte) c;
                } else {
                    System.arraycopy(escape, 0, piece, at, escape.length);
                    at += escape.length;
                }
            } else if (c < 0x800) {
                piece[at++] = (byte) (0xC0 | (c >> 6));
                piece[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                if (c < 0xFFFE) {
                    threeBytes(c);
                }
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                fourBytes(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                threeBytes('\uFFFD');
            }
        }
    }

    ByteChunks finish() {
        seal();
        return new ByteChunks(pieces, sealed);
    }

    /** What was collected, in an array of its own; and begins anew, keeping its room. */
    byte[] takeBytes() {
        byte[] whole;
        if (pieces.isEmpty()) {
            whole = new byte[at - from];
            System.arraycopy(piece, from, whole, 0, whole.length);
        } else {
            whole = finish().toByteArray();
            pieces.clear();
        }
        from = 0;
        at = 0;
        sealed = 0;
        return whole;
    }

    private void threeBytes(int c) {
        piece[at++] = (byte) (0xE0 | (c >> 12));
        piece[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        piece[at++] = (byte) (0x80 | (c & 0x3F));
    }

    private void fourBytes(int c) {
        piece[at++] = (byte) (0xF0 | (c >> 18));
        piece[at++] = (byte) (0x80 | ((c >> 12) & 0x3F));
        piece[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        piece[at++] = (byte) (0x80 | (c & 0x3F));
    }

    private void reserve(int bytes) {
        if (piece.length - at < bytes) {
            nextPiece(bytes);
        }
    }

    private void nextPiece(int atLeast) {
        seal();
        piece = new byte[Math.max(atLeast, Math.min(LARGEST_PIECE, piece.length * 4))];
        from = 0;
        at = 0;
    }

    private void seal() {
        if (at > from) {
            pieces.add(new Bytes(piece, from, at - from));
            sealed += at - from;
            from = at;
        }
    }

    /** A piece that is there. */
    static final class Bytes implements Supplier<ByteBuffer> {
        private final byte[] array;
        private final int offset;
        private final int length;

        Bytes(byte[] array, int offset, int length) {
            this.array = array;
            this.offset = offset;
            this.length = length;
        }

        @Override
        public ByteBuffer get() {
            return ByteBuffer.wrap(array, offset, length);
        }
    }
}
