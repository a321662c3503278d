package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unmodified clients of others tell the story of one guest against the real daemon and a real QEMU. */
class ThirdPartyClientTest {
    private static final String TEMPLATE = "Tiny Linux";
    private static final Path CLIENTS = Path.of(System.getProperty("xapid.clients"));
    private static final Path SDKS = Path.of(System.getProperty("xapid.sdks"));

    @TempDir
    static Path scratch;

    private static RealDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = RealDaemon.start(scratch.resolve("state"), "--hypervisor", "qemu");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.1.0", "6.2.0"})
    void javaSdk(String version) throws Exception {
        Path classes = scratch.resolve("story-" + version);
        Path sdk = SDKS.resolve("sdk-" + version + ".jar");
        String path = sdk + File.pathSeparator + libraries();
        tell(
                List.of(
                        java("javac"),
                        "-d",
                        classes.toString(),
                        "-cp",
                        path,
                        CLIENTS.resolve("java/Story.java").toString()),
                "");
        tell(
                List.of(
                        java("java"),
                        "-cp",
                        classes + File.pathSeparator + path,
                        "Story",
                        sdk.toString(),
                        daemon.url(),
                        daemon.password(),
                        TEMPLATE),
                "story told");
    }

    @Test
    void pythonBinding() throws Exception {
        tell(
                List.of(
                        "/usr/bin/python3",
                        CLIENTS.resolve("python/story.py").toString(),
                        "/usr/lib/python3/dist-packages/os_xenapi/client",
                        daemon.url(),
                        daemon.password(),
                        TEMPLATE),
                "story told");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json-rpc", "xml-rpc"})
    void npmPackage(String transport) throws Exception {
        tell(
                List.of(
                        "node",
                        CLIENTS.resolve("node/story.mjs").toString(),
                        daemon.url(),
                        daemon.password(),
                        TEMPLATE,
                        transport),
                "story told");
    }

    private static void tell(List<String> command, String ending) throws Exception {
        Path output = Files.createTempFile(scratch, "client", ".log");
        Process client = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(client.waitFor(4, TimeUnit.MINUTES)).as("ends in time").isTrue();
        } finally {
            client.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(client.exitValue())
                .as(said + "\n--- daemon ---\n" + daemon.output())
                .isZero();
        assertThat(said).endsWith(ending.isEmpty() ? "" : ending + "\n");
    }

    private static String libraries() {
        return Arrays.stream(SDKS.toFile().listFiles())
                .filter(file -> !file.getName().startsWith("sdk-"))
                .map(File::toString)
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }
}
