package io.xapid.storage.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the head of a QCOW2 file says. Reading it takes microseconds, and nothing in the file is believed beyond its
 * bounds.
 *
 * @param backing name of the image this one is built on, exactly as written there
 * @param untouched whether no cluster has been written since the image was made
 * @param plain whether all of the content is in this file and its backing file, and no part is encrypted
 */
public record Qcow2Header(long virtualBytes, Optional<String> backing, boolean untouched, boolean plain) {
    private static final int MAGIC = 0x514649fb;
    private static final int HEAD_BYTES = 104;
    private static final int MAX_BACKING_BYTES = 1_023;
    private static final int MAX_L1_ENTRIES = (32 << 20) / 8;
    private static final int CHUNK_BYTES = 64 << 10;
    private static final long CORRUPT_BIT = 1L << 1;
    private static final long DATA_FILE_BIT = 1L << 2;
    /** Dirty, corrupt, data file, compression type, extended L2 entries. */
    private static final long KNOWN_INCOMPATIBLE = 0b11111;

    /** Reads the head of an image; an {@link IOException} tells what is wrong with it. */
    public static Qcow2Header read(FileChannel file) throws IOException {
        ByteBuffer head = bytes(file, 0, HEAD_BYTES);
        if (head.getInt(0) != MAGIC) {
            throw new IOException("not a QCOW2 image");
        }
        int version = head.getInt(4);
        int clusterBits = head.getInt(20);
        long virtualBytes = head.getLong(24);
        int l1Entries = head.getInt(36);
        if (version != 3 || clusterBits < 9 || clusterBits > 21) {
            throw new IOException("a QCOW2 image of an unknown version");
        }
        if (virtualBytes < 0 || l1Entries < 0 || l1Entries > MAX_L1_ENTRIES) {
            throw new IOException("a QCOW2 image with impossible sizes");
        }
        long incompatible = head.getLong(72);
        if ((incompatible & ~KNOWN_INCOMPATIBLE) != 0) {
            throw new IOException("a QCOW2 image with unknown features");
        }
        if ((incompatible & CORRUPT_BIT) != 0) {
            throw new IOException("a QCOW2 image that is marked corrupt");
        }
        boolean plain = (incompatible & DATA_FILE_BIT) == 0 && head.getInt(32) == 0;
        Optional<String> backing = backing(file, head.getLong(8), head.getInt(16));
        return new Qcow2Header(virtualBytes, backing, isZero(file, head.getLong(40), l1Entries), plain);
    }

    private static Optional<String> backing(FileChannel file, long offset, int length) throws IOException {
        if (offset == 0) {
            return Optional.empty();
        }
        if (length <= 0 || length > MAX_BACKING_BYTES) {
            throw new IOException("a QCOW2 image with an impossible backing file name");
        }
        return Optional.of(new String(bytes(file, offset, length).array(), StandardCharsets.UTF_8));
    }

    /** Whether the first-level table points nowhere: then no cluster of the disk has ever been written. */
    private static boolean isZero(FileChannel file, long offset, int entries) throws IOException {
        int left = entries * 8;
        for (long at = offset; left > 0; ) {
            ByteBuffer chunk = bytes(file, at, Math.min(left, CHUNK_BYTES));
            at += chunk.capacity();
            left -= chunk.capacity();
            while (chunk.hasRemaining()) {
                if (chunk.getLong() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static ByteBuffer bytes(FileChannel file, long offset, int length) throws IOException {
        if (offset < 0) {
            throw new IOException("a QCOW2 image with an impossible offset");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new IOException("a QCOW2 image that ends too early");
            }
        }
        return bytes.flip();
    }
}
