package io.xapid.model.store;

import static io.xapid.model.store.Library.book;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table<Book> empty = Table.empty(Book.CLASS);

    @Test
    void anOldTableDoesNotSeeWhatANewOneHolds() {
        Table<Book> one = empty.put(row("1", "u1", 1));
        Table<Book> two = one.put(row("2", "u2", 2));

        assertThat(empty.size()).isZero();
        assertThat(one.rows()).extracting(Row::ref).containsExactly(book("1"));
        assertThat(two.rows()).extracting(Row::ref).containsExactlyInAnyOrder(book("1"), book("2"));
        assertThat(two.remove(row("1", "u1", 1), 3).get(book("1"))).isNull();
        assertThat(two.get(book("1"))).isNotNull();
    }

    @Test
    void aUuidThatChangesIsFoundByItsNewValue() {
        Table<Book> table = empty.put(row("1", "old", 1)).put(row("1", "new", 2));

        assertThat(table.findByUuid("old")).isEmpty();
        assertThat(table.findByUuid("new")).isPresent();
        assertThat(table.findByUuid("")).isEmpty();
    }

    @Test
    void theOtherOfTwoWithOneUuidIsStillFoundWhenOneGoes() {
        Table<Book> table = empty.put(row("1", "same", 1)).put(row("2", "same", 2));

        assertThat(table.remove(row("1", "same", 1), 3).findByUuid("same")).isPresent();
    }

    @Test
    void onlyTheLatestDeletionsAreRemembered() {
        Table<Book> table = empty;
        for (int i = 0; i < 600; i++) {
            table = table.put(row("" + i, "u" + i, i)).remove(row("" + i, "u" + i, i), i);
        }

        assertThat(table.deletions()).hasSize(512);
        assertThat(table.deletions().get(0).deletedAt()).isEqualTo(88);
        assertThat(table.deletions().get(511).deletedAt()).isEqualTo(599);
    }

    @Test
    void aFieldOfAnotherClassIsRefused() {
        assertThatThrownBy(() -> Row.of(Shelf.CLASS, Map.of(Book.CITED_BY, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("book.cited_by");
        assertThatThrownBy(() -> Row.of(Shelf.CLASS, Map.of(Book.TITLE, "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRowKeepsOnlyWhatDiffersFromTheInitialValue() {
        Row<Book> row = Row.of(Book.CLASS, Map.of(Book.PAGES, 100L, Book.TITLE, "x"));

        assertThat(row.holds(Book.PAGES)).isFalse();
        assertThat(row.get(Book.PAGES)).isEqualTo(100L);
        assertThat(row.holds(Book.TITLE)).isTrue();
    }

    private static Row<Book> row(String name, String uuid, long index) {
        return Row.create(Book.CLASS, book(name), Map.of(Book.UUID, uuid), index);
    }
}
