package io.xapid.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A daemon in a process of its own, on a state directory that outlives it. Closing it also ends the guests it left. */
final class RealDaemon implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Path stateDirectory;
    private final List<String> options;
    private Process process;
    private JsonNode ready;

    private RealDaemon(Path stateDirectory, List<String> options) throws IOException {
        this.stateDirectory = stateDirectory;
        this.options = options;
        this.process = launch();
        this.ready = awaitReady();
    }

    /** Starts a daemon on {@code stateDirectory} and waits until it serves. */
    static RealDaemon start(Path stateDirectory, String... options) throws IOException {
        return new RealDaemon(stateDirectory, List.of(options));
    }

    /** The same, with what runs real guests here. */
    static RealDaemon withGuests(Path stateDirectory) throws IOException {
        return start(stateDirectory, "--hypervisor", Underneath.here().word());
    }

    String url() {
        return ready.get("url").asText();
    }

    String httpsUrl() {
        return ready.get("https_url").asText();
    }

    long pid() {
        return process.pid();
    }

    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path stateDirectory() {
        return stateDirectory;
    }

    /** Kills the daemon as a power cut would; guests go on. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Asks the daemon to stop; guests go on. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the daemon does not stop\n" + output());
        }
    }

    /** Starts it again on the same state. */
    void startAgain(String... more) throws IOException {
        Files.deleteIfExists(readyFile());
        process = launch(more);
        ready = awaitReady();
    }

    /** Starts it on the same state, and kills it before it is ready, or soon after. */
    void startAndKillAfter(int millis) throws IOException, InterruptedException {
        process = launch();
        TimeUnit.MILLISECONDS.sleep(millis); // whatever it is at by then
        kill();
    }

    /** Starts it on the same state, for a start that is bound to fail: what it said, and how it ended. */
    Tool tryToStart(String... more) throws IOException, InterruptedException {
        Files.deleteIfExists(readyFile());
        return Tool.run(command(more), Map.of());
    }

    /** What it has said so far is of no more interest. */
    void forgetOutput() throws IOException {
        try (var file = FileChannel.open(outputFile(), StandardOpenOption.WRITE)) {
            file.truncate(0); // it appends, and so goes on from the beginning
        }
    }

    /** What it has written to its log. */
    String log() {
        try {
            return Files.readString(stateDirectory.resolve("log").resolve("xapid.log"));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    String output() {
        try {
            return Files.readString(outputFile());
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        LeftGuests.end(stateDirectory);
    }

    private Process launch(String... more) throws IOException {
        return new ProcessBuilder(command(more))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(outputFile().toFile()))
                .start();
    }

    private List<String> command(String... more) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath(), "io.xapid.server.Main"));
        command.addAll(List.of("--state-dir", stateDirectory.toString()));
        if (!options.contains("--http-port")) {
            command.addAll(List.of("--http-port", "0", "--https-port", "0"));
        }
        command.addAll(List.of("--root-password-file", passwordFile().toString()));
        command.addAll(List.of("--ready-file", readyFile().toString()));
        command.addAll(options);
        command.addAll(List.of(more));
        return command;
    }

    private JsonNode awaitReady() throws IOException {
        long deadline =
                System.nanoTime() + Underneath.here().patience(READY_WITHIN).toNanos();
        while (!Files.exists(readyFile())) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new AssertionError("the daemon is not ready\n" + output());
            }
            pause();
        }
        return new ObjectMapper().readTree(readyFile().toFile());
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    Path passwordFile() {
        return beside("password");
    }

    private Path readyFile() {
        return beside("ready.json");
    }

    private Path outputFile() {
        return beside("output.log");
    }

    private Path beside(String name) {
        return stateDirectory.resolveSibling(stateDirectory.getFileName() + "-" + name);
    }
}
