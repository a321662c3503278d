package io.xapid.server.event;

import io.xapid.model.event.EventOperation;
import io.xapid.model.event.PoolMessage;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.store.ChangeFeed;
import io.xapid.model.store.ChangeSet;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what has become of the objects that a client asks for since it last asked: one event for each at most.
 *
 * <p>What the feed remembers is looked up there; what lies further back is found in the rows themselves, which know when
 * they were made and changed. Clients that ask the same share one answer.
 */
final class EventCollector {
    private static final int MOST_SHARED = 1024;

    private final EventClasses classes;
    private final ChangeFeed feed;
    private volatile @Nullable Shared shared;

    EventCollector(EventClasses classes, ChangeFeed feed) {
        this.classes = classes;
        this.feed = feed;
    }

    /** What happened after {@code since}, as of {@code state}; perhaps nothing. */
    EventBatch collect(Subscription subscription, EventToken since, Snapshot state) {
        Shared answers = sharedAt(state);
        var question = new Question(subscription, since);
        EventBatch known = answers.batches().get(question);
        if (known != null) {
            return known;
        }
        EventBatch batch = new EventBatch(
                eventsSince(subscription, since.within(state.index()), state),
                answers.counts(),
                EventToken.at(state.index()).text());
        if (answers.batches().size() < MOST_SHARED) {
            answers.batches().put(question, batch);
        }
        return batch;
    }

    private Shared sharedAt(Snapshot state) {
        Shared latest = shared;
        if (latest == null || latest.index() != state.index()) {
            latest = new Shared(state.index(), classes.counts(state), new ConcurrentHashMap<>());
            shared = latest;
        }
        return latest;
    }

    private List<WireEvent> eventsSince(Subscription subscription, EventToken since, Snapshot state) {
        var found = new Found(since);
        long oldest = Math.min(since.objects(), since.alerts());
        Optional<List<ChangeSet>> remembered = oldest == 0 ? Optional.empty() : feed.since(oldest);
        if (remembered.isPresent()) {
            changed(subscription, remembered.get(), state).forEach((ref, past) -> addFromFeed(past, state, found));
        } else {
            for (ClassDef<?> definition : classes.told()) {
                String name = classes.nameOf(definition).orElseThrow();
                if (subscription.concerns(name)) {
                    addFromTable(state.table(definition), name, subscription, found);
                }
            }
        }
        return found.inOrder();
    }

    private Map<String, Past> changed(Subscription subscription, List<ChangeSet> sets, Snapshot state) {
        var changed = new LinkedHashMap<String, Past>();
        for (ChangeSet set : sets) {
            if (set.index() > state.index()) {
                break;
            }
            for (ChangeSet.RowChange change : set.rows()) {
                Row<?> row = change.row();
                String name = classes.nameOf(row.definition()).orElse("");
                if (!name.isEmpty() && subscription.matches(name, row.ref().value())) {
                    changed.put(row.ref().value(), new Past(row, name, set.index()));
                }
            }
        }
        return changed;
    }

    private static void addFromFeed(Past past, Snapshot state, Found found) {
        Row<?> now = current(state, past.row());
        if (now != null) {
            found.present(now, past.name());
        } else {
            found.gone(
                    past.row().definition(),
                    past.name(),
                    past.row().ref().value(),
                    past.row().createdAt(),
                    past.index());
        }
    }

    private static <C> @Nullable Row<C> current(Snapshot state, Row<C> past) {
        return state.get(past.definition(), past.ref());
    }

    private static <C> void addFromTable(Table<C> table, String name, Subscription subscription, Found found) {
        for (Row<C> row : table.rows()) {
            if (subscription.matches(name, row.ref().value())) {
                found.present(row, name);
            }
        }
        for (Table.Deletion gone : table.deletions()) {
            if (subscription.matches(name, gone.ref())) {
                found.gone(table.definition(), name, gone.ref(), gone.createdAt(), gone.deletedAt());
            }
        }
    }

    /** The last that the feed tells of an object. */
    private record Past(Row<?> row, String name, long index) {}

    private record Question(Subscription subscription, EventToken since) {}

    /** Answers as of one index, for whoever asks the same. */
    private record Shared(long index, Map<String, Integer> counts, Map<Question, EventBatch> batches) {}

    /** Events by kind, in the order that clients are told them. */
    private static final class Found {
        private final EventToken since;
        private final List<WireEvent> alerts = new ArrayList<>();
        private final List<WireEvent> additions = new ArrayList<>();
        private final List<WireEvent> modifications = new ArrayList<>();
        private final List<WireEvent> deletions = new ArrayList<>();

        Found(EventToken since) {
            this.since = since;
        }

        void present(Row<?> row, String name) {
            boolean alert = row.definition().equals(PoolMessage.CLASS);
            if (row.createdAt() > sinceFor(alert)) {
                (alert ? alerts : additions).add(event(row, name, alert, EventOperation.ADD));
            } else if (row.modifiedAt() > sinceFor(alert) && !alert) { // an alert never changes
                modifications.add(event(row, name, false, EventOperation.MOD));
            }
        }

        void gone(ClassDef<?> definition, String name, String ref, long createdAt, long deletedAt) {
            boolean alert = definition.equals(PoolMessage.CLASS);
            if (createdAt <= sinceFor(alert) && deletedAt > sinceFor(alert)) {
                var event = new WireEvent(alert ? 0 : deletedAt, "0.0", name, EventOperation.DEL, ref, null);
                (alert ? alerts : deletions).add(event);
            }
        }

        List<WireEvent> inOrder() {
            var all = new ArrayList<>(alerts);
            all.addAll(additions);
            all.addAll(modifications);
            all.addAll(deletions);
            return all;
        }

        private long sinceFor(boolean alert) {
            return alert ? since.alerts() : since.objects();
        }

        private static WireEvent event(Row<?> row, String name, boolean alert, EventOperation operation) {
            return new WireEvent(
                    alert ? 0 : row.modifiedAt(),
                    "0.0",
                    name,
                    operation,
                    row.ref().value(),
                    row);
        }
    }
}
