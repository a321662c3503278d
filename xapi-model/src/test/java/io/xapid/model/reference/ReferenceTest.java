package io.xapid.model.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.AllClasses;
import io.xapid.model.meta.XenModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the committed description of the API true to the model.
 *
 * <p>After a change of the API, run this test with {@code -Dxapid.regenerate=true} and read the difference as a client
 * would.
 */
class ReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference");
    private static final Path SOURCES = Path.of("src", "main", "java");

    private final XenModel model = AllClasses.model();
    private final Sources sources = new Sources(SOURCES);

    @Test
    void theDescriptionForProgramsIsWhatTheModelSays() throws IOException {
        check(Path.of("api.json"), new ApiDescription(model, sources).json());
    }

    @Test
    void thePagesForPeopleAreWhatTheModelSays() throws IOException {
        Map<Path, String> pages = new ReferencePages(model, sources).all();
        for (var page : pages.entrySet()) {
            check(page.getKey(), page.getValue());
        }
        assertThat(committedClassPages()).containsExactlyInAnyOrderElementsOf(classPages(pages));
    }

    private static void check(Path name, String expected) throws IOException {
        Path file = REFERENCE.resolve(name);
        if (Boolean.getBoolean("xapid.regenerate")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(file).as("regenerate with -Dxapid.regenerate=true").content().isEqualTo(expected);
    }

    private static Iterable<String> classPages(Map<Path, String> pages) {
        return new TreeMap<>(pages)
                .keySet().stream()
                        .filter(page -> page.getNameCount() > 1)
                        .map(page -> page.getFileName().toString())
                        .toList();
    }

    private static Iterable<String> committedClassPages() throws IOException {
        try (Stream<Path> pages = Files.list(REFERENCE.resolve("classes"))) {
            return pages.map(page -> page.getFileName().toString()).toList();
        }
    }
}
