package io.xapid.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberedFilesTest {
    @TempDir
    Path folder;

    @Test
    void keepsTheNewestInAnyFolder() throws IOException {
        Path awkward = Files.createDirectory(folder.resolve("100 %i \\ ("));
        Path file = awkward.resolve("xapid.log");
        var files = new NumberedFiles(file, 2);

        for (String text : new String[] {"first", "second", "third"}) {
            Files.writeString(file, text);
            files.rollover();
        }

        assertThat(file).doesNotExist();
        assertThat(awkward.resolve("xapid.log.1")).hasContent("third");
        assertThat(awkward.resolve("xapid.log.2")).hasContent("second");
        assertThat(awkward.resolve("xapid.log.3")).doesNotExist();
    }
}
