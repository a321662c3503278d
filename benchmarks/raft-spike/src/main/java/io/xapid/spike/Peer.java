package io.xapid.spike;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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

    long rssKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }

    void signal(String name) throws Exception {
        new ProcessBuilder(List.of("kill", "-" + name, String.valueOf(process.pid()))).start().waitFor();
    }

    void kill() throws Exception {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        signal("CONT");
        kill();
    }
}
