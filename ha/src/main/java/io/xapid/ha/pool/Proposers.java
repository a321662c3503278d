package io.xapid.ha.pool;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * How far the entries of each member have come: what every host computes alike from the log, so that an entry which was
 * sent again counts once, and one that overtook another does not count.
 */
final class Proposers {
    private static final int MOST = 100_000;

    private final Map<UUID, Last> lasts = new TreeMap<>();

    private record Last(long life, long number) {}

    /** Whether this is the next entry of its member; if so, it is the last from now on. */
    boolean accept(Envelope entry) {
        Last last = lasts.get(entry.member());
        boolean isNext;
        if (last == null || last.life < entry.life()) {
            isNext = entry.number() == 1;
        } else {
            isNext = last.life == entry.life() && entry.number() == last.number + 1;
        }
        if (isNext) {
            lasts.put(entry.member(), new Last(entry.life(), entry.number()));
        }
        return isNext;
    }

    /** The number of the last entry of a life; 0 when there is none. */
    long lastOf(UUID member, long life) {
        Last last = lasts.get(member);
        return last == null || last.life != life ? 0 : last.number;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(lasts.size());
        for (Map.Entry<UUID, Last> one : lasts.entrySet()) {
            out.writeLong(one.getKey().getMostSignificantBits());
            out.writeLong(one.getKey().getLeastSignificantBits());
            out.writeLong(one.getValue().life);
            out.writeLong(one.getValue().number);
        }
    }

    static Proposers readFrom(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("there are not %d members".formatted(count));
        }
        var proposers = new Proposers();
        for (int i = 0; i < count; i++) {
            var member = new UUID(in.readLong(), in.readLong());
            proposers.lasts.put(member, new Last(in.readLong(), in.readLong()));
        }
        return proposers;
    }
}
