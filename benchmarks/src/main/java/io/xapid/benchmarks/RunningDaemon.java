package io.xapid.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged daemon with a state directory of ours. Closing it stops it and leaves the state. */
final class RunningDaemon implements AutoCloseable {
    private final ChildProcess process;
    private final Path home;
    private final int port;
    private final double readyMillis;

    private RunningDaemon(ChildProcess process, Path home, int port, double readyMillis) {
        this.process = process;
        this.home = home;
        this.port = port;
        this.readyMillis = readyMillis;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param home its state directory, and files about it, stand there
     * @param hypervisor as in the option of that name
     */
    static RunningDaemon start(List<String> command, Path home, String hypervisor)
            throws IOException, InterruptedException {
        Files.createDirectories(home);
        Path ready = home.resolve("ready");
        Files.deleteIfExists(ready);
        var whole = new ArrayList<>(command);
        whole.addAll(List.of("--state-dir", home.resolve("state").toString()));
        whole.addAll(List.of("--ready-file", ready.toString(), "--hypervisor", hypervisor));
        whole.addAll(List.of("--http-port", "0", "--https-port", "0"));
        long began = System.nanoTime();
        ChildProcess process = ChildProcess.start(whole, home.resolve("log"));
        try {
            process.await(ready);
            double millis = (System.nanoTime() - began) / 1e6;
            var url = URI.create(
                    new ObjectMapper().readTree(ready.toFile()).get("url").asText());
            return new RunningDaemon(process, home, url.getPort(), millis);
        } catch (IOException | InterruptedException problem) {
            process.close();
            throw problem;
        }
    }

    static Path state(Path home) {
        return home.resolve("state");
    }

    Api login() throws IOException {
        return Api.login(
                port, Files.readString(state(home).resolve("root-password")).strip());
    }

    ChildProcess process() {
        return process;
    }

    int port() {
        return port;
    }

    /** From its exec to its being ready. */
    double readyMillis() {
        return readyMillis;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
