package io.xapid.model.store;

import static io.xapid.model.store.Library.book;
import static io.xapid.model.store.Library.commit;
import static io.xapid.model.store.Library.nothing;
import static io.xapid.model.store.Library.shelf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private final MemoryLog log = new MemoryLog();
    private final Store store = Library.open(log);

    @Test
    void readsItsOwnWrites() {
        commit(store, tx -> {
            tx.insert(Shelf.CLASS, shelf("a"), nothing());
            tx.insert(Book.CLASS, book("1"), Map.of(Book.TITLE, "Emma", Book.SHELF, shelf("a")));
            tx.set(Book.CLASS, book("1"), Book.PAGES, 474L);

            Row<Book> row = Library.notNull(tx.get(Book.CLASS, book("1")));
            assertThat(row.get(Book.TITLE)).isEqualTo("Emma");
            assertThat(row.get(Book.PAGES)).isEqualTo(474L);
            assertThat(tx.find(Shelf.CLASS, shelf("a")).orElseThrow().get(Shelf.BOOKS))
                    .containsExactly(book("1"));
            assertThat(tx.table(Book.CLASS).size()).isEqualTo(1);
            assertThat(tx.view().find(Book.CLASS, book("1"))).contains(row);

            tx.delete(Book.CLASS, book("1"));
            assertThat(tx.get(Book.CLASS, book("1"))).isNull();
            assertThat(tx.table(Book.CLASS).rows()).isEmpty();
        });
    }

    @Test
    void givesFreshReferencesAndUuids() {
        var ref = new AtomicReference<Ref<Book>>(Ref.none());
        Snapshot state = commit(store, tx -> ref.set(tx.insert(Book.CLASS, nothing())));

        Row<Book> row = Library.row(state, Library.notNull(ref.get()));
        assertThat(row.ref().value()).startsWith("OpaqueRef:");
        assertThat(row.get(Book.UUID)).hasSize(36);
        assertThat(state.table(Book.CLASS).findByUuid(row.get(Book.UUID))).contains(row);
    }

    @Test
    void fieldsLeftOutHaveTheirInitialValue() {
        Snapshot state = commit(store, tx -> tx.insert(Book.CLASS, book("1"), nothing()));

        assertThat(Library.row(state, book("1")).get(Book.PAGES)).isEqualTo(100L);
        assertThat(Library.row(state, book("1")).get(Book.NOTES)).isEmpty();
    }

    @Test
    void aValueThatIsThereAlreadyIsNotWrittenAgain() {
        Snapshot before = commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.TITLE, "Emma")));

        Snapshot after = commit(store, tx -> {
            tx.set(Book.CLASS, book("1"), Book.TITLE, "Emma");
            tx.set(Book.CLASS, book("1"), Book.PAGES, 100L);
            tx.set(Book.CLASS, book("gone"), Book.PAGES, 7L);
            tx.delete(Book.CLASS, book("gone"));
            tx.touch(Book.CLASS, book("gone"));
        });

        assertThat(after.index()).isEqualTo(before.index());
        assertThat(log.entries()).hasSize(1);
    }

    @Test
    void touchingMarksAnObjectAsModified() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), nothing()));
        var heard = new ArrayList<String>();
        store.feed().listen((state, changes) -> heard.add(Library.inWords(changes)));

        Snapshot state = commit(store, tx -> tx.touch(Book.CLASS, book("1")));

        assertThat(Library.row(state, book("1")).modifiedAt()).isEqualTo(2);
        assertThat(Library.row(state, book("1")).createdAt()).isEqualTo(1);
        assertThat(heard).containsExactly("~book-1");
    }

    @Test
    void anObjectIsMadeOnce() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.TITLE, "Emma")));

        assertThatThrownBy(() ->
                        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.TITLE, "Persuasion"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("book-1");
        assertThatThrownBy(() -> commit(store, tx -> tx.insert(Book.CLASS, Ref.none(), nothing())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Library.row(store.snapshot(), book("1")).get(Book.TITLE)).isEqualTo("Emma");
    }

    @Test
    void aUuidIsGivenOnce() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.UUID, "same")));

        assertThatThrownBy(() -> commit(store, tx -> tx.insert(Book.CLASS, book("2"), Map.of(Book.UUID, "same"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same");

        commit(store, tx -> tx.insert(Shelf.CLASS, shelf("a"), Map.of(Shelf.UUID, "same")));
        assertThat(store.snapshot()
                        .table(Book.CLASS)
                        .findByUuid("same")
                        .orElseThrow()
                        .ref())
                .isEqualTo(book("1"));
    }

    @Test
    void whatTheCallerDoesToItsCollectionsLaterChangesNothing() {
        var keywords = new ArrayList<>(List.of("love"));
        var notes = new HashMap<>(Map.of("ann", "good"));
        var marks = new HashMap<>(Map.of("ann", (List<Long>) new ArrayList<>(List.of(3L))));

        commit(
                store,
                tx -> tx.insert(
                        Book.CLASS, book("1"), Map.of(Book.KEYWORDS, keywords, Book.NOTES, notes, Book.MARKS, marks)));
        keywords.add("money");
        notes.clear();
        Library.notNull(marks.get("ann")).add(9L);

        Row<Book> row = Library.row(store.snapshot(), book("1"));
        assertThat(row.get(Book.KEYWORDS)).containsExactly("love");
        assertThat(row.get(Book.NOTES)).containsEntry("ann", "good");
        assertThat(row.get(Book.MARKS)).containsEntry("ann", List.of(3L));
    }

    @Test
    void whatIsReadBackIsWhatARestartWillRead() {
        Snapshot live = commit(store, tx -> {
            tx.insert(
                    Book.CLASS,
                    book("1"),
                    Map.of(
                            Book.TITLE,
                            "broken \ud800 surrogate, whole \ud83d\ude00",
                            Book.BOUGHT,
                            Instant.parse("2026-01-02T03:04:05.999Z"),
                            Book.SHELF,
                            new Ref<Shelf>(""),
                            Book.REVIEW,
                            Optional.of("\udc00"),
                            Book.PRICE,
                            Double.NaN,
                            Book.NOTES,
                            Map.of("\ud800", "x")));
            tx.insert(Book.CLASS, book("2"), nothing());
            tx.set(Book.CLASS, book("2"), Book.BOUGHT, Instant.parse("2026-01-02T03:04:05.001Z"));
            tx.set(Book.CLASS, book("2"), Book.TITLE, "\ud800");
        });

        assertThat(Library.row(live, book("1")).get(Book.TITLE))
                .isEqualTo("broken \ufffd surrogate, whole \ud83d\ude00");
        assertThat(Library.row(live, book("2")).get(Book.BOUGHT)).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(Library.describe(Library.open(log.reopened()).snapshot())).isEqualTo(Library.describe(live));
    }

    @Test
    void aValueOfAnotherTypeIsRefusedWithTheFieldsName() {
        assertThatThrownBy(() -> commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.PAGES, "many"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("book.pages");
        assertThatThrownBy(() ->
                        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.KEYWORDS, List.of(7L)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("book.keywords");
        assertThat(log.entries()).isEmpty();
    }

    @Test
    void theTimeIsTheSameThroughoutAndInWholeSeconds() {
        commit(store, tx -> {
            assertThat(tx.now()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
            tx.insert(Book.CLASS, book("1"), Map.of(Book.BOUGHT, tx.now()));
        });

        assertThat(Library.row(store.snapshot(), book("1")).get(Book.BOUGHT))
                .isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void isOfNoUseOnceItsBodyHasReturned() {
        var kept = new AtomicReference<Transaction>();
        commit(store, tx -> {
            tx.insert(Book.CLASS, book("1"), nothing());
            kept.set(tx);
        });

        assertThatThrownBy(() -> Library.notNull(kept.get()).delete(Book.CLASS, book("1")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void reliesOnEachObjectThatItReads() {
        Snapshot base = commit(store, tx -> {
            tx.insert(Book.CLASS, book("1"), nothing());
            tx.insert(Book.CLASS, book("2"), nothing());
        });
        var tx = new Transaction(base, base, Instant.EPOCH);
        tx.get(Book.CLASS, book("1"));
        tx.get(Book.CLASS, book("1"));
        tx.get(Shelf.CLASS, book("1").as());
        tx.get(Book.CLASS, book("none"));
        tx.get(Book.CLASS, Ref.none());
        tx.set(Book.CLASS, book("2"), Book.PAGES, 5L);
        tx.set(Book.CLASS, tx.insert(Book.CLASS, nothing()), Book.PAGES, 5L);

        assertThat(tx.entry().reliedOn())
                .containsExactly(
                        new Entry.Reliance(Book.CLASS, book("1"), 1),
                        new Entry.Reliance(Shelf.CLASS, book("1"), 0),
                        new Entry.Reliance(Book.CLASS, book("none"), 0),
                        new Entry.Reliance(Book.CLASS, book("2"), 1));
    }

    @Test
    void reliesOnClassesThatItReadsAsAWhole() {
        Snapshot base = commit(store, tx -> tx.insert(Book.CLASS, book("1"), nothing()));
        var tx = new Transaction(base, base, Instant.EPOCH);
        assertThat(tx.table(Book.CLASS).size()).isEqualTo(1);
        Snapshot view = tx.view();
        assertThat(tx.entry().reliedOn()).containsExactly(all(Book.CLASS, 1));

        assertThat(view.get(Shelf.CLASS, shelf("a"))).isNull();
        assertThat(view.table(Shelf.CLASS).size()).isZero();
        assertThat(tx.entry().reliedOn())
                .containsExactly(
                        all(Book.CLASS, 1), new Entry.Reliance(Shelf.CLASS, shelf("a"), 0), all(Shelf.CLASS, 0));
    }

    @Test
    void reliesOnWhoHasAUuidOrOnNobodyHavingIt() {
        Snapshot base = commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.UUID, "known")));
        var found = new Transaction(base, base, Instant.EPOCH);
        assertThat(found.findByUuid(Book.CLASS, "known")).isPresent();
        assertThat(found.entry().reliedOn()).containsExactly(new Entry.Reliance(Book.CLASS, book("1"), 1));
        var missed = new Transaction(base, base, Instant.EPOCH);
        assertThat(missed.findByUuid(Book.CLASS, "unknown")).isEmpty();
        assertThat(missed.entry().reliedOn()).containsExactly(all(Book.CLASS, 1));
    }

    @Test
    void whatHasNoPlaceInTheLogYetIsReliedOnAsSuch() {
        Snapshot settled = commit(store, tx -> tx.insert(Book.CLASS, book("1"), nothing()));
        Snapshot expected = commit(store, tx -> tx.insert(Book.CLASS, book("2"), nothing()));
        var tx = new Transaction(settled, expected, Instant.EPOCH);
        tx.get(Book.CLASS, book("1"));
        tx.get(Book.CLASS, book("2"));
        tx.table(Book.CLASS);
        tx.table(Shelf.CLASS);

        assertThat(tx.entry().reliedOn())
                .containsExactly(
                        new Entry.Reliance(Book.CLASS, book("1"), 1),
                        new Entry.Reliance(Book.CLASS, book("2"), Entry.Reliance.UNSETTLED),
                        all(Book.CLASS, Entry.Reliance.UNSETTLED),
                        all(Shelf.CLASS, 0));
    }

    private static Entry.Reliance all(ClassDef<?> definition, long version) {
        return new Entry.Reliance(definition, Entry.Reliance.ALL, version);
    }
}
