package io.xapid.hypervisor.bridge;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One piece of what two hosts say to each other while a guest moves: a kind, a length, and so many bytes. */
record MigrationFrame(Kind kind, ByteBuffer payload) {
    /** Most bytes of one. */
    static final int LONGEST = 1 << 16;

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private static final int HEAD_BYTES = 5;
    private static final int LONGEST_TEXT = 1_000;

    /** What a piece is. */
    enum Kind {
        HELLO(1),
        READY(2),
        DATA(3),
        END(4),
        RECEIVED(5),
        FAILED(6);

        private final int number;

        /** @param number on the wire */
        Kind(int number) {
            this.number = number;
        }
    }

    static void write(WritableByteChannel to, Kind kind, ByteBuffer payload) throws IOException {
        var whole = ByteBuffer.allocate(HEAD_BYTES + payload.remaining());
        whole.put((byte) kind.number).putInt(payload.remaining()).put(payload.duplicate());
        whole.flip();
        while (whole.hasRemaining()) {
            to.write(whole);
        }
    }

    static MigrationFrame read(ReadableByteChannel from) throws IOException {
        ByteBuffer head = whole(from, HEAD_BYTES);
        int number = head.get();
        int length = head.getInt();
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> known.number == number && length >= 0 && length <= LONGEST)
                .findFirst()
                .orElseThrow(() -> new IOException("the other host does not speak of migrations"));
        return new MigrationFrame(kind, whole(from, length));
    }

    private static ByteBuffer whole(ReadableByteChannel from, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (from.read(bytes) < 0) {
                throw new EOFException("the other host has hung up");
            }
        }
        return bytes.flip();
    }

    /** The payload as words for operators. */
    String text() {
        return Printable.of(StandardCharsets.UTF_8.decode(payload.duplicate()).toString(), LONGEST_TEXT);
    }

    static ByteBuffer text(String words) {
        return StandardCharsets.UTF_8.encode(Printable.of(words, LONGEST_TEXT));
    }
}
