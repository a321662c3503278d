package io.xapid.ha.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.pool.Secret;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment, again and again on one directory, loses nothing that it had acknowledged. */
class KillTest {
    private static final int ROUNDS = 20;

    @TempDir
    Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<String, Long> acknowledged = new HashMap<>();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everythingAcknowledgedIsThereInOrder() throws Exception {
        Path state = directory.resolve("state");
        long total = 0;
        for (int round = 0; round < ROUNDS; round++) {
            runAndKill(state, round);

            try (var store = new Store(KilledWriter.SCHEMA, new LocalLog(state), Clock.systemUTC())) {
                assertNothingIsLost(store.snapshot(), round);
                total = store.snapshot().table(Secret.CLASS).size();
            }
        }
        assertThat(acknowledged).as("writers that got anywhere").hasSizeGreaterThan(ROUNDS);
        assertThat(total).isGreaterThan(ROUNDS);
    }

    private void runAndKill(Path state, int round) throws IOException, InterruptedException {
        Path output = directory.resolve("output-" + round);
        Path errors = directory.resolve("errors-" + round);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process writer = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        state.toString(),
                        "round" + round)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (round % 4 == 3) { // while it starts
                writer.waitFor(random.nextInt(1_000), TimeUnit.MILLISECONDS);
            } else {
                awaitOpen(writer, output, errors);
                writer.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
            }
            assertThat(writer.isAlive()).as(Files.readString(errors)).isTrue();
        } finally {
            writer.destroyForcibly();
            assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        try (BufferedReader lines = Files.newBufferedReader(output)) {
            lines.lines()
                    .map(line -> line.split(" "))
                    .filter(words -> words[0].equals("ack") && words.length == 3)
                    .forEach(words -> acknowledged.merge(words[1], Long.valueOf(words[2]), Math::max));
        }
    }

    private static void awaitOpen(Process writer, Path output, Path errors) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(output).contains("open ")) {
            assertThat(writer.waitFor(5, TimeUnit.MILLISECONDS))
                    .as(Files.readString(errors))
                    .isFalse();
            assertThat(System.nanoTime()).as("it does not open").isLessThan(until);
        }
    }

    /** Each writer's objects are there from the first on without a gap, in order, at least as far as was acknowledged. */
    private void assertNothingIsLost(Snapshot state, int round) {
        var reached = new HashMap<String, Long>();
        List<Row<Secret>> rows = state.table(Secret.CLASS).stream()
                .sorted(Comparator.comparingLong(Row::createdAt))
                .toList();
        for (Row<Secret> row : rows) {
            String[] words = row.get(Secret.VALUE).split(" ");
            long number = Long.parseLong(words[1]);
            assertThat(number)
                    .as("seed %d, round %d, %s", seed, round, words[0])
                    .isEqualTo(reached.getOrDefault(words[0], 0L) + 1);
            reached.put(words[0], number);
        }
        acknowledged.forEach((writer, number) -> assertThat(reached.getOrDefault(writer, 0L))
                .as("seed %d, round %d, %s", seed, round, writer)
                .isBetween(number, number + 1));
        assertThat(state.index()).isEqualTo(rows.size());
    }
}
