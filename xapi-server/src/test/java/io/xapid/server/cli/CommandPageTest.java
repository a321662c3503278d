package io.xapid.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xapid.model.meta.MessageDef;
import io.xapid.server.api.ApiKit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Keeps the page of commands true to the tables, and the tables to the model.
 *
 * <p>After a change, run this test with {@code -Dxapid.regenerate=true}.
 */
class CommandPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "xe.md");
    private static final Path API = Path.of("..", "docs", "reference", "api.json");
    private static final Path SENTENCES =
            Path.of("src", "main", "resources", "io", "xapid", "server", "cli", "failures.txt");

    private final Catalogue catalogue = Catalogue.of(ApiKit.MODEL);

    @Test
    void thePageTellsWhatTheTablesSay() throws Exception {
        String expected = CommandPage.of(catalogue);
        if (Boolean.getBoolean("xapid.regenerate")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).as("regenerate with -Dxapid.regenerate=true").content().isEqualTo(expected);
    }

    @Test
    void everyFailureOfTheModelHasItsSentence() throws Exception {
        var expected = new StringBuilder();
        for (JsonNode failure : new ObjectMapper().readTree(API.toFile()).get("failures")) {
            var forms = new ArrayList<String>();
            forms.add(names(failure.get("params")));
            failure.path("or").forEach(form -> forms.add(names(form)));
            expected.append(failure.get("code").asText())
                    .append('|')
                    .append(String.join(";", forms))
                    .append('|')
                    .append(failure.get("doc").asText())
                    .append('\n');
        }
        if (Boolean.getBoolean("xapid.regenerate")) {
            Files.writeString(SENTENCES, expected);
        }
        assertThat(SENTENCES)
                .as("regenerate with -Dxapid.regenerate=true")
                .content()
                .isEqualTo(expected.toString());
    }

    @Test
    void whatIsToBeTriedNextIsAboutFailuresThatThereAre() throws Exception {
        var known = Files.readAllLines(SENTENCES).stream()
                .map(line -> line.substring(0, line.indexOf('|')))
                .toList();
        assertThat(Hints.codes()).isNotEmpty().isSubsetOf(known);
        assertThat(Hints.of("SR_HAS_PBD", List.of("u"))).startsWith("disconnect it: xe pbd-list sr-uuid=u,");
        assertThat(Hints.of("SR_HAS_PBD", List.of())).startsWith("disconnect it: xe pbd-list sr-uuid=<uuid>,");
        assertThat(Hints.of("INTERNAL_ERROR", List.of())).isEmpty();
    }

    private static String names(JsonNode parameters) {
        var names = new ArrayList<String>();
        parameters.forEach(name -> names.add(name.asText()));
        return String.join(",", names);
    }

    @Test
    void everyCallNamesAMessageAndGivesAllItsParameters() {
        var wrong = new ArrayList<String>();
        for (Command command : catalogue.commands().values()) {
            if (command.action().isEmpty()) {
                continue;
            }
            for (CallCommand.Variant variant : CallCommand.variants(command.action())) {
                String name = variant.call().split(" ")[0];
                int given = CallCommand.count(variant.call());
                MessageDef message = ApiKit.MODEL.message(name).orElse(null);
                if (message == null) {
                    wrong.add(command.name() + ": no message " + name);
                } else if (given > message.parameters().size()
                        || message.parameters().stream()
                                .skip(given)
                                .anyMatch(one -> one.orElse().isEmpty())) {
                    wrong.add(command.name() + ": " + name + " takes " + message.parameters() + ", given " + given);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void allButAFewFieldsLeadIntoTheModel() {
        var unknown = new ArrayList<String>();
        for (CliClass of : catalogue.classes().values()) {
            for (CliField field : of.fields()) {
                if (field.path().isEmpty() && field.computed().isEmpty()) {
                    unknown.add(of.name() + "." + field.name());
                }
            }
        }
        assertThat(unknown)
                .as("fields that print as unknown; fewer is progress")
                .hasSizeLessThan(25);
    }
}
