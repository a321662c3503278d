package io.xapid.model.reference;

import io.xapid.model.meta.ClassDef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What only the source text of the definitions holds: comments. */
final class Sources {
    private static final Pattern DOCUMENTED_TYPE = Pattern.compile(
            "/\\*\\* (?<doc>(?:(?!\\*/).)*?) \\*/\\s+(?:public )?(?:static )?(?:final )?(?:class|interface) (?<name>\\w+)");
    private static final Pattern HEADING_OR_FIELD =
            Pattern.compile("^    // (?<heading>.+)$|define\\.\\w+\\(\\s*\"(?<field>\\w+)\"", Pattern.MULTILINE);

    private final Path root;
    private final Map<Path, String> texts = new HashMap<>();

    /** @param root the folder of the package tree */
    Sources(Path root) {
        this.root = root;
    }

    /** The sentence that stands above a family of failures, a failure or a topic. */
    String docOf(Class<?> type) {
        Matcher documented = DOCUMENTED_TYPE.matcher(textOf(type));
        while (documented.find()) {
            if (documented.group("name").equals(type.getSimpleName())) {
                return documented.group("doc");
            }
        }
        throw new IllegalArgumentException(type + " is not explained in one line");
    }

    /** The heading under which each field of a class stands, by the field's name. */
    Map<String, String> headingsOf(ClassDef<?> definition) {
        var headings = new HashMap<String, String>();
        String heading = "Fields";
        Matcher found = HEADING_OR_FIELD.matcher(textOf(definition.definition()));
        while (found.find()) {
            if (found.group("heading") != null) {
                heading = found.group("heading");
            } else {
                headings.put(found.group("field"), heading);
            }
        }
        return headings;
    }

    private String textOf(Class<?> type) {
        Class<?> outer = Objects.requireNonNullElse(type.getEnclosingClass(), type);
        return texts.computeIfAbsent(root.resolve(outer.getName().replace('.', '/') + ".java"), Sources::read);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("source of a definition", unreadable);
        }
    }
}
