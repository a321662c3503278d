package io.xapid.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer reads can be typed in as it stands: the commands of the first screen, and the tutorial. */
class NewcomerTest {
    private static final Path HOME = Path.of(System.getProperty("xapid.root"));

    @TempDir
    Path scratch;

    private RealDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = RealDaemon.withGuests(scratch.resolve("a state"));
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void theThreeCommandsOfTheFirstScreenWorkAsTheyStand() throws Exception {
        ApiClient.until("it has said all", () -> daemon.output().contains("Ctrl-C stops it"));
        List<String> commands = daemon.output()
                .lines()
                .dropWhile(line -> !line.equals("Try:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .map(String::strip)
                .toList();

        var said = new ArrayList<String>();
        for (String command : commands) {
            Tool shell = Tool.run(List.of("bash", "-c", command), Map.of());
            assertThat(shell.exitCode()).as(command + "\n" + shell.output()).isZero();
            said.add(shell.output());
        }

        assertThat(said).hasSize(3);
        assertThat(said.get(0)).contains("\"result\":\"OpaqueRef:");
        assertThat(said.get(1)).contains("Other install media", "Tiny Linux");
        assertThat(said.get(2)).contains("{'Status': 'Success', 'Value': ''}");
    }

    @Test
    void theTutorialIsTrue() throws Exception {
        Process student = new ProcessBuilder(
                        "/usr/bin/python3",
                        HOME.resolve("src/test/clients/python/tutorial.py").toString(),
                        HOME.resolve("docs/tutorials/first-guest.md").toString(),
                        daemon.url(),
                        daemon.passwordFile().toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader = student.inputReader(UTF_8);
                var writer = new PrintWriter(student.outputWriter(UTF_8), true)) {
            var said = new StringBuilder();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.append(line).append('\n');
                if (line.equals("restart")) {
                    daemon.stop();
                    daemon.startAgain();
                    writer.println(daemon.url());
                }
            }
            assertThat(student.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(said.toString()).as(daemon.output()).endsWith("all true\n");
            assertThat(student.exitValue()).isZero();
        } finally {
            student.destroyForcibly();
        }
    }
}
