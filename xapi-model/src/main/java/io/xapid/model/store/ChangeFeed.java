package io.xapid.model.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What entries did, in their order: the latest are remembered, and listeners hear of each as it comes. */
public final class ChangeFeed {
    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

    private final int remembered;
    private final ArrayDeque<ChangeSet> recent = new ArrayDeque<>();
    private final List<BiConsumer<Snapshot, ChangeSet>> listeners = new CopyOnWriteArrayList<>();
    private long forgottenUpTo;

    /** @param remembered how many change sets to keep */
    public ChangeFeed(int remembered) {
        this.remembered = remembered;
    }

    /**
     * Calls back after every entry, with the state and what changed, on the log's own thread: a listener hands work on
     * and returns, and waits for no transaction. One that throws is logged, and called again for the next entry. Closing
     * the result ends it.
     */
    public AutoCloseable listen(BiConsumer<Snapshot, ChangeSet> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** What changed after {@code index}, oldest first; empty when that reaches further back than is remembered. */
    public Optional<List<ChangeSet>> since(long index) {
        synchronized (recent) {
            if (index < forgottenUpTo) {
                return Optional.empty();
            }
            var later = new ArrayList<ChangeSet>();
            var newestFirst = recent.descendingIterator();
            while (newestFirst.hasNext()) {
                ChangeSet set = newestFirst.next();
                if (set.index() <= index) {
                    break;
                }
                later.add(set);
            }
            Collections.reverse(later);
            return Optional.of(later);
        }
    }

    /** Forgets all up to an image, of which only the state is known. */
    void startAt(long index) {
        synchronized (recent) {
            recent.clear();
            forgottenUpTo = index;
        }
    }

    void remember(ChangeSet changes) {
        synchronized (recent) {
            recent.addLast(changes);
            if (recent.size() > remembered) {
                forgottenUpTo = recent.removeFirst().index();
            }
        }
    }

    void tell(Snapshot state, ChangeSet changes) {
        for (var listener : listeners) {
            try {
                listener.accept(state, changes);
            } catch (RuntimeException | Error problem) { // the entry is durable, whatever a listener makes of it
                log.error("a listener failed at entry {}, and others go on", changes.index(), problem);
            }
        }
    }
}
