package io.xapid.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;

/** Random transactions: what a restart reads is what was there, down to versions and deletions, and mirrors are true. */
class ReplayTest {
    private static final int TRANSACTIONS = 150;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final MemoryLog log = new MemoryLog();
    private final Store store = Library.open(log);

    @RepeatedTest(20)
    void aRestartReadsTheStateThatWasThere() throws IOException {
        var changes = new ArrayList<ChangeSet>();
        var entries = new ArrayList<byte[]>();
        store.feed().listen((state, set) -> changes.add(set));
        for (int i = 0; i < TRANSACTIONS; i++) {
            if (random.nextInt(20) == 0) {
                failSome();
            }
            commitSomething();
        }
        entries.addAll(log.entries());
        Snapshot live = store.snapshot();

        var replayed = new ArrayList<ChangeSet>();
        Snapshot followed = Snapshot.empty(Library.SCHEMA);
        var codec = new EntryCodec(Library.SCHEMA);
        for (byte[] entry : entries) {
            StateMachine.Applied applied = StateMachine.apply(followed, followed.index() + 1, codec.decode(entry));
            assertThat(applied.isAccepted()).isTrue();
            followed = applied.state();
            replayed.add(applied.changes());
            if (random.nextInt(30) == 0) {
                followed = throughImage(followed);
            }
        }

        assertThat(Library.describe(followed)).as("seed %d", seed).isEqualTo(Library.describe(live));
        assertThat(replayed.stream().map(Library::inWords))
                .as("seed %d", seed)
                .isEqualTo(changes.stream().map(Library::inWords).toList());
        assertThat(Library.describe(Library.open(log.reopened()).snapshot()))
                .as("seed %d", seed)
                .isEqualTo(Library.describe(live));
        assertMirrorsAreTrue(live);
        assertUuidsAreFound(live);
    }

    private void commitSomething() {
        CompletableFuture<Boolean> done = store.transact(tx -> {
            int steps = 1 + random.nextInt(6);
            for (int i = 0; i < steps; i++) {
                step(tx);
            }
            return true;
        });
        assertThat(done).as("seed %d", seed).isCompletedWithValue(true);
    }

    /** Entries that the log loses, and those built on them. */
    private void failSome() {
        Snapshot before = store.snapshot();
        log.hold();
        var doomed = List.of(store.transact(this::step), store.transact(this::step));
        log.refuse();
        log.accept();
        log.release();
        assertThat(doomed).allMatch(CompletableFuture::isDone);
        assertThat(Library.describe(store.snapshot())).as("seed %d", seed).isEqualTo(Library.describe(before));
    }

    private boolean step(Transaction tx) {
        switch (random.nextInt(12)) {
            case 0 -> tx.insert(Shelf.CLASS, fresh(), Map.of(Shelf.LABEL, word()));
            case 1, 2, 3 -> insertBook(tx);
            case 4 -> anyBook(tx).ifPresent(ref -> tx.delete(Book.CLASS, ref));
            case 5 -> anyShelf(tx).ifPresent(ref -> tx.delete(Shelf.CLASS, ref));
            case 6 -> anyBook(tx).ifPresent(ref -> tx.touch(Book.CLASS, ref));
            case 7 ->
                anyBook(tx)
                        .ifPresent(ref ->
                                tx.set(Book.CLASS, ref, Book.SHELF, anyShelf(tx).orElse(Ref.none())));
            case 8 -> anyBook(tx).ifPresent(ref -> tx.set(Book.CLASS, ref, Book.CITES, someBooks(tx)));
            case 9 ->
                anyBook(tx)
                        .ifPresent(ref -> tx.set(
                                Book.CLASS, ref, Book.SEQUEL_OF, anyBook(tx).orElse(ref)));
            case 10 -> anyBook(tx).ifPresent(ref -> setPlainFields(tx, ref));
            default -> anyBook(tx).ifPresent(ref -> tx.get(Book.CLASS, ref));
        }
        return true;
    }

