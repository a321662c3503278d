package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three hosts agree, whatever happens to one of them. */
@Timeout(180)
class PoolTest {
    private static final int HOSTS = 3;
    private static final int NOBODY = -1;

    @TempDir
    Path directory;

    private TestPool pool;

    @BeforeEach
    void start() {
        pool = new TestPool(directory, HOSTS);
        pool.startAll();
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    /** A client of one host that counts up in a note, until told to end. */
    private final class Client {
        private final int host;
        private final String note;
        private final AtomicLong acknowledged = new AtomicLong();
        private final AtomicBoolean isOn = new AtomicBoolean(true);
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        Client(int host, String note) {
            this.host = host;
            this.note = note;
            new Thread(this::run, "client-" + host).start();
        }

        private void run() {
            try {
                while (isOn.get()) {
                    pool.count(host, note).get(60, TimeUnit.SECONDS);
                    acknowledged.incrementAndGet();
                }
                end.complete(null);
            } catch (Exception problem) {
                end.completeExceptionally(problem);
            }
        }

        void end() {
            isOn.set(false);
            end.join();
        }

        /** All hosts know of what it was promised, and of no more. */
        void check() {
            for (int any = 0; any < HOSTS; any++) {
                assertThat(countIn(any, note)).isEqualTo(acknowledged.get());
            }
        }
    }

    private List<Client> clients() {
        var clients = new ArrayList<Client>();
        for (int host = 0; host < HOSTS; host++) {
            clients.add(new Client(host, "of-" + host));
        }
        return clients;
    }

    private long countIn(int host, String note) {
        return pool.store(host)
                .snapshot()
                .table(Note.CLASS)
                .find(TestPool.note(note))
                .orElseThrow()
                .get(Note.COUNT);
    }

    private static void awaitMore(Client client, int counts) throws InterruptedException {
        long before = client.acknowledged.get();
        TestPool.await("more counts", () -> client.acknowledged.get() > before + counts);
    }

    @Test
    void clientsOfAllHostsAreServedSideBySide() throws Exception {
        List<Client> clients = clients();
        for (Client client : clients) {
            awaitMore(client, 100);
        }

        clients.forEach(Client::end);

        pool.awaitSame(0, 1, 2);
        clients.forEach(Client::check);
    }

    @Test
    void clientsOfAllHostsThatChangeTheSameAllGetOn() throws Exception {
        List<Client> clients = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
            clients.add(new Client(host, "common"));
        }
        for (Client client : clients) {
            awaitMore(client, 30);
        }
        clients.forEach(Client::end);

        pool.awaitSame(0, 1, 2);
        long promised =
                clients.stream().mapToLong(client -> client.acknowledged.get()).sum();
        assertThat(countIn(0, "common")).isEqualTo(promised);
    }

    @Test
    void aLeaderThatStopsIsReplacedAndNothingIsLostOrDoneTwice() throws Exception {
        int leader = pool.awaitLeader(NOBODY);
        List<Client> clients = clients();
        for (Client client : clients) {
            awaitMore(client, 50);
        }
        clients.get(leader).end();

        pool.stop(leader);
        int next = pool.awaitLeader(leader);
        awaitMore(clients.get(next), 50);
        pool.start(leader);
        clients.forEach(Client::end);

        pool.awaitSame(0, 1, 2);
        clients.forEach(Client::check);
    }

    @Test
    void aLeaderThatIsCutOffKeepsItsEntriesUntilItIsBack() throws Exception {
        int leader = pool.awaitLeader(NOBODY);
        List<Client> clients = clients();
        for (Client client : clients) {
            awaitMore(client, 50);
        }

        pool.cut(leader);
        int next = pool.awaitLeader(leader);
        awaitMore(clients.get(next), 50);
        pool.heal(leader);
        awaitMore(clients.get(leader), 50);
        clients.forEach(Client::end);

        pool.awaitSame(0, 1, 2);
        clients.forEach(Client::check);
    }

    @Test
    void aHostThatWasAwayForLongIsSentTheState() throws Exception {
        pool.count(0, "common").join();
        pool.stop(2);
        for (int round = 0; round < 60; round++) {
            List<CompletableFuture<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                counts.add(pool.count(0, "common"));
            }
            counts.forEach(CompletableFuture::join);
        }

        pool.start(2);
        pool.awaitSame(0, 1, 2);
        assertThat(countIn(2, "common")).isEqualTo(6_001);
        assertThat(pool.count(2, "common").join()).isEqualTo(6_002);
        pool.stop(2);
        pool.start(2);
        pool.awaitSame(0, 1, 2);
    }

    @Test
    void allCanBeStoppedAndStartedAgain() throws Exception {
        for (int i = 0; i < 10; i++) {
            pool.count(i % HOSTS, "common").join();
        }
        pool.close();

        pool.startAll();

        pool.awaitSame(0, 1, 2);
        assertThat(pool.count(1, "common").join()).isEqualTo(11);
    }
}
