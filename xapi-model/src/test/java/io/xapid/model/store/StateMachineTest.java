package io.xapid.model.store;

import static io.xapid.model.store.Library.book;
import static io.xapid.model.store.Library.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StateMachineTest {
    private final Snapshot start = Snapshot.empty(Library.SCHEMA);
    private final Snapshot base = StateMachine.apply(
                    start, 1, entry(start, tx -> tx.insert(Book.CLASS, book("1"), nothing())))
            .state();

    @Test
    void acceptsWhatReliedOnNothingThatHasChangedSince() {
        Entry mine = entry(base, tx -> {
            tx.get(Book.CLASS, book("1"));
            tx.set(Book.CLASS, book("1"), Book.PAGES, 2L);
        });
        Snapshot other = after(base, 2, tx -> tx.insert(Book.CLASS, book("2"), nothing()));

        StateMachine.Applied applied = StateMachine.apply(other, 3, mine);

        assertThat(applied.isAccepted()).isTrue();
        assertThat(Library.row(applied.state(), book("1")).get(Book.PAGES)).isEqualTo(2L);
        assertThat(Library.row(applied.state(), book("1")).modifiedAt()).isEqualTo(3);
    }

    @Test
    void refusesWhatReliedOnAnObjectThatHasChanged() {
        Entry mine = entry(base, tx -> {
            tx.get(Book.CLASS, book("1"));
            tx.insert(Book.CLASS, book("3"), nothing());
        });
        Snapshot other = after(base, 2, tx -> tx.set(Book.CLASS, book("1"), Book.PAGES, 7L));

        StateMachine.Applied applied = StateMachine.apply(other, 3, mine);

        assertThat(applied.isAccepted()).isFalse();
        assertThat(applied.changes().rows()).isEmpty();
        assertThat(applied.state().index()).isEqualTo(3);
        assertThat(applied.state().find(Book.CLASS, book("3"))).isEmpty();
    }

    @Test
    void refusesWhatReliedOnAnObjectThatHasComeOrGone() {
        Entry onAbsence = entry(base, tx -> {
            tx.get(Book.CLASS, book("2"));
            tx.insert(Book.CLASS, book("3"), nothing());
        });
        Entry onPresence = entry(base, tx -> {
            tx.get(Book.CLASS, book("1"));
            tx.insert(Book.CLASS, book("3"), nothing());
        });
        Snapshot other = after(base, 2, tx -> {
            tx.insert(Book.CLASS, book("2"), nothing());
            tx.delete(Book.CLASS, book("1"));
        });

        assertThat(StateMachine.apply(other, 3, onAbsence).isAccepted()).isFalse();
        assertThat(StateMachine.apply(other, 3, onPresence).isAccepted()).isFalse();
    }

    @Test
    void anInsertOfWhatIsThereChangesNothing() {
        Entry again = entry(start, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.PAGES, 9L)));

        Snapshot state = StateMachine.apply(base, 2, again).state();

        assertThat(Library.row(state, book("1")).get(Book.PAGES)).isEqualTo(100L);
    }

    @Test
    void anObjectThatCameAndWentInOneEntryLeavesNoChange() {
        StateMachine.Applied applied = StateMachine.apply(base, 2, entry(base, tx -> {
            tx.insert(Book.CLASS, book("2"), nothing());
            tx.delete(Book.CLASS, book("2"));
        }));

        assertThat(applied.changes().rows()).isEmpty();
    }

    private static Snapshot after(Snapshot state, long index, Consumer<Transaction> body) {
        return StateMachine.apply(state, index, entry(state, body)).state();
    }

    private static Entry entry(Snapshot state, Consumer<Transaction> body) {
        var transaction = new Transaction(state, state, Instant.EPOCH);
        body.accept(transaction);
        return transaction.entry();
    }
}
