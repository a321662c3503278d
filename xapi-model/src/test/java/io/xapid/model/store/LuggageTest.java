package io.xapid.model.store;

import static io.xapid.model.store.Library.book;
import static io.xapid.model.store.Library.commit;
import static io.xapid.model.store.Library.row;
import static io.xapid.model.store.Library.shelf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.Ref;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects of one state arrive in another as they were. */
class LuggageTest {
    private final Store from = Library.open(new MemoryLog());
    private final Store to = Library.open(new MemoryLog());

    @BeforeEach
    void fill() {
        commit(from, transaction -> {
            transaction.insert(Shelf.CLASS, shelf("a"), Map.of(Shelf.LABEL, "old"));
            transaction.insert(
                    Book.CLASS,
                    book("1"),
                    Map.of(Book.TITLE, "one", Book.SHELF, shelf("a"), Book.REVIEW, Optional.of("good")));
            transaction.insert(
                    Book.CLASS,
                    book("2"),
                    Map.of(Book.SEQUEL_OF, book("1"), Book.CITES, List.of(book("1")), Book.SHELF, shelf("a")));
        });
        commit(to, transaction -> transaction.insert(Shelf.CLASS, shelf("b"), Map.of(Shelf.LABEL, "new")));
    }

    private Luggage packed() {
        List<Row<?>> rows = new ArrayList<>(from.snapshot().table(Book.CLASS).rows());
        rows.addAll(from.snapshot().table(Shelf.CLASS).rows());
        return Luggage.of(rows);
    }

    private static Luggage sent(Luggage luggage) throws IOException {
        return Luggage.decode(Library.SCHEMA, luggage.encode(Library.SCHEMA));
    }

    @Test
    void whatArrivesIsWhatLeft() throws Exception {
        Luggage luggage = sent(packed());

        Snapshot state = commit(to, luggage::unpack);

        assertThat(row(state, book("1")).get(Book.TITLE)).isEqualTo("one");
        assertThat(row(state, book("1")).get(Book.REVIEW)).contains("good");
        assertThat(row(state, book("1")).get(Book.UUID))
                .isEqualTo(row(from.snapshot(), book("1")).get(Book.UUID));
        assertThat(row(state, book("1")).get(Book.SEQUELS)).containsExactly(book("2"));
        assertThat(row(state, Shelf.CLASS, shelf("a")).get(Shelf.BOOKS))
                .containsExactlyInAnyOrder(book("1"), book("2"));
    }

    @Test
    void referencesCanNameWhatIsThereAlready() throws Exception {
        Map<Ref<?>, Ref<?>> others = Map.of(shelf("a"), shelf("b"), book("1"), book("x"));
        Luggage luggage = sent(packed()).without(Set.of(shelf("a"), book("1"))).withInsteadOf(others);

        Snapshot state = commit(to, luggage::unpack);

        assertThat(row(state, Shelf.CLASS, shelf("b")).get(Shelf.BOOKS)).containsExactly(book("2"));
        assertThat(row(state, book("2")).get(Book.CITES)).containsExactly(book("x"));
        assertThat(state.find(Book.CLASS, book("1"))).isEmpty();
        assertThat(luggage.of(Book.CLASS))
                .singleElement()
                .satisfies(one -> assertThat(one.get(Book.SEQUEL_OF)).isEqualTo(book("x")));
    }

    @Test
    void whatIsThereAlreadyIsRefusedAndNothingComes() throws Exception {
        Luggage luggage = sent(packed());
        commit(to, transaction -> transaction.insert(Book.CLASS, book("2"), Map.of()));

        assertThatThrownBy(() -> commit(to, luggage::unpack)).isInstanceOf(IllegalArgumentException.class);
        assertThat(to.snapshot().find(Book.CLASS, book("1"))).isEmpty();
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> Luggage.decode(Library.SCHEMA, new byte[] {1, 2, 3}))
                .isInstanceOf(IOException.class);
    }
}
