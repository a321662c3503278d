package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Debian package, made once for all tests of this process and unpacked into the build's own folder. */
final class UnpackedPackage {
    private static final Path HOME = Path.of(System.getProperty("xapid.root"));
    private static final long READY_SECONDS = 60;
    private static Optional<UnpackedPackage> made = Optional.empty();

    private final Path deb;
    private final Path tree;

    private UnpackedPackage(Path deb, Path tree) {
        this.deb = deb;
        this.tree = tree;
    }

    static synchronized UnpackedPackage get() throws IOException, InterruptedException {
        if (made.isEmpty()) {
            Path folder = HOME.resolve(
                            "src/test/target/package-" + ProcessHandle.current().pid())
                    .normalize();
            Files.createDirectories(folder);
            Path deb = make(folder);
            Path tree = folder.resolve("tree");
            run("dpkg-deb", "-x", deb.toString(), tree.toString());
            made = Optional.of(new UnpackedPackage(deb, tree));
        }
        return made.get();
    }

    /** One process at a time: what is stale is built first, in one place for all. */
    private static Path make(Path folder) throws IOException, InterruptedException {
        try (var file = FileChannel.open(
                        folder.resolveSibling("package.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            String said = run(HOME.resolve("scripts/package").toString(), "--output", folder.toString());
            try (var files = Files.list(folder)) { // what Maven says may stand on the line that names it
                Path deb = files.filter(one -> one.toString().endsWith(".deb"))
                        .findAny()
                        .orElseThrow();
                assertThat(said).contains(deb.toString());
                return deb;
            }
        }
    }

    Path deb() {
        return deb;
    }

    Path tree() {
        return tree;
    }

    /** Where what is in it finds the rest of it. */
    Map<String, String> environment() {
        return Map.of(
                "XAPID_HOME", tree.resolve("usr/share/xapid").toString(), "JAVA_HOME", System.getProperty("java.home"));
    }

    static String run(String... command) throws IOException, InterruptedException {
        Tool ran = Tool.run(List.of(command), Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        return ran.output();
    }

    /** Starts its daemon with the settings it comes with and guests that are made up, and waits until it answers. */
    Daemon start(Path scratch) throws IOException, InterruptedException {
        Path ready = scratch.resolve("ready");
        Path output = scratch.resolve("output");
        var builder = new ProcessBuilder(
                        tree.resolve("usr/sbin/xapid").toString(),
                        "--config",
                        tree.resolve("etc/xapid/xapid.conf").toString(),
                        "--state-dir",
                        scratch.resolve("state").toString(),
                        "--ready-file",
                        ready.toString(),
                        "--hypervisor",
                        "simulator",
                        "--http-port",
                        "0",
                        "--https-port",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment());
        var daemon = new Daemon(builder.start(), ready, output, scratch.resolve("state"));
        try {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
            while (!Files.exists(ready)) {
                assertThat(daemon.process().isAlive() && System.nanoTime() < until)
                        .as(daemon::said)
                        .isTrue();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            return daemon;
        } catch (AssertionError | InterruptedException e) {
            daemon.close();
            throw e;
        }
    }

    /** A daemon that answers. */
    record Daemon(Process process, Path ready, Path output, Path state) implements AutoCloseable {
        /** The port of a URL in its ready file. */
        int port(String name) throws IOException {
            JsonNode written = new ObjectMapper().readTree(ready.toFile());
            return URI.create(written.path(name).asText()).getPort();
        }

        String said() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                return "no output: " + e;
            }
        }

        /** Has it end, which it must do in good order. */
        void stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(READY_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(this::said).isZero();
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
