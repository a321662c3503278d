package io.xapid.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps links between pages from breaking, and pages from being forgotten. */
class DocumentationTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern SCRIPT = Pattern.compile("\\bscripts/[a-z-]+\\b");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var broken = new ArrayList<String>();
        for (Path page : pages()) {
            Path folder = page.resolveSibling(".");
            LINK.matcher(Files.readString(page))
                    .results()
                    .map(result -> result.group(1))
                    .filter(target -> !target.contains("://") && !target.startsWith("#"))
                    .map(target -> target.replaceAll("#.*", ""))
                    .filter(target -> !Files.exists(folder.resolve(target)))
                    .forEach(target -> broken.add(HOME.relativize(page) + " -> " + target));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyScriptThatPagesNameIsThere() throws IOException {
        var missing = new ArrayList<String>();
        for (Path page : pages()) {
            SCRIPT.matcher(Files.readString(page))
                    .results()
                    .map(MatchResult::group)
                    .filter(script -> !Files.exists(HOME.resolve(script)))
                    .forEach(script -> missing.add(HOME.relativize(page) + " names " + script));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyDecisionIsListed() throws IOException {
        String index = Files.readString(HOME.resolve("docs/adr/README.md"));
        try (Stream<Path> decisions = Files.list(HOME.resolve("docs/adr"))) {
            assertThat(decisions.map(decision -> decision.getFileName().toString()))
                    .filteredOn(name -> !name.equals("README.md"))
                    .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
        }
    }

    @Test
    void everyTestThatThePageOfClientsNamesIsThere() throws IOException {
        var named = Pattern.compile("`(\\w+Test)\\.(\\w+)`")
                .matcher(Files.readString(HOME.resolve("docs/reference/clients.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(40);
        try (Stream<Path> whole = Files.walk(HOME.resolve("src/test/java"));
                Stream<Path> server = Files.walk(HOME.resolve("xapi-server/src/test/java"))) {
            List<Path> tests = Stream.concat(whole, server)
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .toList();
            for (MatchResult test : named) {
                Path file = tests.stream()
                        .filter(candidate -> candidate.endsWith(test.group(1) + ".java"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("there is no " + test.group(1)));
                assertThat(Files.readString(file)).as(test.group(1)).contains("void " + test.group(2) + "(");
            }
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(HOME.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(HOME.resolve("README.md"), HOME.resolve("CHANGELOG.md")),
                            docs.filter(path -> path.toString().endsWith(".md")))
                    .toList();
        }
    }
}
