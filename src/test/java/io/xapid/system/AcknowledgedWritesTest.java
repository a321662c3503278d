package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients write while the daemon is killed at random moments, again and again: what was acknowledged is there
 * afterwards, in order, sessions live on, and event tokens still mean what they meant.
 *
 * <p>The number of rounds is the system property {@code xapid.torture.rounds}; the seed, which is printed, can be given as
 * {@code xapid.torture.seed}.
 */
class AcknowledgedWritesTest {
    private static final int WRITERS = 4;

    @TempDir
    Path scratch;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean up = new AtomicBoolean();

    @Test
    void surviveBeingKilledAtAnyMoment() throws Exception {
        int rounds = Integer.getInteger("xapid.torture.rounds", 50);
        long seed = Long.getLong("xapid.torture.seed", System.nanoTime());
        System.out.println("torture: " + rounds + " rounds, seed " + seed);
        var random = new Random(seed);
        int writes = 0;
        try (RealDaemon daemon = RealDaemon.start(scratch.resolve("state"), "--hypervisor", "simulator")) {
            ApiClient client = ApiClient.login(daemon);
            for (int round = 0; round < rounds; round++) {
                writes += torture(daemon, client.at(daemon), round, random.nextInt(400));
                client = client.at(daemon);
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println("torture: " + writes + " acknowledged writes, all there");
        assertThat(writes).isGreaterThan(rounds);
    }

    /** One round. @return how many writes were acknowledged */
    private int torture(RealDaemon daemon, ApiClient client, int round, int killAfterMillis) throws Exception {
        String pool = client.call("pool.get_all").get(0).asText();
        client.call("pool.set_other_config", pool, Map.of());
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var follower = new Follower(client.at(daemon));
        up.set(true);
        List<Future<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String name = "r" + round + "w" + i + "-";
            writers.add(threads.submit(() -> write(client.at(daemon), pool, name, acknowledged)));
        }
        Future<Integer> counter = threads.submit(() -> count(client.at(daemon), pool));
        Future<Integer> following = threads.submit(follower);

        TimeUnit.MILLISECONDS.sleep(killAfterMillis); // the random moment is the point
        daemon.kill();
        up.set(false);
        int total = 0;
        for (Future<Integer> writer : writers) {
            total += writer.get(30, TimeUnit.SECONDS);
        }
        int counted = counter.get(30, TimeUnit.SECONDS);
        following.get(30, TimeUnit.SECONDS);

        daemon.startAgain();
        check(client.at(daemon), pool, acknowledged, counted, follower.token);
        return total + counted;
    }

    private static void check(ApiClient client, String pool, Iterable<String> acknowledged, int counted, String token)
            throws Exception {
        JsonNode record = client.call("pool.get_record", pool); // with the session from before the kill
        assertThat(acknowledged)
                .allSatisfy(key -> assertThat(record.get("other_config").has(key))
                        .as("acknowledged write " + key)
                        .isTrue());
        int there = Integer.parseInt("0" + record.get("name_description").asText());
        assertThat(there).as("the counter goes on from what was acknowledged").isBetween(counted, counted + 1);

        JsonNode batch = client.call("event.from", List.of("pool"), token, 0.0);
        String before = token;
        assertThat(batch.get("token").asText()).isGreaterThanOrEqualTo(before);
        client.call("pool.set_name_description", pool, "looked at");
        JsonNode next =
                client.call("event.from", List.of("pool"), batch.get("token").asText(), 20.0);
        assertThat(next.get("events")
                        .get(0)
                        .get("snapshot")
                        .get("name_description")
                        .asText())
                .isEqualTo("looked at");
        client.call("pool.set_name_description", pool, "0");
    }

    private int write(ApiClient client, String pool, String name, ConcurrentLinkedQueue<String> acknowledged)
            throws InterruptedException {
        int done = 0;
        try {
            while (up.get()) {
                client.call("pool.add_to_other_config", pool, name + done, "x");
                acknowledged.add(name + done);
                done++;
            }
        } catch (IOException killed) {
            // what was not answered may or may not be there
        }
        return done;
    }

    private int count(ApiClient client, String pool) throws InterruptedException {
        int done = 0;
        try {
            client.call("pool.set_name_description", pool, "0");
            while (up.get()) {
                client.call("pool.set_name_description", pool, String.valueOf(done + 1));
                done++;
            }
        } catch (IOException killed) {
            // likewise
        }
        return done;
    }

    /** Follows the pool's events and keeps the last token. */
    private final class Follower implements java.util.concurrent.Callable<Integer> {
        private final ApiClient client;
        private volatile String token = "";

        Follower(ApiClient client) throws IOException, InterruptedException {
            this.client = client;
            this.token = client.call("event.from", List.of("pool"), "", 0.0)
                    .get("token")
                    .asText();
        }

        @Override
        public Integer call() throws InterruptedException {
            int batches = 0;
            try {
                while (up.get()) {
                    JsonNode batch = client.call("event.from", List.of("pool"), token, 1.0);
                    String next = batch.get("token").asText();
                    assertThat(next).as("tokens never go back").isGreaterThanOrEqualTo(token);
                    token = next;
                    batches++;
                }
            } catch (IOException killed) {
                // likewise
            }
            return batches;
        }
    }
}
