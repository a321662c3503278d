package io.xapid.server.wire.codec;

import io.xapid.model.store.Row;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Decides which rows keep their encoded records, so that all of them together stay within a budget.
 *
 * <p>Entries stand in a ring and count how often they were used. A newcomer that finds no room may challenge as many
 * bytes of the ring as it brings: each challenged entry loses one use, or its place when it has none left. So one pass
 * over more rows than fit, as {@code get_all_records} of a large class makes, does not wipe out what is in use.
 */
public final class RenderingCache {
    private static final int MOST_USES = 3;
    private static final int OVERHEAD = 200; // objects around the bytes

    private final long budgetBytes;
    private final Set<Rendering> ring = new LinkedHashSet<>();
    private long usedBytes;

    /** @param budgetBytes how much all kept records may take together; 0 keeps none */
    public RenderingCache(long budgetBytes) {
        this.budgetBytes = budgetBytes;
    }

    /** What the kept records take now. */
    public synchronized long usedBytes() {
        return usedBytes;
    }

    /** How many rows keep a record now. */
    public synchronized int entries() {
        return ring.size();
    }

    /** Gives up what is kept with a row that has been replaced or deleted. */
    public void forget(Row<?> row) {
        if (row.rendering() instanceof Rendering rendering) {
            synchronized (this) {
                drop(rendering);
            }
        }
    }

    /** Notes that an entry was of use. Unsynchronised: a lost count costs an entry at most one of its lives. */
    void used(Rendering rendering) {
        if (rendering.uses < MOST_USES) {
            rendering.uses++;
        }
    }

    /**
     * Keeps one form of the rendering, and the rendering with its row, if there is room or can be made.
     *
     * @param atAnyCost whether everything else may go for it: it is about to be used many times
     */
    synchronized void keep(Rendering rendering, RenderedForm form, Rendering.Form bytes, boolean atAnyCost) {
        boolean isNew = !rendering.resident;
        long size = (long) bytes.size() + (isNew ? OVERHEAD : 0);
        if (rendering.in(form) != null || !makeRoom(size, atAnyCost ? Long.MAX_VALUE : size, rendering)) {
            return;
        }
        if (isNew) {
            if (rendering.row().rendering() instanceof Rendering older) {
                drop(older);
            }
            ring.add(rendering);
            rendering.resident = true;
            rendering.row().keepRendering(rendering);
        }
        rendering.keep(form, bytes);
        rendering.accounted += size;
        usedBytes += size;
    }

    private boolean makeRoom(long wanted, long mayChallenge, Rendering newcomer) {
        if (wanted > budgetBytes) {
            return false;
        }
        long challenged = 0;
        int looks = (MOST_USES + 1) * ring.size();
        while (usedBytes + wanted > budgetBytes && challenged < mayChallenge && looks-- > 0) {
            Rendering oldest = ring.iterator().next();
            challenged += oldest.accounted;
            if (oldest.uses > 0 || oldest.equals(newcomer)) {
                oldest.uses = Math.max(0, oldest.uses - 1);
                ring.remove(oldest);
                ring.add(oldest);
            } else {
                drop(oldest);
            }
        }
        return usedBytes + wanted <= budgetBytes;
    }

    private void drop(Rendering rendering) {
        if (rendering.resident) {
            ring.remove(rendering);
            rendering.resident = false;
            usedBytes -= rendering.accounted;
            rendering.accounted = 0;
            rendering.row().keepRendering(null);
        }
    }
}
