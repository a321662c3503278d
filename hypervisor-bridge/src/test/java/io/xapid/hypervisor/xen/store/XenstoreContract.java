package io.xapid.hypervisor.xen.store;

import static io.xapid.hypervisor.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xapid.hypervisor.Registration;
import io.xapid.hypervisor.xen.store.XenstoreException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client promises, over the fake and over a real xenstored. */
abstract class XenstoreContract {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final String home = "/xapid-test/" + UUID.randomUUID();
    Xenstore store;

    /** Begins a test: where xenstored listens. */
    abstract Path socket() throws Exception;

    /** Ends it. */
    abstract void stop() throws Exception;

    @BeforeEach
    void connect() throws Exception {
        store = Xenstore.open(socket(), PATIENCE);
    }

    @AfterEach
    void disconnect() throws Exception {
        try (Xenstore used = store) {
            used.remove("/xapid-test");
        } finally {
            stop();
        }
    }

    @Test
    void givesBackWhatWasWritten() {
        assertThat(store.read(home + "/a")).isEmpty();
        store.write(home + "/a", "one");
        store.write(home + "/b/c", "größer, and with a\nline");
        assertThat(store.read(home + "/a")).contains("one");
        assertThat(store.read(home + "/b/c")).contains("größer, and with a\nline");
        assertThat(store.read(home + "/b")).contains("");
        assertThat(store.list(home)).containsExactlyInAnyOrder("a", "b");
        store.write(home + "/a", "");
        assertThat(store.read(home + "/a")).contains("");
        store.makeDirectory(home + "/d/e");
        store.makeDirectory(home + "/d/e");
        assertThat(store.list(home + "/d")).containsExactly("e");
        assertThat(store.list(home + "/d/e")).isEmpty();
        assertThat(store.list(home + "/nothing")).isEmpty();
    }

    @Test
    void removesAnEntryWithAllBelowItAndMindsNotIfThereIsNone() {
        store.write(home + "/a/b/c", "1");
        store.write(home + "/ab", "2");
        store.remove(home + "/a");
        store.remove(home + "/a");
        assertThat(store.read(home + "/a/b/c")).isEmpty();
        assertThat(store.list(home)).containsExactly("ab");
    }

    @Test
    void refusesWhatXenstoreCannotHold() {
        store.write(home, "x");
        for (String bad :
                List.of("", "//", "/a//b", "/a/", "/a b", "/ä", "/a\0b", "/" + "x".repeat(3100), "y".repeat(2100))) {
            XenstoreException refused = catchThrowableOfType(XenstoreException.class, () -> store.read(bad));
            assertThat(refused.kind()).as(bad).isEqualTo(Kind.INVALID);
        }
        assertThat(catchThrowableOfType(XenstoreException.class, () -> store.write(home + "/a", "x".repeat(5000)))
                        .kind())
                .isEqualTo(Kind.INVALID);
        assertThat(store.read(home)).as("the connection goes on").contains("x");
    }

    @Test
    void listsMoreThanFitsIntoOneMessage() {
        var names = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            names.add("an-entry-with-a-long-name-%03d".formatted(i));
            store.makeDirectory(home + "/" + names.get(i));
        }
        assertThat(store.list(home)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void keepsPermissions() {
        store.write(home + "/a", "1");
        var wanted = List.of(
                new Permission(0, Permission.Access.NONE),
                new Permission(7, Permission.Access.READ),
                new Permission(8, Permission.Access.BOTH));
        store.setPermissions(home + "/a", wanted);
        assertThat(store.permissions(home + "/a")).isEqualTo(wanted);
        assertThat(catchThrowableOfType(XenstoreException.class, () -> store.permissions(home + "/none"))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void knowsItsOwnDomain() {
        assertThat(store.domainPath(0)).isEqualTo("/local/domain/0");
        assertThat(store.domainPath(4711)).isEqualTo("/local/domain/4711");
        assertThat(store.isIntroduced(4711)).isFalse();
    }

    @Test
    void aTransactionTakesEffectAsAWholeOrNotAtAll() {
        store.write(home + "/a", "1");
        String seen = store.transact(view -> {
            String old = view.read(home + "/a").orElseThrow();
            view.write(home + "/a", "2");
            view.write(home + "/b", "3");
            assertThat(view.read(home + "/b")).contains("3");
            assertThat(store.read(home + "/b")).as("from outside").isEmpty();
            return old;
        });
        assertThat(seen).isEqualTo("1");
        assertThat(store.read(home + "/b")).contains("3");

        assertThatThrownBy(() -> store.transact(view -> {
                    view.write(home + "/a", "4");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(store.read(home + "/a")).contains("2");
    }

    @Test
    void transactionsOfManyThreadsLoseNothing() throws Exception {
        store.write(home + "/n", "0");
        int threads = 4;
        int each = 5;
        var workers = Executors.newFixedThreadPool(threads);
        try {
            Callable<Integer> work = () -> {
                for (int i = 0; i < each; i++) {
                    boolean done = false;
                    while (!done) {
                        try {
                            store.transact(view -> {
                                int n = Integer.parseInt(view.read(home + "/n").orElseThrow());
                                view.write(home + "/n", Integer.toString(n + 1));
                                return n;
                            });
                            done = true;
                        } catch (XenstoreException e) {
                            assertThat(e.kind()).isEqualTo(Kind.CONFLICT); // the others were always quicker
                        }
                    }
                }
                return each;
            };
            for (Future<Integer> one : workers.invokeAll(Collections.nCopies(threads, work))) {
                one.get();
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(store.read(home + "/n")).contains(Integer.toString(threads * each));
    }

    @Test
    void aWatchIsCalledAtOnceAndAtEachChangeBelowItUntilItEnds() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        store.write(home + "/a", "1");
        try (Registration watch = store.watch(home, seen::add)) {
            eventually(PATIENCE, () -> assertThat(seen).contains(home));
            store.write(home + "/a/b", "2");
            eventually(PATIENCE, () -> assertThat(seen).contains(home + "/a/b"));
            store.transact(view -> {
                view.write(home + "/c", "3");
                return true;
            });
            eventually(PATIENCE, () -> assertThat(seen).contains(home + "/c"));
        }
        seen.clear();
        AtomicBoolean other = new AtomicBoolean();
        try (Registration watch = store.watch(home, path -> other.set(path.equals(home + "/d") || other.get()))) {
            store.write(home + "/d", "4");
            eventually(PATIENCE, () -> assertThat(other).isTrue());
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void oneWhoWatchesMayAskAndMayFail() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (Registration failing = store.watch(home, path -> {
                    throw new IllegalStateException("cannot bear it");
                });
                Registration asking =
                        store.watch(home, path -> store.read(home + "/a").ifPresent(seen::add))) {
            store.write(home + "/a", "1");
            eventually(PATIENCE, () -> assertThat(seen).contains("1"));
        }
    }

    @Test
    void watchesTheComingAndGoingOfDomains() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (Registration coming = store.watch("@introduceDomain", seen::add);
                Registration going = store.watch("@releaseDomain", seen::add)) {
            eventually(PATIENCE, () -> assertThat(seen).contains("@introduceDomain", "@releaseDomain"));
        }
    }
}
