package io.xapid.model.store;

import static io.xapid.model.store.Library.book;
import static io.xapid.model.store.Library.nothing;
import static io.xapid.model.store.Library.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts of a pool write one log side by side, and it is as if each transaction had run alone. */
class SeveralWritersTest {
    private static final int STORES = 3;
    private static final int ROUNDS = 300;
    private static final int SHELF_ROOM = 5;

    private final SharedOrder order = new SharedOrder();
    private final List<SharedOrder.Member> members = new ArrayList<>();
    private final List<Store> stores = new ArrayList<>();

    @BeforeEach
    void open() {
        for (int i = 0; i < STORES; i++) {
            SharedOrder.Member member = order.member();
            members.add(member);
            stores.add(Library.open(member));
        }
    }

    private Store store(int host) {
        return stores.get(host);
    }

    /** Places and delivers until there is nothing left to do. */
    private void settle() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (SharedOrder.Member member : members) {
                busy |= member.placeOne();
                while (member.deliverOne()) {
                    busy = true;
                }
            }
        }
    }

    private void deliverAll() {
        members.forEach(member -> {
            while (member.deliverOne()) {} // one after the other
        });
    }

    private CompletableFuture<Long> addPage(int host) {
        return store(host).transact(tx -> {
            long pages = tx.find(Book.CLASS, book("1")).orElseThrow().get(Book.PAGES);
            tx.set(Book.CLASS, book("1"), Book.PAGES, pages + 1);
            return pages + 1;
        });
    }

    private long pages(int host) {
        return row(store(host).snapshot(), book("1")).get(Book.PAGES);
    }

    private void insertTheBook() {
        var made = store(0).transact(tx -> {
            tx.insert(Book.CLASS, book("1"), Map.of(Book.PAGES, 0L));
            return true;
        });
        settle();
        assertThat(made).isCompleted();
    }

    @Test
    void whatReadTheSameObjectIsRunAgainBehindTheOther() {
        insertTheBook();
        CompletableFuture<Long> mine = addPage(0);
        CompletableFuture<Long> theirs = addPage(1);
        members.get(1).placeOne();
        members.get(0).placeOne();
        deliverAll();
        assertThat(theirs).isCompletedWithValue(1L);
        assertThat(mine).isNotDone();

        settle();

        assertThat(mine).isCompletedWithValue(2L);
        assertThat(pages(2)).isEqualTo(2);
    }

    @Test
    void whatReadOtherThingsIsNotRunAgain() {
        insertTheBook();
        var runs = new ArrayList<String>();
        var mine = store(0).transact(tx -> {
            runs.add("run");
            tx.insert(Book.CLASS, book("2"), nothing());
            return true;
        });
        CompletableFuture<Long> theirs = addPage(1);
        members.get(1).placeOne();
        settle();

        assertThat(theirs).isCompleted();
        assertThat(mine).isCompleted();
        assertThat(runs).containsExactly("run");
        assertThat(store(1).snapshot().find(Book.CLASS, book("2"))).isPresent();
    }

    /** Both took the place that mine expected, and changed what mine had changed: their version is not mine. */
    @Test
    void whatWasBuiltOnAnEntryThatIsOvertakenIsNotTakenForBuiltOnTheOther() {
        insertTheBook();
        CompletableFuture<Long> first = addPage(0);
        CompletableFuture<Long> second = addPage(0);
        CompletableFuture<Long> theirs = addPage(1);
        members.get(1).placeOne();
        members.get(0).placeOne();
        members.get(0).placeOne();
        settle();

        assertThat(List.of(theirs.join(), first.join(), second.join())).containsExactly(1L, 2L, 3L);
        assertThat(pages(0)).isEqualTo(3);
    }

    @Test
    void anAnswerThatReadWhatDidNotComeIsGivenAnew() {
        insertTheBook();
        CompletableFuture<Long> mine = addPage(0);
        CompletableFuture<Long> reading = store(0).transact(
                        tx -> tx.find(Book.CLASS, book("1")).orElseThrow().get(Book.PAGES));
        var refusing = store(0).transact(tx -> {
            long pages = tx.find(Book.CLASS, book("1")).orElseThrow().get(Book.PAGES);
            throw new IllegalStateException("it has " + pages);
        });
        CompletableFuture<Long> theirs = addPage(1);
        members.get(1).placeOne();
        settle();

        assertThat(theirs).isCompletedWithValue(1L);
        assertThat(mine).isCompletedWithValue(2L);
        assertThat(reading).isCompletedWithValue(2L);
        assertThatThrownBy(refusing::get).hasRootCauseMessage("it has 2");
    }

    @Test
    void whoIsCalledBackKeepsNobodyWaiting() {
        insertTheBook();
        CompletableFuture<Long> mine = addPage(0);
        var other = new CompletableFuture<String>();
        CompletableFuture<Void> called = store(0).transact(
                        tx -> tx.find(Book.CLASS, book("1")).orElseThrow().get(Book.PAGES))
                .thenAccept(pages -> other.complete(CompletableFuture.supplyAsync(() ->
                                store(0).transact(tx -> "from another thread").join())
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join()));
        CompletableFuture<Long> theirs = addPage(1);
        members.get(1).placeOne();
        settle();

        assertThat(theirs).isCompleted();
        assertThat(mine).isCompleted();
        assertThat(called).isCompleted();
        assertThat(other).isCompletedWithValue("from another thread");
    }

    @Test
    void whatLostItsPlaceIsTriedAgainInItsOrder() {
        insertTheBook();
        CompletableFuture<Long> first = addPage(0);
        CompletableFuture<Long> second = addPage(0);
        members.get(0).loseWhatWaits();
        assertThat(first).isNotDone();
        settle();

        assertThat(List.of(first.join(), second.join())).containsExactly(1L, 2L);
    }

    @Test
    void whoIsOvertakenForEverIsTold() {
        insertTheBook();
        CompletableFuture<Long> mine = addPage(0);
        for (int i = 0; i < 1_000 && !mine.isDone(); i++) {
            CompletableFuture<Long> theirs = addPage(1);
            members.get(1).placeOne();
            members.get(0).placeOne();
            deliverAll();
            assertThat(theirs).isCompleted();
        }

        assertThatThrownBy(mine::get).hasCauseInstanceOf(LogException.class).hasMessageContaining("200 times");
        assertThat(addPage(0)).isNotDone();
        settle();
        assertThat(pages(0)).isEqualTo(pages(1)).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverTheOrderOfEventsEachTransactionIsAsIfAlone(long seed) {
        insertTheBook();
        var random = new Random(seed);
        var counted = new ArrayList<CompletableFuture<Long>>();
        var shelved = new ArrayList<CompletableFuture<Boolean>>();
        for (int i = 0; i < ROUNDS; i++) {
            int host = random.nextInt(STORES);
            switch (random.nextInt(8)) {
                case 0, 1 -> counted.add(addPage(host));
                case 2 -> shelved.add(shelve(host));
                case 3 -> members.get(host).loseWhatWaits();
                case 4, 5 -> members.get(host).placeOne();
                default -> members.get(host).deliverOne();
            }
        }
        settle();

        assertThat(counted.stream().map(CompletableFuture::join).sorted().toList())
                .as("each saw a number of its own")
                .isEqualTo(LongStream.rangeClosed(1, counted.size()).boxed().toList());
        assertThat(pages(0)).isEqualTo(counted.size());
        assertThat(shelved.stream().filter(CompletableFuture::join).count())
                .isEqualTo(Math.min(SHELF_ROOM, shelved.size()));
        for (Store store : stores) {
            assertThat(Library.describe(store.snapshot())).isEqualTo(Library.describe(store(0).snapshot()));
        }
    }

    /** Puts a book there if there is room for one, which only all books together tell. */
    private CompletableFuture<Boolean> shelve(int host) {
        return store(host).transact(tx -> {
            boolean hasRoom = tx.table(Book.CLASS).size() <= SHELF_ROOM; // beside the one whose pages are counted
            if (hasRoom) {
                tx.insert(Book.CLASS, nothing());
            }
            return hasRoom;
        });
    }
}