    private void insertBook(Transaction tx) {
        tx.insert(
                Book.CLASS,
                fresh(),
                Map.of(
                        Book.TITLE, word(),
                        Book.SHELF, anyShelf(tx).orElse(Ref.none()),
                        Book.LAST_SEEN, anyShelf(tx).orElse(Ref.none()),
                        Book.CITES, someBooks(tx),
                        Book.BOUGHT, Instant.ofEpochMilli(random.nextInt()),
                        Book.NOTES, Map.of(word(), word())));
    }

    private void setPlainFields(Transaction tx, Ref<Book> ref) {
        tx.set(Book.CLASS, ref, Book.TITLE, word());
        tx.set(Book.CLASS, ref, Book.PAGES, (long) random.nextInt(3) * 100);
        tx.set(Book.CLASS, ref, Book.PRICE, random.nextDouble());
        tx.set(Book.CLASS, ref, Book.LENT, random.nextBoolean());
        tx.set(Book.CLASS, ref, Book.GENRE, random.nextBoolean() ? Genre.NOVEL : Genre.COOKING);
        tx.set(Book.CLASS, ref, Book.KEYWORDS, List.of(word(), word()));
        tx.set(Book.CLASS, ref, Book.MARKS, Map.of(word(), List.of(random.nextLong())));
        tx.set(Book.CLASS, ref, Book.REVIEW, Optional.of(word()).filter(text -> random.nextBoolean()));
    }

    /** Of the seed, as the order in which tables are walked depends on references. */
    private <C> Ref<C> fresh() {
        return new Ref<>("OpaqueRef:" + random.nextLong());
    }

    private String word() {
        return Stream.of("", "a", "\u00e9\ud83d\ude00", "half \ud800", "x".repeat(300), "" + random.nextInt(9))
                .skip(random.nextInt(6))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Ref<Book>> anyBook(Transaction tx) {
        Table<Book> table = tx.table(Book.CLASS);
        return table.stream().skip(random.nextInt(table.size() + 1)).findFirst().map(Row::ref);
    }

    private Optional<Ref<Shelf>> anyShelf(Transaction tx) {
        Table<Shelf> table = tx.table(Shelf.CLASS);
        return table.stream().skip(random.nextInt(table.size() + 1)).findFirst().map(Row::ref);
    }

    private List<Ref<Book>> someBooks(Transaction tx) {
        return Stream.of(anyBook(tx), anyBook(tx), anyBook(tx))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Snapshot throughImage(Snapshot state) throws IOException {
        var codec = new ImageCodec(Library.SCHEMA);
        var out = new ByteArrayOutputStream();
        codec.write(state, out);
        return codec.read(state.index(), new ByteArrayInputStream(out.toByteArray()));
    }

    private void assertMirrorsAreTrue(Snapshot state) {
        for (Row<Shelf> shelf : state.table(Shelf.CLASS).rows()) {
            assertThat(shelf.get(Shelf.BOOKS))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            booksWhere(state, book -> book.get(Book.SHELF).equals(shelf.ref())));
            assertThat(shelf.get(Shelf.GHOSTS))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            booksWhere(state, book -> book.get(Book.LAST_SEEN).equals(shelf.ref())));
        }
        for (Row<Book> book : state.table(Book.CLASS).rows()) {
            assertThat(book.get(Book.SEQUELS))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            booksWhere(state, other -> other.get(Book.SEQUEL_OF).equals(book.ref())));
            assertThat(book.get(Book.CITED_BY))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            booksWhere(state, other -> other.get(Book.CITES).contains(book.ref())));
            assertThat(book.get(Book.CITES)).as("seed %d", seed).allMatch(ref -> state.get(Book.CLASS, ref) != null);
        }
    }

    private void assertUuidsAreFound(Snapshot state) {
        for (Row<Book> book : state.table(Book.CLASS).rows()) {
            assertThat(state.table(Book.CLASS).findByUuid(book.get(Book.UUID)))
                    .as("seed %d", seed)
                    .containsSame(book);
        }
    }

    private static List<Ref<Book>> booksWhere(Snapshot state, Predicate<Row<Book>> condition) {
        return state.table(Book.CLASS).stream().filter(condition).map(Row::ref).toList();
    }
}
