package io.xapid.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xapid.server.config.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartAndStopTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void saysWhereItIsServesStopsWhenAskedAndLeavesNoReadyFile() throws Exception {
        try (var daemon = start()) {
            JsonNode ready = daemon.awaitReady(readyFile());

            assertThat(ready.get("pid").asLong()).isEqualTo(daemon.pid());
            assertThat(ready.get("hypervisor").asText()).isEqualTo("simulator");
            assertThat(ready.get("https_url").asText()).startsWith("https://127.0.0.1:");
            assertThat(login(ready, password())).startsWith("OpaqueRef:");
            assertThat(daemon.output())
                    .contains(
                            "xapid is ready",
                            ready.get("url").asText(),
                            "networks       simulator: nothing passes",
                            "Try:");
            assertThat(Files.getPosixFilePermissions(passwordFile()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(stateDirectory()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));

            daemon.askToStop();
            assertThat(daemon.exitCode()).isEqualTo(ExitCode.STOPPED.code());
            assertThat(readyFile()).doesNotExist();
            assertThat(daemon.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "HUP"})
    void stopsAsWellWhenItsTerminalSaysSo(String signal) throws Exception {
        try (var daemon = start()) {
            daemon.awaitReady(readyFile());
            new ProcessBuilder("kill", "-" + signal, String.valueOf(daemon.pid())).start();

            assertThat(daemon.exitCode()).isEqualTo(ExitCode.STOPPED.code());
            assertThat(readyFile()).doesNotExist();
            assertThat(daemon.errors()).isEmpty();
        }
    }

    @Test
    void comesBackAsTheSameHostAfterBeingKilled() throws Exception {
        String host;
        try (var daemon = start()) {
            JsonNode ready = daemon.awaitReady(readyFile());
            host = hosts(ready).toString();
            daemon.kill();
        }
        Files.delete(readyFile());

        try (var daemon = start()) {
            assertThat(hosts(daemon.awaitReady(readyFile()))).hasToString(host);
        }
    }

    @Test
    void startsAgainWheneverTheFirstStartWasKilled() throws Exception {
        for (long afterMillis : List.of(200L, 500L, 900L, 1_400L)) {
            try (var daemon = start()) {
                Thread.sleep(afterMillis); // whatever it is at by then
                daemon.kill();
            }
        }
        Files.deleteIfExists(readyFile());

        try (var daemon = start()) {
            assertThat(hosts(daemon.awaitReady(readyFile()))).hasSize(1);
        }
    }

    @Test
    void leavesNothingInTheTemporaryDirectoryHoweverOftenItIsKilled() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        for (int i = 0; i < 2; i++) {
            Files.deleteIfExists(readyFile());
            try (var daemon = start("-Djava.io.tmpdir=" + temporary)) {
                daemon.awaitReady(readyFile());
                daemon.kill();
            }
        }

        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void needsNoTemporaryDirectory() throws Exception {
        try (var daemon = start("-Djava.io.tmpdir=" + folder.resolve("not-there"))) {
            assertThat(hosts(daemon.awaitReady(readyFile()))).hasSize(1);
            assertThat(daemon.errors().lines())
                    .filteredOn(line -> !line.equals("WARNING: java.io.tmpdir directory does not exist")) // Java's own
                    .isEmpty();
        }
    }

    @Test
    void keepsASecondDaemonOffItsState() throws Exception {
        try (var daemon = start()) {
            daemon.awaitReady(readyFile());

            try (var second = start()) {
                assertThat(second.exitCode()).isEqualTo(ExitCode.STATE_DIR.code());
                assertThat(second.errors()).hasLineCount(1).contains("is in use by another daemon");
            }
            assertThat(readyFile()).as("that of the first").exists();
        }
    }

    @Test
    void takesThePasswordFromItsFileAndAgainWhenTheFileChanges() throws Exception {
        Files.writeString(passwordFile(), "first word\n");
        try (var daemon = start()) {
            assertThat(login(daemon.awaitReady(readyFile()), "first word")).startsWith("OpaqueRef:");
            daemon.askToStop();
            daemon.exitCode();
        }

        Files.writeString(passwordFile(), "another one");
        try (var daemon = start()) {
            assertThat(login(daemon.awaitReady(readyFile()), "another one")).startsWith("OpaqueRef:");
        }
    }

    @Test
    void warnsOfAPasswordFileThatOthersMayRead() throws Exception {
        Files.writeString(passwordFile(), "for all to see\n");
        Files.setPosixFilePermissions(passwordFile(), PosixFilePermissions.fromString("rw-r-----"));

        try (var daemon = start()) {
            assertThat(login(daemon.awaitReady(readyFile()), "for all to see")).startsWith("OpaqueRef:");
            assertThat(daemon.errors())
                    .hasLineCount(1)
                    .contains(passwordFile() + " may be read by others", "chmod 600");
        }
    }

    @Test
    void keepsAPasswordThatWasChangedByACall() throws Exception {
        try (var daemon = start()) {
            JsonNode ready = daemon.awaitReady(readyFile());
            String session = login(ready, password());
            call(ready, "session.change_password", session, password(), "changed");
            daemon.askToStop();
            daemon.exitCode();
        }

        try (var daemon = start()) {
            assertThat(login(daemon.awaitReady(readyFile()), "changed")).startsWith("OpaqueRef:");
        }
    }

    private DaemonProcess start(String... machine) throws IOException {
        return DaemonProcess.start(
                folder,
                List.of(machine),
                "--hypervisor",
                "simulator",
                "--http-port",
                "0",
                "--https-port",
                "0",
                "--state-dir",
                stateDirectory().toString(),
                "--root-password-file",
                passwordFile().toString(),
                "--ready-file",
                readyFile().toString());
    }

    private JsonNode hosts(JsonNode ready) throws Exception {
        String session = login(ready, password());
        return call(ready, "host.get_all", session);
    }

    private static String login(JsonNode ready, String password) throws Exception {
        return call(ready, "session.login_with_password", "root", password).asText();
    }

    private static JsonNode call(JsonNode ready, String method, String... parameters) throws Exception {
        byte[] body = JSON.writeValueAsBytes(
                Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters)));
        HttpRequest request = HttpRequest.newBuilder(URI.create(ready.get("url").asText() + "/jsonrpc"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        JsonNode result = JSON.readTree(answer).get("result");
        assertThat(result).as(answer).isNotNull();
        return result;
    }

    private String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    private Path stateDirectory() {
        return folder.resolve("state");
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    private Path readyFile() {
        return folder.resolve("ready.json");
    }
}
