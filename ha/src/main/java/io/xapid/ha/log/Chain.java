package io.xapid.ha.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum of an entry, which covers its index and the checksum before it too: so a damaged, a missing and a
 * misplaced entry all show. One thread at a time.
 */
final class Chain {
    /** What stands before the first entry. */
    static final int START = 0;

    private final CRC32C sum = new CRC32C();
    private final ByteBuffer head = ByteBuffer.allocate(12);

    int after(int before, long index, byte[] entry) {
        sum.reset();
        head.putInt(0, before).putLong(4, index);
        sum.update(head.array());
        sum.update(entry);
        return (int) sum.getValue();
    }
}
