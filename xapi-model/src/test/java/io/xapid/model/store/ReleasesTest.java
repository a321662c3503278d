package io.xapid.model.store;

import static io.xapid.model.store.Library.book;
import static io.xapid.model.store.Library.commit;
import static io.xapid.model.store.Library.nothing;
import static io.xapid.model.store.Library.shelf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One release reads what another wrote, by entries and by images: forward, and one back. */
class ReleasesTest {
    private final MemoryLog log = new MemoryLog();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOlderReleaseFindsAllThatItKnows(boolean byImage) {
        Store newer = Library.open(log);
        commit(newer, tx -> {
            tx.insert(Shelf.CLASS, shelf("a"), Map.of(Shelf.LABEL, "top"));
            tx.insert(
                    Book.CLASS,
                    book("1"),
                    Map.of(Book.TITLE, "Emma", Book.GENRE, Genre.TRAVEL, Book.SHELF, shelf("a")));
            tx.insert(Book.CLASS, book("2"), Map.of(Book.TITLE, "Soup", Book.GENRE, Genre.COOKING));
        });
        commit(newer, tx -> tx.delete(Shelf.CLASS, shelf("a")));
        keep(newer, byImage);

        Store older = openOlder();

        Row<OlderBook> first =
                older.snapshot().find(OlderBook.CLASS, book("1").as()).orElseThrow();
        assertThat(first.get(OlderBook.TITLE)).isEqualTo("Emma");
        assertThat(first.get(OlderBook.GENRE)).isEqualTo(OlderBook.OlderGenre.TRAVEL);
        Row<OlderBook> second =
                older.snapshot().find(OlderBook.CLASS, book("2").as()).orElseThrow();
        assertThat(second.get(OlderBook.TITLE)).isEqualTo("Soup");
        assertThat(second.get(OlderBook.GENRE)).as("falls back").isEqualTo(OlderBook.OlderGenre.NOVEL);
        assertThat(older.snapshot().index()).isEqualTo(2);
    }

    @Test
    void anOlderReleaseLosesNothingThatItKnowsThoughItCountsVersionsOtherwise() {
        Store newer = Library.open(log);
        commit(newer, tx -> {
            tx.insert(Book.CLASS, book("1"), Map.of(Book.TITLE, "Emma"));
            tx.insert(Book.CLASS, book("2"), nothing());
        });
        commit(newer, tx -> tx.set(Book.CLASS, book("2"), Book.SEQUEL_OF, book("1"))); // changes a list of book 1
        commit(newer, tx -> {
            assertThat(tx.get(Book.CLASS, book("1"))).isNotNull(); // relies on a version that only this release counts
            tx.set(Book.CLASS, book("1"), Book.TITLE, "Persuasion");
        });

        Store older = openOlder();

        assertThat(older.snapshot()
                        .find(OlderBook.CLASS, book("1").as())
                        .orElseThrow()
                        .get(OlderBook.TITLE))
                .isEqualTo("Persuasion");
    }

    @Test
    void aFieldOnlyTheNewerReleaseKnowsStillMarksTheObjectAsModified() {
        Store newer = Library.open(log);
        commit(newer, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.GENRE, Genre.TRAVEL)));
        commit(newer, tx -> tx.set(Book.CLASS, book("1"), Book.PAGES, 3L));
        commit(newer, tx -> tx.set(Book.CLASS, book("1"), Book.GENRE, Genre.COOKING));

        Row<OlderBook> row =
                openOlder().snapshot().find(OlderBook.CLASS, book("1").as()).orElseThrow();

        assertThat(row.modifiedAt()).isEqualTo(3);
        assertThat(row.get(OlderBook.GENRE)).isEqualTo(OlderBook.OlderGenre.NOVEL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNewerReleaseFindsInitialValuesInItsNewFields(boolean byImage) {
        Store older = openOlder();
        commit(older, tx -> tx.insert(OlderBook.CLASS, book("1").as(), Map.of(OlderBook.TITLE, "Emma")));
        keep(older, byImage);

        Row<Book> row = Library.row(Library.open(log.reopened()).snapshot(), book("1"));

        assertThat(row.get(Book.TITLE)).isEqualTo("Emma");
        assertThat(row.get(Book.PAGES)).isEqualTo(100L);
        assertThat(row.get(Book.SEQUELS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNewerReleaseFillsTheListsThatTheOlderDidNotKeep(boolean byImage) {
        Store older = new Store(new Schema(List.of(OlderShelf.CLASS, Book.CLASS)), log, Library.CLOCK);
        commit(older, tx -> {
            tx.insert(OlderShelf.CLASS, shelf("a").as(), nothing());
            tx.insert(OlderShelf.CLASS, shelf("b").as(), nothing());
        });
        commit(
                older,
                tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.SHELF, shelf("a"), Book.LAST_SEEN, shelf("b"))));
        commit(older, tx -> tx.insert(Book.CLASS, book("2"), Map.of(Book.SHELF, shelf("a"))));
        keep(older, byImage);

        Snapshot state = Library.open(log.reopened()).snapshot();

        assertThat(Library.row(state, Shelf.CLASS, shelf("a")).get(Shelf.BOOKS)).containsExactly(book("1"), book("2"));
        assertThat(Library.row(state, Shelf.CLASS, shelf("b")).get(Shelf.BOOKS)).isEmpty();
        assertThat(Library.row(state, Shelf.CLASS, shelf("b")).get(Shelf.GHOSTS))
                .containsExactly(book("1"));
    }

    @Test
    void aSchemaThatIsTooNewIsRefused() {
        Store store = Library.open(log);
        commit(store, tx -> tx.insert(Book.CLASS, nothing()));
        byte[] entry = log.entries().get(0);
        entry[0] = Schema.VERSION + 1;

        assertThatThrownBy(() -> Library.open(log.reopened()))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("newer xapid");
    }

    private static void keep(Store store, boolean byImage) {
        if (byImage) {
            assertThat(store.keepImage().toCompletableFuture()).isCompleted();
        }
    }

    private Store openOlder() {
        return new Store(Library.OLDER_SCHEMA, log.reopened(), Library.CLOCK);
    }
}
