package io.xapid.model.store;

import static io.xapid.model.store.Library.book;
import static io.xapid.model.store.Library.commit;
import static io.xapid.model.store.Library.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the log cannot keep an entry, nothing has happened, and what was built on it has not happened either. */
class StoreFailureTest {
    private final MemoryLog log = new MemoryLog();
    private final Store store = Library.open(log);

    @Test
    void whatTheLogRefusesHasNotHappened() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), nothing()));
        log.refuse();

        assertThatThrownBy(() -> commit(store, tx -> tx.insert(Book.CLASS, book("2"), nothing())))
                .isInstanceOf(LogException.class);
        assertThat(store.snapshot().find(Book.CLASS, book("2"))).isEmpty();

        log.accept();
        commit(store, tx -> {
            assertThat(tx.get(Book.CLASS, book("2"))).isNull();
            tx.insert(Book.CLASS, book("3"), nothing());
        });
        assertThat(store.snapshot().index()).isEqualTo(2);
    }

    @Test
    void whatWasBuiltOnItFailsToo() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), nothing()));
        log.hold();
        var first = store.transact(tx -> tx.insert(Book.CLASS, nothing()));
        var second = store.transact(tx -> tx.insert(Book.CLASS, nothing()));
        var reading = store.transact(tx -> tx.table(Book.CLASS).size());
        var refusing = store.transact(tx -> {
            throw new IllegalStateException("because there are three");
        });
        log.refuse();

        for (CompletableFuture<?> doomed : List.of(first, second, reading, refusing)) {
            assertThatThrownBy(doomed::get).hasCauseInstanceOf(LogException.class);
        }
        assertThat(store.snapshot().table(Book.CLASS).size()).isEqualTo(1);
        log.accept();
        log.release();
        assertThat(commit(store, tx -> tx.insert(Book.CLASS, book("2"), nothing()))
                        .table(Book.CLASS)
                        .size())
                .isEqualTo(2);
    }

    @Test
    void whatIsWrittenWhileFailuresAreStillToldIsNotTakenForWhatFailed() {
        var slow = new TellingLog();
        Store mine = Library.open(slow);
        var first = adding(mine, "1");
        var second = adding(mine, "2");
        slow.failing = new ArrayDeque<>(slow.open);
        slow.open.clear();
        slow.next = 1;

        slow.tellFailure();
        var again = adding(mine, "3");
        var andAgain = adding(mine, "4");
        slow.tellFailure();
        slow.acknowledge();
        slow.acknowledge();

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(again).isCompleted();
        assertThat(andAgain).isCompleted();
        assertThat(mine.snapshot().table(Book.CLASS).size()).isEqualTo(2);
        var last = mine.transact(tx -> tx.table(Book.CLASS).size());
        assertThat(last).isCompletedWithValue(2);
    }

    @Test
    void aFailureThatIsToldWhileTheEntryBeforeIsAppliedLosesNothing() {
        var slow = new TellingLog();
        Store mine = Library.open(slow);
        var first = adding(mine, "1");
        var second = adding(mine, "2");
        TellingLog.Append secondAppend = slow.open.removeLast();
        slow.next = 2;
        mine.feed().listen((state, changes) -> secondAppend.done.completeExceptionally(new LogException("injected")));

        slow.acknowledge();

        assertThat(first).isCompleted();
        assertThat(second).isCompletedExceptionally();
        var third = mine.transact(tx -> {
            assertThat(tx.get(Book.CLASS, book("1"))).isNotNull();
            assertThat(tx.get(Book.CLASS, book("2"))).isNull();
            return tx.insert(Book.CLASS, nothing());
        });
        slow.acknowledge();
        assertThat(third).isCompleted();
        assertThat(mine.snapshot().index()).isEqualTo(2);
    }

    @Test
    void aLogThatThrowsInsteadOfFailingIsTakenAtItsWord() {
        var slow = new TellingLog();
        Store mine = Library.open(slow);
        slow.throwing = true;

        var refused = mine.transact(tx -> tx.insert(Book.CLASS, nothing()));

        assertThatThrownBy(refused::get).hasRootCauseMessage("thrown");
        slow.throwing = false;
        var next = mine.transact(tx -> tx.insert(Book.CLASS, nothing()));
        slow.acknowledge();
        assertThat(next).isCompleted();
    }

    @Test
    void afterItIsClosedNothingIsTaken() {
        store.close();

        assertThatThrownBy(() -> commit(store, tx -> tx.insert(Book.CLASS, nothing())))
                .isInstanceOf(LogException.class);
        assertThatThrownBy(() -> store.keepImage().toCompletableFuture().get()).hasCauseInstanceOf(LogException.class);
    }

    @Test
    void failuresArriveAsTheyAre() {
        log.refuse();
        var told = new AtomicReference<Throwable>();

        var refused =
                store.transact(tx -> tx.insert(Book.CLASS, nothing())).whenComplete((ok, failure) -> told.set(failure));

        assertThat(refused).isCompletedExceptionally();
        assertThat(told.get()).isInstanceOf(LogException.class);
    }

    @Test
    void aTransactionMayBeTriedAgainWhereItsFailureIsTold() {
        log.refuse();
        var again = new AtomicReference<CompletableFuture<?>>();
        var once = new AtomicBoolean();

        var refused = store.transact(tx -> tx.insert(Book.CLASS, nothing())).whenComplete((ok, failure) -> {
            if (failure != null && once.compareAndSet(false, true)) {
                log.accept();
                again.set(store.transact(tx -> tx.insert(Book.CLASS, nothing())));
            }
        });

        assertThat(refused).isCompletedExceptionally();
        assertThat(again.get()).isCompleted();
        assertThat(store.snapshot().index()).isEqualTo(1);
    }

    private static CompletableFuture<String> adding(Store store, String name) {
        return store.transact(tx -> {
            tx.insert(Book.CLASS, book(name), nothing());
            return name;
        });
    }

    /** A log of which the test says when it acknowledges and when it tells of a failure. */
    private static final class TellingLog implements CommitLog {
        private final ArrayDeque<Append> open = new ArrayDeque<>();
        private ArrayDeque<Append> failing = new ArrayDeque<>();
        private @Nullable Sink sink;
        private long next = 1;
        private boolean throwing;

        void acknowledge() {
            Append one = open.removeFirst();
            Library.notNull(sink).apply(one.index, one.entry);
            one.done.complete(null);
        }

        void tellFailure() {
            failing.removeFirst().done.completeExceptionally(new LogException("injected"));
        }

        @Override
        public void start(Sink applier) {
            sink = applier;
        }

        @Override
        public CompletableFuture<Void> append(long index, byte[] entry) {
            if (throwing) {
                throw new IllegalStateException("thrown");
            }
            var one = new Append(index, entry);
            if (index != next) {
                one.done.completeExceptionally(new LogException("expected " + next + ", got " + index));
            } else {
                next++;
                open.addLast(one);
            }
            return one.done;
        }

        @Override
        public CompletableFuture<Void> keep(long index, Image image) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}

        private static final class Append {
            private final long index;
            private final byte[] entry;
            private final CompletableFuture<Void> done = new CompletableFuture<>();

            Append(long index, byte[] entry) {
                this.index = index;
                this.entry = entry;
            }
        }
    }
}
