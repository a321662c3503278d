package io.xapid.model.store;

import static io.xapid.model.store.Library.book;
import static io.xapid.model.store.Library.commit;
import static io.xapid.model.store.Library.nothing;
import static io.xapid.model.store.Library.shelf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sets that list who refers to their owner follow the references, whatever happens to either side. */
class MirrorTest {
    private final Store store = Library.open(new MemoryLog());

    @BeforeEach
    void putUpTwoShelves() {
        commit(store, tx -> {
            tx.insert(Shelf.CLASS, shelf("a"), nothing());
            tx.insert(Shelf.CLASS, shelf("b"), nothing());
        });
    }

    @Test
    void aNewObjectIsListedWhereItPoints() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.SHELF, shelf("a"))));
        commit(store, tx -> tx.insert(Book.CLASS, book("2"), Map.of(Book.SHELF, shelf("a"))));

        assertThat(booksOn("a")).containsExactly(book("1"), book("2"));
        assertThat(booksOn("b")).isEmpty();
    }

    @Test
    void aReferenceThatMovesIsListedAtItsNewPlaceOnly() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.SHELF, shelf("a"))));

        commit(store, tx -> tx.set(Book.CLASS, book("1"), Book.SHELF, shelf("b")));

        assertThat(booksOn("a")).isEmpty();
        assertThat(booksOn("b")).containsExactly(book("1"));
    }

    @Test
    void anObjectThatGoesIsListedNoMore() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.SHELF, shelf("a"))));

        commit(store, tx -> tx.delete(Book.CLASS, book("1")));

        assertThat(booksOn("a")).isEmpty();
    }

    @Test
    void referencesToAnObjectThatGoesAreCleared() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.SHELF, shelf("a"))));

        Snapshot state = commit(store, tx -> tx.delete(Shelf.CLASS, shelf("a")));

        assertThat(Library.row(state, book("1")).get(Book.SHELF).isNull()).isTrue();
        assertThat(Library.row(state, book("1")).modifiedAt()).isEqualTo(state.index());
    }

    @Test
    void aReferenceThatMayDangleStaysWhenItsTargetGoes() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.LAST_SEEN, shelf("a"))));
        assertThat(Library.row(store.snapshot(), Shelf.CLASS, shelf("a")).get(Shelf.GHOSTS))
                .containsExactly(book("1"));

        Snapshot state = commit(store, tx -> tx.delete(Shelf.CLASS, shelf("a")));

        assertThat(Library.row(state, book("1")).get(Book.LAST_SEEN)).isEqualTo(shelf("a"));
    }

    @Test
    void bothSidesMayComeInOneTransactionInEitherOrder() {
        commit(store, tx -> {
            tx.insert(Shelf.CLASS, shelf("c"), nothing());
            tx.insert(Book.CLASS, book("1"), Map.of(Book.SHELF, shelf("c")));
            tx.insert(Book.CLASS, book("2"), Map.of(Book.SHELF, shelf("d")));
            tx.insert(Shelf.CLASS, shelf("d"), nothing());
        });

        assertThat(booksOn("c")).containsExactly(book("1"));
        assertThat(booksOn("d")).containsExactly(book("2"));
    }

    @Test
    void aReferenceThatHasMovedOnIsNotListedWhenItsOldTargetComes() {
        commit(store, tx -> {
            tx.insert(Book.CLASS, book("1"), Map.of(Book.SHELF, shelf("c")));
            tx.set(Book.CLASS, book("1"), Book.SHELF, shelf("a"));
            tx.insert(Shelf.CLASS, shelf("c"), nothing());
        });

        assertThat(booksOn("a")).containsExactly(book("1"));
        assertThat(booksOn("c")).isEmpty();
    }

    @Test
    void bothSidesMayGoInOneTransaction() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.SHELF, shelf("a"))));

        Snapshot state = commit(store, tx -> {
            tx.delete(Shelf.CLASS, shelf("a"));
            tx.delete(Book.CLASS, book("1"));
        });

        assertThat(state.table(Book.CLASS).size()).isZero();
        assertThat(state.table(Shelf.CLASS).size()).isEqualTo(1);
    }

    @Test
    void setsOfReferencesAreMirroredElementByElement() {
        commit(store, tx -> {
            tx.insert(Book.CLASS, book("1"), nothing());
            tx.insert(Book.CLASS, book("2"), nothing());
            tx.insert(Book.CLASS, book("3"), Map.of(Book.CITES, List.of(book("1"), book("2"))));
        });
        assertThat(citing("1")).containsExactly(book("3"));
        assertThat(citing("2")).containsExactly(book("3"));

        commit(store, tx -> tx.set(Book.CLASS, book("3"), Book.CITES, List.of(book("2"), book("3"))));
        assertThat(citing("1")).isEmpty();
        assertThat(citing("2")).containsExactly(book("3"));
        assertThat(citing("3")).containsExactly(book("3"));

        Snapshot state = commit(store, tx -> tx.delete(Book.CLASS, book("2")));
        assertThat(Library.row(state, book("3")).get(Book.CITES)).containsExactly(book("3"));
    }

    @Test
    void anObjectMayReferToItself() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.SEQUEL_OF, book("1"))));
        assertThat(Library.row(store.snapshot(), book("1")).get(Book.SEQUELS)).containsExactly(book("1"));

        Snapshot state = commit(store, tx -> tx.delete(Book.CLASS, book("1")));

        assertThat(state.table(Book.CLASS).size()).isZero();
    }

    @Test
    void aChangeOfTheListShowsAsAChangeOfItsOwner() {
        var heard = new ArrayList<String>();
        store.feed().listen((state, changes) -> heard.add(Library.inWords(changes)));

        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.SHELF, shelf("a"))));
        commit(store, tx -> tx.set(Book.CLASS, book("1"), Book.SHELF, shelf("b")));
        commit(store, tx -> tx.delete(Book.CLASS, book("1")));

        assertThat(heard).containsExactly("+book-1 ~shelf-a", "~book-1 ~shelf-a ~shelf-b", "-book-1 ~shelf-b");
    }

    @Test
    void listsAreNotWrittenByHand() {
        assertThatThrownBy(() -> commit(store, tx -> tx.set(Shelf.CLASS, shelf("a"), Shelf.BOOKS, List.of(book("1")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shelf.books");
    }

    @Test
    void listsGivenForANewObjectAreIgnored() {
        commit(store, tx -> tx.insert(Shelf.CLASS, shelf("c"), Map.of(Shelf.BOOKS, List.of(book("1")))));

        assertThat(booksOn("c")).isEmpty();
    }

    private List<Ref<Book>> booksOn(String shelf) {
        return Library.row(store.snapshot(), Shelf.CLASS, shelf(shelf)).get(Shelf.BOOKS);
    }

    private List<Ref<Book>> citing(String book) {
        return Library.row(store.snapshot(), book(book)).get(Book.CITED_BY);
    }
}
