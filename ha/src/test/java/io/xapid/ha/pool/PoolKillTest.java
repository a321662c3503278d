package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three hosts in processes of their own, which are killed and stopped at any moment: what one of them has acknowledged, all have
 * in the end, once.
 */
class PoolKillTest {
    private static final int HOSTS = 3;
    private static final int ROUNDS = 12;

    @TempDir
    Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final UUID group = UUID.randomUUID();
    private final List<UUID> ids = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Host[] hosts = new Host[HOSTS];
    private final long[] acknowledged = new long[HOSTS];
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>(); // only for want of a majority

    /** One process, and what it says. */
    private final class Host {
        private final int number;
        private final Process process;
        private final BufferedWriter orders;
        private final Thread listening;
        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private volatile boolean isOpen;
        private volatile long counted;
        private boolean isStopped;

        Host(int number) throws IOException {
            this.number = number;
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx96m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    PoolMember.class.getName(),
                    String.valueOf(number),
                    directory.resolve("host" + number).toString(),
                    group.toString()));
            for (int i = 0; i < HOSTS; i++) {
                command.add(ids.get(i).toString());
                command.add(ports.get(i).toString());
            }
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("errors-" + number).toFile()))
                    .start();
            orders = process.outputWriter(StandardCharsets.US_ASCII);
            listening = new Thread(this::listen, "hear-" + number);
            listening.setDaemon(true);
            listening.start();
        }

        private void listen() {
            try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
                String line = said.readLine();
                while (line != null) {
                    hear(line);
                    line = said.readLine();
                }
            } catch (IOException gone) {
                // it was killed
            }
        }

        private void hear(String line) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "open" -> isOpen = true;
                case "ack" -> acknowledge(Long.parseLong(words[1]));
                case "refused" -> refusals.add("host " + number + ": " + words[1]);
                default -> answers.add(words.length == 2 ? words[1] : "");
            }
        }

        /** In one life each count follows the one before; between two, one may not have been acknowledged. */
        private void acknowledge(long count) {
            synchronized (acknowledged) {
                long before = acknowledged[number];
                boolean isNext = count == before + 1 || (counted == 0 && count == before + 2);
                if (!isNext) {
                    answers.add("after " + before + " came " + count);
                }
                acknowledged[number] = count;
                counted++;
            }
        }

        /** How many counts of the life before may have come to be though nobody was told. */
        private int unacknowledged() {
            return counted == 0 ? 1 : 0;
        }

        private String ask(String order) throws IOException, InterruptedException {
            orders.write(order + "\n");
            orders.flush();
            String answer = answers.poll(60, TimeUnit.SECONDS);
            assertThat(answer).as("%s of host %d, seed %d", order, number, seed).isNotNull();
            return answer;
        }

        private void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            isStopped = name.equals("STOP");
        }

        private void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor(20, TimeUnit.SECONDS);
            listening.join(TimeUnit.SECONDS.toMillis(20)); // what it has said is heard before the next life speaks
        }
    }

    @BeforeEach
    void start() throws IOException {
        List<ServerSocket> free = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            ServerSocket socket = Ports.listen();
            free.add(socket);
            ids.add(UUID.randomUUID());
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : free) {
            socket.close();
        }
        for (int i = 0; i < HOSTS; i++) {
            hosts[i] = new Host(i);
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Host host : hosts) {
            if (host != null) {
                host.signal("CONT");
                host.kill();
            }
        }
    }

    private long acknowledgedBy(int host) {
        synchronized (acknowledged) {
            return acknowledged[host];
        }
    }

    /** Some host that runs gets on. */
    private void awaitMore(int but) throws InterruptedException {
        var before = new long[HOSTS];
        for (int i = 0; i < HOSTS; i++) {
            before[i] = acknowledgedBy(i);
        }
        TestPool.await("more counts", () -> {
            for (int i = 0; i < HOSTS; i++) {
                if (i != but && acknowledgedBy(i) > before[i] + 20) {
                    return true;
                }
            }
            return false;
        });
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void whatWasAcknowledgedIsThereOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            awaitMore(-1);
            int victim = random.nextInt(HOSTS);
            if (random.nextInt(3) == 0) {
                hosts[victim].signal("STOP");
            } else {
                hosts[victim].kill();
            }
            if (random.nextBoolean()) {
                awaitMore(victim);
            } else {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300)); // no condition is waited for: any moment will do
            }
            if (hosts[victim].isStopped) {
                hosts[victim].signal("CONT");
            } else {
                hosts[victim] = new Host(victim);
            }
        }
        killAll();
        for (Host host : hosts) {
            TestPool.await("host " + host.number, () -> host.isOpen);
            assertThat(host.ask("settle")).as("seed %d", seed).isEmpty();
        }
        assertSame();
    }

    private void killAll() throws Exception {
        awaitMore(-1);
        for (int i = 0; i < HOSTS; i++) {
            hosts[i].kill();
        }
        for (int i = 0; i < HOSTS; i++) {
            hosts[i] = new Host(i);
        }
        awaitMore(-1);
    }

    private void assertSame() throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        var states = new ArrayList<String>();
        do {
            assertThat(System.nanoTime()).as("seed %d: %s", seed, states).isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(20);
            states.clear();
            for (Host host : hosts) {
                states.add(host.ask("state"));
            }
        } while (!states.get(0).equals(states.get(1)) || !states.get(0).equals(states.get(2)));
        assertThat(refusals).as("seed %d", seed).allMatch(refusal -> refusal.contains("majority"));
        for (int i = 0; i < HOSTS; i++) {
            assertThat(states.get(0))
                    .as("seed %d, refused %s", seed, refusals)
                    .containsAnyOf(
                            "of-" + i + "=" + acknowledgedBy(i),
                            "of-" + i + "=" + (acknowledgedBy(i) + hosts[i].unacknowledged()));
        }
    }
}
