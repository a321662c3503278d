package io.xapid.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that is measured. Closing it ends it. */
final class ChildProcess implements AutoCloseable {
    private static final int TICKS_A_SECOND = 100; // of every Linux on which the daemon runs
    private static final int SECONDS_TO_END = 30;
    private static final int UTIME = 11; // places behind the command's name in /proc/PID/stat
    private static final int STIME = 12;

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param log what it prints goes there */
    static ChildProcess start(List<String> command, Path log) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("XAPID_"));
        return new ChildProcess(builder.start(), log);
    }

    /** From now on it has one CPU alone, with all its threads. */
    void pin(int cpu) throws IOException, InterruptedException {
        output(List.of("taskset", "-acp", String.valueOf(cpu), String.valueOf(pid())));
    }

    static List<String> pinned(int cpu, List<String> command) {
        var whole = new ArrayList<>(List.of("taskset", "-c", String.valueOf(cpu)));
        whole.addAll(command);
        return whole;
    }

    /** Runs a command to its end and returns what it printed. */
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed: " + text);
            }
            return text;
        }
    }

    /** Waits until {@code file} is there and not empty. */
    void await(Path file) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!Files.exists(file) || Files.size(file) == 0) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IOException("it did not start: " + Files.readString(log));
            }
            TimeUnit.MICROSECONDS.sleep(500);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Microseconds of CPU that it has used so far. */
    double cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
        String[] places = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(places[UTIME]) + Long.parseLong(places[STIME])) * 1e6 / TICKS_A_SECOND;
    }

    /** Mebibytes of memory that it holds. */
    double residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("it does not end: " + Files.readString(log));
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
