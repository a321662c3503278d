package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real guest's text console in a terminal, through the packaged client. */
class XeConsoleTest {
    private static final Path TERMINAL =
            Path.of(System.getProperty("xapid.root")).resolve("src/test/clients/python/terminal.py");
    private static final String LEAVE = "29"; // Ctrl-]

    @TempDir
    Path scratch;

    private RealDaemon daemon;

    @BeforeEach
    void start() throws Exception {
        daemon = RealDaemon.withGuests(scratch.resolve("state"));
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void takesWhatIsTypedAndIsLeftWithAKey() throws Exception {
        Guest guest = Guest.made(ApiClient.login(daemon), "watched");
        assertThat(xe("console", "vm=watched").output()).contains("Only a running VM has a console");
        guest.boot();

        assertThat(xe("console", "vm=watched").output()).contains("a console needs a terminal");
        var command = new ArrayList<>(
                List.of("/usr/bin/python3", TERMINAL.toString(), "echo to-\"the\"-guest", "\nto-the-guest", LEAVE));
        command.addAll(command("console", "vm=watched"));
        Tool console = Tool.run(command, environment());
        assertThat(console.exitCode()).as(console.output()).isZero();
    }

    private Tool xe(String... words) throws Exception {
        return Tool.run(command(words), environment());
    }

    private List<String> command(String... words) throws Exception {
        Path password = Files.writeString(scratch.resolve("password"), "root\n" + daemon.password());
        URI url = URI.create(daemon.url());
        var command = new ArrayList<>(List.of(
                UnpackedPackage.get().tree().resolve("usr/bin/xe").toString(),
                "-s",
                url.getHost(),
                "-p",
                String.valueOf(url.getPort()),
                "-pwf",
                password.toString()));
        command.addAll(List.of(words));
        return command;
    }

    private Map<String, String> environment() throws Exception {
        var environment = new HashMap<>(UnpackedPackage.get().environment());
        environment.put("XAPID_CACHE", scratch.toString());
        environment.put("HOME", scratch.toString());
        return environment;
    }
}
