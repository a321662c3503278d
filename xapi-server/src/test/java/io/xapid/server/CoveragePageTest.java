package io.xapid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.server.config.Config;
import io.xapid.server.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keeps the page about what is served true to what the daemon is wired with.
 *
 * <p>After a change, run this test with {@code -Dxapid.regenerate=true}.
 */
class CoveragePageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "coverage.md");

    @TempDir
    Path folder;

    @Test
    void thePageTellsWhatTheDaemonServes() throws Exception {
        Config config = new ConfigReader(Map.of(), folder, false)
                .read(List.of(
                        "--state-dir", folder.resolve("state").toString(),
                        "--root-password-file", folder.resolve("password").toString(),
                        "--http-port", "0",
                        "--https-port", "0",
                        "--hypervisor", "simulator"));
        String expected;
        try (var daemon = Daemon.start(config)) {
            expected = daemon.coverage().page();
        }
        if (Boolean.getBoolean("xapid.regenerate")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).as("regenerate with -Dxapid.regenerate=true").content().isEqualTo(expected);
    }
}
