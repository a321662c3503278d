package io.xapid.server.wire.codec;

import io.xapid.model.store.ChangeSet;
import io.xapid.model.store.Row;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Decides which rows keep their encoded records, so that all of them together stay within a budget.
 *
 * <p>Entries stand in a ring and count their uses; a row that keeps nothing remembers how often it was wanted in vain.
 * When there is no room, a newcomer challenges the entries whose turn it is, as many bytes as it brings: one that was
 * used less than the newcomer was wanted makes way, and one that is challenged often loses some of its standing. So a
 * pass over more rows than fit, as {@code get_all_records} of a large class makes, does not wipe out what is in use, and
 * passes that come again and again find at least a part of the rows.
 */
public final class RenderingCache {
    private static final int MOST_USES = 3;
    private static final int CHALLENGES_PER_USE = 8;
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

    /** Gives up what is kept with rows that an entry of the log has replaced or deleted. */
    public void forget(ChangeSet changes) {
        for (ChangeSet.RowChange change : changes.rows()) {
            Row<?> before = change.before();
            if (before != null) {
                forget(before);
            }
        }
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
        int wanted = isNew ? noteWanted(rendering.row()) : rendering.uses;
        if (rendering.in(form) != null || !makeRoom(size, atAnyCost ? Integer.MAX_VALUE : wanted, rendering)) {
            return;
        }
        if (isNew) {
            if (rendering.row().rendering() instanceof Rendering older) {
                drop(older);
            }
            ring.add(rendering);
            rendering.resident = true;
            rendering.uses = wanted;
            rendering.row().keepRendering(rendering);
        }
        rendering.keep(form, bytes);
        rendering.accounted += size;
        usedBytes += size;
    }

    /** How often the row was wanted without keeping anything, this time included. */
    private static int noteWanted(Row<?> row) {
        Object kept = row.rendering();
        if (kept instanceof Rendering) {
            return 1;
        }
        int wanted = kept instanceof Integer before ? Math.min(MOST_USES, before + 1) : 1;
        row.keepRendering(wanted);
        return wanted;
    }

    private boolean makeRoom(long size, int standing, Rendering newcomer) {
        if (size > budgetBytes) {
            return false;
        }
        long mayChallenge = standing == Integer.MAX_VALUE ? Long.MAX_VALUE : size;
        int looks = 2 * ring.size();
        for (long challenged = 0; usedBytes + size > budgetBytes && challenged < mayChallenge && looks > 0; looks--) {
            Rendering oldest = ring.iterator().next();
            challenged += oldest.accounted;
            if (oldest.uses < standing && !oldest.equals(newcomer)) {
                drop(oldest);
            } else {
                stay(oldest);
            }
        }
        return usedBytes + size <= budgetBytes;
    }

    private void stay(Rendering entry) {
        entry.challenges++;
        if (entry.challenges % CHALLENGES_PER_USE == 0) {
            entry.uses = Math.max(0, entry.uses - 1);
        }
        ring.remove(entry);
        ring.add(entry);
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
