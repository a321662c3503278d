package io.xapid.ha.pool;

import io.xapid.model.meta.Ref;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Hosts in this process, each with a state directory of its own, which can be stopped, started and cut off. */
final class TestPool implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final Schema SCHEMA = new Schema(List.of(Note.CLASS));

    private final Path directory;
    private final UUID group = UUID.randomUUID();
    private final List<UUID> hosts = new ArrayList<>();
    private final LocalLinks links = new LocalLinks();
    private final Map<UUID, Running> running = new HashMap<>();
    private final int founders;

    private record Running(CommitLog log, Store store) {}

    TestPool(Path directory, int founders) {
        this.directory = directory;
        this.founders = founders;
        for (int i = 0; i < founders; i++) {
            newHost();
        }
    }

    /** Its number; it does not run yet. */
    int newHost() {
        hosts.add(UUID.randomUUID());
        return hosts.size() - 1;
    }

    UUID id(int host) {
        return hosts.get(host);
    }

    /** Starts the founders side by side, since none gets ready alone. */
    void startAll() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < founders; i++) {
            int host = i;
            all.add(CompletableFuture.runAsync(() -> start(host)));
        }
        all.forEach(CompletableFuture::join);
    }

    void start(int host) {
        open(
                host,
                PoolMember.log(
                        directory.resolve("host" + host),
                        new Membership(group, id(host), new TreeSet<>(hosts.subList(0, founders))),
                        links.of(id(host))));
    }

    /** Starts a host that has no vote. */
    void startFollower(int host) {
        open(
                host,
                new FollowingLog(
                        directory.resolve("host" + host),
                        new Membership(group, id(host), Set.of()),
                        links.of(id(host)),
                        () -> hosts.subList(0, founders)));
    }

    private void open(int host, CommitLog log) {
        try {
            var store = new Store(SCHEMA, log, Clock.systemUTC());
            synchronized (running) {
                running.put(id(host), new Running(log, store));
            }
        } catch (RuntimeException problem) {
            log.close();
            throw problem;
        }
    }

    private Running running(int host) {
        synchronized (running) {
            return Objects.requireNonNull(running.get(id(host)), "host " + host + " does not run");
        }
    }

    Store store(int host) {
        return running(host).store;
    }

    ReplicatedLog log(int host) {
        return (ReplicatedLog) running(host).log;
    }

    /** The number of the host that one without a vote follows; -1 for none. */
    int followedBy(int host) {
        return hosts.indexOf(((FollowingLog) running(host).log).followed().orElse(group));
    }

    void stop(int host) {
        Running stopped = running(host);
        synchronized (running) {
            running.remove(id(host));
        }
        stopped.store.close();
    }

    void cut(int host) throws IOException {
        links.cut(id(host));
    }

    void heal(int host) {
        links.heal(id(host));
    }

    /** The number of the host that all others take for the leader. */
    int awaitLeader(int but) throws InterruptedException {
        var found = new int[] {-1};
        await("a leader", () -> {
            found[0] = -1;
            for (int host = 0; host < hosts.size(); host++) {
                if (host != but && votes(host)) {
                    int leader = hosts.indexOf(log(host).leader().orElse(group));
                    if (leader < 0 || leader == but || (found[0] >= 0 && found[0] != leader)) {
                        return false;
                    }
                    found[0] = leader;
                }
            }
            return found[0] >= 0;
        });
        return found[0];
    }

    private boolean votes(int host) {
        synchronized (running) {
            Running found = running.get(id(host));
            return found != null && found.log instanceof ReplicatedLog;
        }
    }

    void awaitSame(int... which) throws InterruptedException {
        await("the same state everywhere", () -> {
            for (int host : which) {
                if (!describe(host).equals(describe(which[0]))) {
                    return false;
                }
            }
            return true;
        });
    }

    /** All that a host's state says. */
    Map<String, String> describe(int host) {
        var all = new TreeMap<String, String>();
        var state = store(host).snapshot();
        all.put("index", String.valueOf(state.index()));
        state.table(Note.CLASS)
                .rows()
                .forEach(row -> all.put(row.ref().toString(), row.get(Note.TEXT) + " " + row.get(Note.COUNT)));
        return all;
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("there never was " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    static Ref<Note> note(String name) {
        return Ref.of("OpaqueRef:" + name);
    }

    /** Counts up in a note, which it makes if need be. Gives the new count. */
    CompletableFuture<Long> count(int host, String name) {
        return store(host).transact(transaction -> {
            Ref<Note> ref = note(name);
            var found = transaction.find(Note.CLASS, ref);
            if (found.isEmpty()) {
                transaction.insert(Note.CLASS, ref, Map.of(Note.COUNT, 1L));
                return 1L;
            }
            long next = found.get().get(Note.COUNT) + 1;
            transaction.set(Note.CLASS, ref, Note.COUNT, next);
            return next;
        });
    }

    @Override
    public void close() {
        List<Running> all;
        synchronized (running) {
            all = List.copyOf(running.values());
            running.clear();
        }
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        for (Running one : all) {
            closing.add(CompletableFuture.runAsync(one.store::close)); // side by side: the last has no majority
        }
        closing.forEach(CompletableFuture::join);
    }
}
