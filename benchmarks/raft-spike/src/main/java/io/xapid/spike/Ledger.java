package io.xapid.spike;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * What a member has applied: how many entries, a checksum over them in their order, and how far each writer has come. An
 * entry begins with its writer and its number among that writer's entries, eight bytes each.
 */
final class Ledger {
    private final Map<Long, Long> lastOf = new HashMap<>();
    private long applied;
    private long checksum = 1;
    private long twice;
    private long outOfOrder;

    synchronized void apply(ByteBuffer entry) {
        ByteBuffer bytes = entry.duplicate();
        long writer = bytes.getLong();
        long number = bytes.getLong();
        applied++;
        checksum = checksum * 31 + writer * 17 + number;
        long last = lastOf.getOrDefault(writer, 0L);
        if (number <= last) {
            twice++; // tried again by a writer that did not learn what came of it
        } else {
            if (number != last + 1) {
                outOfOrder++;
            }
            lastOf.put(writer, number);
        }
    }

    synchronized long lastOf(long writer) {
        return lastOf.getOrDefault(writer, 0L);
    }

    synchronized String tell() {
        return "applied=%d checksum=%x twice=%d gaps=%d".formatted(applied, checksum, twice, outOfOrder);
    }

    synchronized void writeTo(DataOutput out) throws IOException {
        out.writeLong(applied);
        out.writeLong(checksum);
        out.writeLong(twice);
        out.writeLong(outOfOrder);
        out.writeInt(lastOf.size());
        for (Map.Entry<Long, Long> one : lastOf.entrySet()) {
            out.writeLong(one.getKey());
            out.writeLong(one.getValue());
        }
    }

    synchronized void readFrom(DataInput in) throws IOException {
        applied = in.readLong();
        checksum = in.readLong();
        twice = in.readLong();
        outOfOrder = in.readLong();
        lastOf.clear();
        for (int left = in.readInt(); left > 0; left--) {
            lastOf.put(in.readLong(), in.readLong());
        }
    }

    static byte[] entry(long writer, long number, int bytes) {
        return ByteBuffer.allocate(bytes).putLong(writer).putLong(number).array();
    }
}
