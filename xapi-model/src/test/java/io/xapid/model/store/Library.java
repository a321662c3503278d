package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Books and shelves: what the store's tests keep. */
final class Library {
    static final Schema SCHEMA = new Schema(List.of(Book.CLASS, Shelf.CLASS));
    static final Schema OLDER_SCHEMA = new Schema(List.of(OlderBook.CLASS));
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

    private Library() {}

    static Store open(CommitLog log) {
        return new Store(SCHEMA, log, CLOCK);
    }

    /** Commits what {@code body} does and gives the state after it. Throws what refused it. */
    static Snapshot commit(Store store, Consumer<Transaction> body) {
        try {
            store.transact(transaction -> {
                        body.accept(transaction);
                        return "done";
                    })
                    .join();
        } catch (CompletionException wrapped) {
            if (wrapped.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw wrapped;
        }
        return store.snapshot();
    }

    static Ref<Book> book(String name) {
        return new Ref<>("OpaqueRef:book-" + name);
    }

    static Ref<Shelf> shelf(String name) {
        return new Ref<>("OpaqueRef:shelf-" + name);
    }

    static Row<Book> row(Snapshot state, Ref<Book> ref) {
        return state.find(Book.CLASS, ref).orElseThrow();
    }

    static Row<Shelf> row(Snapshot state, ClassDef<Shelf> definition, Ref<Shelf> ref) {
        return state.find(definition, ref).orElseThrow();
    }

    static <C> Map<Field<C, ?>, ?> nothing() {
        return Map.of();
    }

    /** All of a state that can be told from outside: two states with the same description are the same. */
    static Map<String, Object> describe(Snapshot state) {
        var all = new TreeMap<String, Object>();
        all.put("index", state.index());
        for (Table<?> table : state.tables()) {
            all.put(table.definition() + " deletions", table.deletions());
            for (Row<?> row : table.rows()) {
                all.put(table.definition() + " " + row.ref(), describe(row));
            }
        }
        return all;
    }

    private static <C> Map<String, Object> describe(Row<C> row) {
        var values = new TreeMap<String, Object>();
        values.put("created at", row.createdAt());
        values.put("modified at", row.modifiedAt());
        for (Field<C, ?> field : row.definition().fields()) {
            values.put(field.wireName(), row.get(field));
        }
        return values;
    }

    /** The changes in words, such as {@code +book-a ~shelf-1}. */
    static String inWords(ChangeSet changes) {
        var words = new ArrayList<String>();
        for (ChangeSet.RowChange change : changes.rows()) {
            String kind = change.isAddition() ? "+" : change.isDeletion() ? "-" : "~";
            words.add(kind + change.row().ref().value().substring("OpaqueRef:".length()));
        }
        return String.join(" ", words);
    }

    static <T> T notNull(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
