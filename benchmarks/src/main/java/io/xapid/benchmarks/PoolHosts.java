package io.xapid.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Hosts that agree on one log, each a {@link PoolHost} in a process of its own. */
final class PoolHosts implements AutoCloseable {
    private static final long ANSWER_SECONDS = 120;
    private static final int FIRST_PORT = 20_000;
    private static final int BEHIND_LAST_PORT = 30_000; // Linux takes those from 32,768 on for connections
    private static final int TRIES = 100;

    private final Setup setup;
    private final Path folder;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<BufferedReader> answers = new ArrayList<>();

    PoolHosts(Setup setup, int count) throws Exception {
        this.setup = setup;
        this.folder = Files.createTempDirectory(setup.folder(), "pool");
        for (int i = 0; i < count; i++) {
            ports.add(freePort());
            processes.add(null);
            answers.add(null);
        }
        for (int i = 0; i < count; i++) {
            start(i);
        }
        for (int i = 0; i < count; i++) {
            read(i);
        }
    }

    /** One that no connection gets for its own end. */
    private int freePort() throws IOException {
        IOException last = new IOException("no port is free");
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, BEHIND_LAST_PORT);
            try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (!ports.contains(free.getLocalPort())) {
                    return port;
                }
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw last;
    }

    int count() {
        return ports.size();
    }

    private void start(int host) throws IOException {
        var arguments = new ArrayList<>(
                List.of(String.valueOf(host), folder.resolve("host" + host).toString()));
        ports.forEach(port -> arguments.add(String.valueOf(port)));
        Process process = new ProcessBuilder(setup.program(PoolHost.class, arguments.toArray(new String[0])))
                .redirectError(folder.resolve("errors" + host).toFile())
                .start();
        processes.set(host, process);
        answers.set(host, process.inputReader(StandardCharsets.US_ASCII));
    }

    void restart(int host) throws Exception {
        start(host);
        read(host);
    }

    private String read(int host) throws Exception {
        String line = CompletableFuture.supplyAsync(() -> {
                    try {
                        return answers.get(host).readLine();
                    } catch (IOException e) {
                        return null;
                    }
                })
                .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new IOException("host " + host + " has ended: " + Files.readString(folder.resolve("errors" + host)));
        }
        return line;
    }

    String ask(int host, String order) throws Exception {
        var out = processes.get(host).outputWriter(StandardCharsets.US_ASCII);
        out.write(order + "\n");
        out.flush();
        return read(host);
    }

    /** The host that leads, as {@code asked} knows; waits until one does that is not {@code but}. */
    int leader(int asked, int but) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (System.nanoTime() < end) {
            int leader = Integer.parseInt(ask(asked, "leader"));
            if (leader >= 0 && leader != but) {
                return leader;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException("nobody leads");
    }

    void signal(int host, String name) throws Exception {
        new ProcessBuilder(
                        "kill", "-" + name, String.valueOf(processes.get(host).pid()))
                .start()
                .waitFor();
    }

    void kill(int host) throws Exception {
        processes.get(host).destroyForcibly();
        processes.get(host).waitFor(30, TimeUnit.SECONDS);
    }

    double residentMebibytes() throws IOException {
        double most = 0;
        for (Process process : processes) {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    most = Math.max(most, Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024);
                }
            }
        }
        return most;
    }

    @Override
    public void close() throws Exception {
        for (int i = 0; i < processes.size(); i++) {
            signal(i, "CONT");
            kill(i);
        }
    }
}
