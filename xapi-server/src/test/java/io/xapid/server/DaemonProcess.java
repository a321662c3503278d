package io.xapid.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A daemon in a process of its own, as an operator would start it. Closing it ends the process, however it stands. */
final class DaemonProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    /** As in a terminal, also when the tests themselves run in the background, where a shell has some ignored. */
    private static final List<String> HEARS_SIGNALS = List.of("env", "--default-signal=INT,HUP");

    private final Process process;
    private final Path output;
    private final Path errors;

    private DaemonProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** @param folder for what it prints */
    static DaemonProcess start(Path folder, String... options) throws IOException {
        return start(folder, List.of(), options);
    }

    /** @param machine options for the Java virtual machine */
    static DaemonProcess start(Path folder, List<String> machine, String... options) throws IOException {
        return start(folder, HEARS_SIGNALS, machine, options);
    }

    /** One that has to obey the modes of files, which root need not: as root does without these powers. */
    static DaemonProcess startBoundByModes(Path folder, String... options) throws IOException {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        List<String> prefix = isRoot ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search") : List.of();
        return start(folder, prefix, List.of(), options);
    }

    /** One for which there are only the programs in {@code path}. */
    static DaemonProcess startWithPrograms(Path folder, Path path, String... options) throws IOException {
        return start(folder, List.of("env", "PATH=" + path), List.of(), options);
    }

    private static DaemonProcess start(Path folder, List<String> prefix, List<String> machine, String... options)
            throws IOException {
        Path output = Files.createTempFile(folder, "daemon", ".out");
        Path errors = Files.createTempFile(folder, "daemon", ".err");
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(machine);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.xapid.server.Main"));
        command.addAll(List.of(options));
        var builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("XAPID_"));
        return new DaemonProcess(builder.start(), output, errors);
    }

    /** Waits until it says that it is ready. */
    JsonNode awaitReady(Path readyFile) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(readyFile)) {
            if (System.nanoTime() > deadline || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the daemon is not ready\n" + errors() + output());
            }
        }
        return new ObjectMapper().readTree(readyFile.toFile());
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the daemon does not end");
        }
        return process.exitValue();
    }

    /** As SIGTERM does. */
    void askToStop() {
        process.destroy();
    }

    /** As a power cut does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    long pid() {
        return process.pid();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
