package io.xapid.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the page about settings true to their table. After a change, run {@code scripts/reference}. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        if (Boolean.getBoolean("xapid.regenerate")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, Manual.page());
        }
        assertThat(PAGE).as("regenerate with scripts/reference").content().isEqualTo(Manual.page());
    }

    @Test
    void helpNamesEveryOptionVariableAndExitCode() {
        String help = Manual.help();

        assertThat(Settings.ALL).allSatisfy(setting -> assertThat(help).contains(setting.option(), setting.variable()));
        assertThat(ExitCode.values()).allSatisfy(exit -> assertThat(help).contains(exit.code() + "  " + exit.doc()));
    }
}
