package io.xapid.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds the model against the published API, name by name.
 *
 * <p>Where the model differs on purpose, {@code deliberate-differences.txt} says so, with the reason. A line is stale when
 * the difference is gone.
 */
class PublishedApiTest {
    private static final Pattern EMPTY = Pattern.compile("|false|0|\\[]|\\{}|OpaqueRef:NULL|19700101T00:00:00Z");

    private final Map<String, Map<String, String>> published = Facts.ofTheApi().subjects();
    private final Map<String, Map<String, String>> model =
            ModelFacts.of(AllClasses.model()).subjects();

    @Test
    void theModelIsThePublishedApiButForWhatIsListed() {
        assertThat(differences())
                .containsExactlyElementsOf(new TreeSet<>(deliberate().keySet()));
    }

    @Test
    void everyDeliberateDifferenceHasAReason() {
        assertThat(deliberate())
                .allSatisfy((difference, reason) -> assertThat(reason).isNotBlank());
    }

    @Test
    void theCopyOfThePublishedApiIsWhole() {
        assertThat(count("class")).isEqualTo(73);
        assertThat(count("field")).isEqualTo(950);
        assertThat(count("message")).isEqualTo(2258);
        assertThat(count("enum")).isEqualTo(75);
        assertThat(count("error")).isEqualTo(636);
    }

    private long count(String kind) {
        return published.keySet().stream()
                .filter(subject -> subject.startsWith(kind + " "))
                .count();
    }

    private List<String> differences() {
        var found = new TreeSet<String>();
        var subjects = new TreeSet<>(published.keySet());
        subjects.addAll(model.keySet());
        for (String subject : subjects) {
            Map<String, String> theirs = published.get(subject);
            Map<String, String> ours = model.get(subject);
            if (ours == null) {
                found.add(subject + " is not in the model");
            } else if (theirs == null) {
                found.add(subject + " is not published");
            } else {
                compare(subject, new TreeMap<>(theirs), ours, found);
            }
        }
        return new ArrayList<>(found);
    }

    private static void compare(
            String subject, Map<String, String> theirs, Map<String, String> ours, Set<String> found) {
        if (subject.startsWith("error ")) {
            theirs.computeIfPresent("params", (name, value) -> javaNames(value));
        }
        if ("RO/runtime".equals(theirs.get("qualifier")) && !ours.containsKey("default")) {
            // no constructor takes such a field, so an empty default and none are the same
            theirs.computeIfPresent(
                    "default", (name, value) -> EMPTY.matcher(value).matches() ? null : value);
        }
        var attributes = new TreeSet<>(theirs.keySet());
        attributes.addAll(ours.keySet());
        for (String attribute : attributes) {
            String value = ours.getOrDefault(attribute, "(none)");
            if (!Objects.equals(theirs.getOrDefault(attribute, "(none)"), value)) {
                found.add(subject + " " + attribute + " = " + value);
            }
        }
    }

    /** Names of parameters as Java spells them. */
    private static String javaNames(String names) {
        return Pattern.compile("[A-Za-z_ ]+?(?=,|\\.\\.\\.| \\||$)")
                .matcher(names)
                .replaceAll(name -> camelCase(name.group()));
    }

    private static String camelCase(String name) {
        var javaName = new StringBuilder(name.startsWith(" ") ? " " : "");
        boolean first = true;
        for (String word : name.strip().toLowerCase(Locale.ROOT).split("[_ ]")) {
            javaName.append(first ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
            first = false;
        }
        return javaName.toString();
    }

    private static Map<String, String> deliberate() {
        var reasons = new LinkedHashMap<String, String>();
        var reason = new StringBuilder();
        boolean inReason = false;
        for (String line : Facts.read("deliberate-differences.txt").split("\n")) {
            if (line.startsWith("#")) {
                if (!inReason) {
                    reason.setLength(0);
                }
                reason.append(line.substring(1).strip()).append(' ');
                inReason = true;
            } else if (!line.isBlank()) {
                reasons.put(line.strip(), reason.toString());
                inReason = false;
            }
        }
        return reasons;
    }
}
