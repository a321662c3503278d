package io.xapid.model.store;

import static io.xapid.model.store.Library.book;
import static io.xapid.model.store.Library.commit;
import static io.xapid.model.store.Library.nothing;
import static io.xapid.model.store.Library.shelf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StoreTest {
    private final MemoryLog log = new MemoryLog();
    private final Store store = Library.open(log);

    @Test
    void startsEmpty() {
        assertThat(store.snapshot().index()).isZero();
        assertThat(store.snapshot().table(Book.CLASS).rows()).isEmpty();
    }

    @Test
    void aTransactionGivesWhatItsBodyGives() {
        assertThat(store.transact(tx -> "answer").join()).isEqualTo("answer");
        assertThat(store.snapshot().index()).isZero();
    }

    @Test
    void aTransactionIsVisibleOnceItIsDurable() {
        log.hold();
        CompletableFuture<String> done = store.transact(tx -> {
            tx.insert(Book.CLASS, book("1"), nothing());
            return "ok";
        });
        assertThat(done).isNotDone();
        assertThat(store.snapshot().find(Book.CLASS, book("1"))).isEmpty();

        log.release();

        assertThat(done).isCompletedWithValue("ok");
        assertThat(store.snapshot().find(Book.CLASS, book("1"))).isPresent();
    }

    @Test
    void aTransactionSeesThoseBeforeItThoughTheyAreNotDurableYet() {
        log.hold();
        var first = store.transact(tx -> tx.insert(Book.CLASS, nothing()));
        CompletableFuture<Integer> second =
                store.transact(tx -> tx.table(Book.CLASS).size());
        assertThat(second).isNotDone();

        log.release();

        assertThat(first).isCompleted();
        assertThat(second).isCompletedWithValue(1);
    }

    @Test
    void whatIsRefusedBecauseOfAnEntryUnderWayIsToldOnceThatIsDurable() {
        log.hold();
        var first = store.transact(tx -> tx.insert(Book.CLASS, nothing()));
        var refused = store.transact(tx -> {
            throw new IllegalStateException("there is one already");
        });
        assertThat(refused).isNotDone();

        log.release();

        assertThat(first).isCompleted();
        assertThatThrownBy(refused::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("there is one already");
    }

    @Test
    void whatTheBodyThrowsArrivesAsItIsAndNothingChanges() {
        var failure = new IllegalStateException("refused");
        var told = new AtomicReference<Throwable>();

        var refused = store.<String>transact(tx -> {
                    tx.insert(Book.CLASS, book("1"), nothing());
                    throw failure;
                })
                .whenComplete((ok, why) -> told.set(why));

        assertThat(refused).isCompletedExceptionally();
        assertThat(told.get()).isSameAs(failure);
        assertThat(log.entries()).isEmpty();
        commit(store, tx -> assertThat(tx.table(Book.CLASS).size()).isZero());
    }

    @Test
    void aTransactionWithinATransactionIsRefused() {
        assertThatThrownBy(() -> commit(store, tx -> {
                    tx.insert(Book.CLASS, book("1"), nothing());
                    commit(store, inner -> inner.insert(Book.CLASS, nothing()));
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(commit(store, tx -> tx.insert(Book.CLASS, book("2"), nothing()))
                        .table(Book.CLASS)
                        .size())
                .isEqualTo(1);
    }

    @Test
    void anEntryThatIsTooLargeIsRefusedAndHarmsNoOther() {
        log.hold();
        var before = store.transact(tx -> tx.insert(Book.CLASS, nothing()));
        var tooLarge =
                store.transact(tx -> tx.insert(Book.CLASS, Map.of(Book.TITLE, "x".repeat(CommitLog.LARGEST_ENTRY))));
        var after = store.transact(tx -> tx.insert(Book.CLASS, nothing()));
        log.release();

        assertThat(before).isCompleted();
        assertThat(after).isCompleted();
        assertThatThrownBy(tooLarge::get).hasCauseInstanceOf(LogException.class).hasMessageContaining("bytes");
        assertThat(store.snapshot().table(Book.CLASS).size()).isEqualTo(2);
    }

    @Test
    void changesOfOneTransactionAreToldTogetherAndInOrder() {
        var heard = new ArrayList<String>();
        store.feed().listen((state, changes) -> {
            assertThat(state.index()).isEqualTo(changes.index());
            assertThat(store.snapshot()).isSameAs(state);
            heard.add(changes.index() + ": " + Library.inWords(changes));
        });

        commit(store, tx -> {
            tx.insert(Shelf.CLASS, shelf("a"), nothing());
            tx.insert(Book.CLASS, book("1"), nothing());
        });
        commit(store, tx -> {
            tx.set(Book.CLASS, book("1"), Book.PAGES, 3L);
            tx.set(Book.CLASS, book("1"), Book.PAGES, 4L);
            tx.delete(Shelf.CLASS, shelf("a"));
            tx.insert(Book.CLASS, book("2"), nothing());
        });

        assertThat(heard).containsExactly("1: +shelf-a +book-1", "2: ~book-1 -shelf-a +book-2");
    }

    @Test
    void aListenerThatThrowsKeepsNobodyElseFromHearing() {
        var heard = new ArrayList<Long>();
        store.feed().listen((state, changes) -> {
            throw new IllegalStateException("injected");
        });
        store.feed().listen((state, changes) -> {
            throw new StackOverflowError("injected");
        });
        store.feed().listen((state, changes) -> heard.add(changes.index()));

        commit(store, tx -> tx.insert(Book.CLASS, nothing()));
        commit(store, tx -> tx.insert(Book.CLASS, nothing()));

        assertThat(heard).containsExactly(1L, 2L);
        assertThat(store.snapshot().table(Book.CLASS).size()).isEqualTo(2);
    }

    @Test
    void aListenerMayStartATransaction() {
        var chained = new AtomicReference<CompletableFuture<?>>();
        store.feed().listen((state, changes) -> {
            if (changes.index() == 1) {
                chained.set(store.transact(tx -> tx.insert(Book.CLASS, nothing())));
            }
        });

        commit(store, tx -> tx.insert(Book.CLASS, nothing()));

        assertThat(chained.get()).isCompleted();
        assertThat(store.snapshot().table(Book.CLASS).size()).isEqualTo(2);
    }

    @Test
    void aListenerThatIsClosedHearsNoMore() throws Exception {
        var heard = new ArrayList<Long>();
        AutoCloseable listening = store.feed().listen((state, changes) -> heard.add(changes.index()));
        commit(store, tx -> tx.insert(Book.CLASS, nothing()));

        listening.close();
        commit(store, tx -> tx.insert(Book.CLASS, nothing()));

        assertThat(heard).containsExactly(1L);
    }

    @Test
    void deletionsAreRememberedWithTheirLives() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), nothing()));
        commit(store, tx -> tx.insert(Book.CLASS, book("2"), nothing()));
        Snapshot state = commit(store, tx -> tx.delete(Book.CLASS, book("1")));

        assertThat(state.table(Book.CLASS).deletions()).containsExactly(new Table.Deletion("OpaqueRef:book-1", 1, 3));
        assertThat(Library.open(log.reopened()).snapshot().table(Book.CLASS).deletions())
                .containsExactly(new Table.Deletion("OpaqueRef:book-1", 1, 3));
    }

    @Test
    void aRestartFindsTheSameStateByEntriesAndByImage() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.TITLE, "Emma")));
        commit(store, tx -> tx.insert(Book.CLASS, book("2"), Map.of(Book.SEQUEL_OF, book("1"))));
        Snapshot live = commit(store, tx -> tx.delete(Book.CLASS, book("1")));

        Store byEntries = Library.open(log.reopened());
        assertThat(Library.describe(byEntries.snapshot())).isEqualTo(Library.describe(live));

        MemoryLog another = new MemoryLog();
        Store source = Library.open(another);
        commit(source, tx -> tx.insert(Book.CLASS, book("1"), Map.of(Book.TITLE, "Emma")));
        commit(source, tx -> tx.insert(Book.CLASS, book("2"), Map.of(Book.SEQUEL_OF, book("1"))));
        assertThat(source.keepImage().toCompletableFuture()).isCompleted();
        assertThat(another.entries()).isEmpty();
        Snapshot after = commit(source, tx -> tx.delete(Book.CLASS, book("1")));
        Store byImage = Library.open(another.reopened());
        assertThat(Library.describe(byImage.snapshot())).isEqualTo(Library.describe(after));
        assertThat(byImage.snapshot()
                        .table(Book.CLASS)
                        .findByUuid(Library.row(after, book("2")).get(Book.UUID)))
                .isPresent();
    }

    @Test
    void indexesGoOnAfterARestart() {
        commit(store, tx -> tx.insert(Book.CLASS, book("1"), nothing()));

        Store again = Library.open(log.reopened());
        Snapshot state = commit(again, tx -> tx.insert(Book.CLASS, book("2"), nothing()));

        assertThat(state.index()).isEqualTo(2);
        assertThat(Library.row(state, book("2")).createdAt()).isEqualTo(2);
    }

    @Test
    void keepsAnImageByItselfNowAndThen() {
        for (int i = 0; i < 20_010; i++) {
            long pages = i + 1000L;
            commit(store, tx -> {
                if (tx.get(Book.CLASS, book("1")) == null) {
                    tx.insert(Book.CLASS, book("1"), nothing());
                }
                tx.set(Book.CLASS, book("1"), Book.PAGES, pages);
            });
        }

        assertThat(log.entries()).hasSize(10);
        Store again = Library.open(log.reopened());
        assertThat(Library.row(again.snapshot(), book("1")).get(Book.PAGES)).isEqualTo(21_009L);
    }

    @Test
    void anImageIsAlsoKeptWhenEntriesHaveGrownLarge() {
        String large = "x".repeat(8 << 20);
        for (int i = 0; i < 9; i++) {
            commit(store, tx -> tx.insert(Book.CLASS, Map.of(Book.TITLE, large)));
        }

        assertThat(log.entries()).hasSizeLessThan(9);
    }

    @Test
    void followsEntriesThatAnotherHostWrote() {
        var foreign = new AtomicReference<CommitLog.Sink>();
        var shared = new SharedLog(foreign);
        Store mine = Library.open(shared);
        commit(mine, tx -> tx.insert(Book.CLASS, book("1"), nothing()));

        shared.receive(
                2,
                new EntryCodec(Library.SCHEMA)
                        .encode(new Entry(
                                UUID.randomUUID(),
                                Instant.EPOCH,
                                1,
                                List.of(),
                                List.of(new Change.Delete(Book.CLASS, book("1"))))));

        assertThat(mine.snapshot().index()).isEqualTo(2);
        assertThat(commit(mine, tx -> tx.insert(Book.CLASS, book("3"), nothing()))
                        .index())
                .isEqualTo(3);
    }

    /** A log to which others write too. */
    private static final class SharedLog implements CommitLog {
        private final AtomicReference<Sink> sink;

        SharedLog(AtomicReference<Sink> sink) {
            this.sink = sink;
        }

        void receive(long index, byte[] entry) {
            Library.notNull(sink.get()).apply(index, entry);
        }

        @Override
        public void start(Sink applier) {
            sink.set(applier);
        }

        @Override
        public CompletableFuture<Void> append(long index, byte[] entry) {
            receive(index, entry);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> keep(long index, Image image) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
