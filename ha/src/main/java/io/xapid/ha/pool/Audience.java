package io.xapid.ha.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed on lately, for hosts that have no part in the agreement and follow it. Whoever is too far behind to find what comes
 * next here is to be sent the state.
 */
final class Audience {
    private static final int MOST_ITEMS = 8_192;
    private static final long MOST_BYTES = 64L << 20;

    private final @Nullable Item[] ring = new @Nullable Item[MOST_ITEMS]; // guarded by this, as is all that follows
    private long firstPosition;
    private long nextPosition;
    private long bytes;
    private long floor; // what comes behind the entry of this index is here
    private boolean isClosed;

    /**
     * Something that was agreed on.
     *
     * @param position its place here
     * @param index that of an entry; 0 for what is none
     */
    record Item(long position, long index, Envelope envelope) {}

    /** Forgets all: what follows comes behind the entry of this index. */
    synchronized void startAt(long index) {
        Arrays.fill(ring, null);
        bytes = 0;
        floor = index;
        nextPosition++; // nobody finds the next where he thinks it is
        firstPosition = nextPosition;
        notifyAll();
    }

    synchronized void add(long index, Envelope envelope) {
        if (nextPosition - firstPosition == MOST_ITEMS) {
            forgetFirst();
        }
        var item = new Item(nextPosition, index, envelope);
        ring[place(nextPosition)] = item;
        nextPosition++;
        bytes += envelope.body().length;
        while (bytes > MOST_BYTES && nextPosition - firstPosition > 1) {
            forgetFirst();
        }
        notifyAll();
    }

    private static int place(long position) {
        return (int) (position % MOST_ITEMS);
    }

    private Item at(long position) {
        return Objects.requireNonNull(ring[place(position)]);
    }

    private void forgetFirst() {
        Item oldest = at(firstPosition);
        ring[place(firstPosition)] = null;
        firstPosition++;
        bytes -= oldest.envelope.body().length;
        floor = Math.max(floor, oldest.index);
    }

    /** Where somebody goes on who has the entries up to {@code index}; empty when he needs the state. */
    synchronized OptionalLong positionBehind(long index) {
        if (index < floor) {
            return OptionalLong.empty();
        }
        for (long position = firstPosition; position < nextPosition; position++) {
            if (at(position).index > index) {
                return OptionalLong.of(position);
            }
        }
        return OptionalLong.of(nextPosition);
    }

    /**
     * What there is from {@code position} on, some of it; waits for it a while, and gives nothing then. Null when it is
     * gone already, or nothing will come any more.
     */
    synchronized @Nullable List<Item> from(long position, int most, long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        long left = nanos;
        while (position == nextPosition && left > 0 && !isClosed) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = until - System.nanoTime();
        }
        if (isClosed || position < firstPosition || position > nextPosition) {
            return null;
        }
        List<Item> found = new ArrayList<>();
        for (long next = position; next < nextPosition && found.size() < most; next++) {
            found.add(at(next));
        }
        return found;
    }

    /** Nobody waits any longer. */
    synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
