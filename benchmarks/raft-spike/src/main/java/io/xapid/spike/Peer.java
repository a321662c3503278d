package io.xapid.spike;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A member's process, seen from outside. */
final class Peer implements AutoCloseable {
    private static final long ANSWER_SECONDS = 120;

    final int number;
    private final Process process;
    private final BufferedReader said;

    Peer(String candidate, int number, int basePort, Path folder) throws IOException {
        this.number = number;
        Files.createDirectories(folder);
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Member.class.getName(),
                        candidate,
                        String.valueOf(number),
                        String.valueOf(basePort),
                        folder.toString())
                .redirectError(new File(folder.getParent().toFile(), "member" + number + ".err"))
                .start();
        said = process.inputReader(StandardCharsets.US_ASCII);
    }

    void awaitStart() throws Exception {
        String line = read();
        while (!"started".equals(line)) { // libraries greet, too
            line = read();
        }
    }

    private String read() throws Exception {
        String line = CompletableFuture.supplyAsync(() -> {
                    try {
                        return said.readLine();
                    } catch (IOException e) {
                        return null;
                    }
                })
                .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new IOException("member " + number + " has ended");
        }
        return line;
    }

    /** Gives an order, and the answer as its names and values. */
    Map<String, String> ask(String order) throws Exception {
        process.outputWriter().write(order + "\n");
        process.outputWriter().flush();
        String line = read();
        while (!line.contains("=") && !line.equals("on")) {
            line = read();
        }
        var values = new HashMap<String, String>();
        for (String word : line.split(" ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return values;
    }

    int leader() throws Exception {
        return Integer.parseInt(ask("state").get("leader"));
    }

    /** Of the member and what it started. */
    long rssKib() throws IOException {
        long sum = 0;
        for (ProcessHandle each : everyProcess()) {
            for (String line : Files.readAllLines(Path.of("/proc/" + each.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    sum += Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        }
        return sum;
    }

    private List<ProcessHandle> everyProcess() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    }

    void signal(String name) throws Exception {
        var order = new ArrayList<>(List.of("kill", "-" + name));
        everyProcess().forEach(each -> order.add(String.valueOf(each.pid())));
        new ProcessBuilder(order).start().waitFor();
    }

    void kill() throws Exception {
        List<ProcessHandle> all = everyProcess();
        signal("KILL"); // all in one moment, as when a host dies
        for (ProcessHandle each : all) {
            each.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws Exception {
        signal("CONT");
        kill();
    }
}
