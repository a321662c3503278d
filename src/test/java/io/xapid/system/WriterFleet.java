package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Clients of one daemon that write as fast as they can until it dies, and remember what they were told: some add keys,
 * one counts, one follows the events.
 */
final class WriterFleet {
    private static final int WRITERS = 4;
    private static final int PATIENCE_SECONDS = 60;

    private final String pool;
    private final ApiClient client;
    private final Follower follower;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean sailing = true;
    private volatile int counted;

    /** Begins on an empty slate. {@code name} tells this fleet's keys from all others'. */
    WriterFleet(RealDaemon daemon, ApiClient client, String name) throws IOException, InterruptedException {
        this.client = client;
        this.pool = client.call("pool.get_all").get(0).asText();
        client.call("pool.set_other_config", pool, Map.of());
        client.call("pool.set_name_description", pool, "0");
        this.follower = new Follower(client.at(daemon));
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(client.at(daemon), name + "w" + i + "-"));
        }
    }

    void setOut(RealDaemon daemon, ExecutorService threads) {
        writers.forEach(writer -> running.add(threads.submit(writer)));
        ApiClient counting = client.at(daemon);
        running.add(threads.submit(() -> count(counting)));
        running.add(threads.submit(follower));
    }

    /** Waits until all have noticed that the daemon is gone. @return how many writes were acknowledged */
    int comeHome() throws Exception {
        sailing = false;
        for (Future<?> one : running) {
            one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return counted
                + writers.stream().mapToInt(writer -> writer.acknowledged).sum();
    }

    /** Looks whether all that was acknowledged is there, with the session from before the kill. */
    void check(ApiClient after) throws IOException, InterruptedException {
        JsonNode record = after.call("pool.get_record", pool);
        for (Writer writer : writers) {
            writer.check(record.get("other_config"));
        }
        int there = Integer.parseInt(record.get("name_description").asText());
        assertThat(there).as("the counter goes on from what was acknowledged").isBetween(counted, counted + 1);
        follower.check(after, record);
    }

    private int count(ApiClient counting) throws InterruptedException {
        int done = 0;
        try {
            while (sailing) {
                counting.call("pool.set_name_description", pool, String.valueOf(done + 1));
                done++;
                counted = done;
            }
        } catch (IOException killed) {
            // what was not answered may or may not be there
        }
        return done;
    }

    /** Adds one key after the other. */
    private final class Writer implements Callable<Integer> {
        private final ApiClient client;
        private final String name;
        private volatile int acknowledged;

        Writer(ApiClient client, String name) {
            this.client = client;
            this.name = name;
        }

        @Override
        public Integer call() throws InterruptedException {
            int done = 0;
            try {
                while (sailing) {
                    client.call("pool.add_to_other_config", pool, name + done, "x");
                    done++;
                    acknowledged = done;
                }
            } catch (IOException killed) {
                // what was not answered may or may not be there
            }
            return done;
        }

        /** All that was acknowledged, and at most the one call that was under way. */
        void check(JsonNode keys) {
            var missing = new ArrayList<String>();
            for (int i = 0; i < acknowledged; i++) {
                if (!keys.has(name + i)) {
                    missing.add(name + i);
                }
            }
            assertThat(missing)
                    .as("acknowledged writes of %d by %s that are lost", acknowledged, name)
                    .isEmpty();
            assertThat(keys.has(name + (acknowledged + 1)))
                    .as("a write that was never sent: %s%d", name, acknowledged + 1)
                    .isFalse();
        }
    }

    /** Follows the pool's events, and keeps the last token and what the pool looked like by then. */
    private final class Follower implements Callable<String> {
        private final ApiClient client;
        private volatile String token;
        private volatile JsonNode seen;

        Follower(ApiClient client) throws IOException, InterruptedException {
            this.client = client;
            JsonNode first = client.call("event.from", List.of("pool"), "", 0.0);
            this.token = first.get("token").asText();
            this.seen = first.get("events").get(0).get("snapshot");
        }

        @Override
        public String call() throws InterruptedException {
            try {
                while (sailing) {
                    take(client.call("event.from", List.of("pool"), token, 1.0));
                }
            } catch (IOException killed) {
                // the token from before is still good
            }
            return token;
        }

        private void take(JsonNode batch) {
            String next = batch.get("token").asText();
            assertThat(next).as("tokens never go back").isGreaterThanOrEqualTo(token);
            for (JsonNode event : batch.get("events")) {
                seen = event.get("snapshot");
            }
            token = next;
        }

        /** With the token from before the kill one learns what came since: no more and no less. */
        void check(ApiClient after, JsonNode record) throws IOException, InterruptedException {
            take(after.call("event.from", List.of("pool"), token, 0.0));
            assertThat(seen.get("other_config"))
                    .as("keys, as a follower of events knows them")
                    .isEqualTo(record.get("other_config"));
            assertThat(seen.get("name_description").asText())
                    .as("the counter, as a follower of events knows it")
                    .isEqualTo(record.get("name_description").asText());

            after.call("pool.set_name_description", pool, "looked at");
            take(after.call("event.from", List.of("pool"), token, 20.0));
            assertThat(seen.get("name_description").asText()).isEqualTo("looked at");
        }
    }
}
