package io.xapid.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What is known of the published API, or of our model of it: subjects such as {@code field VM.name_label}, each with its
 * attributes as text.
 */
final class Facts {
    private final Map<String, Map<String, String>> subjects = new TreeMap<>();

    /** Reads the copy of the published API. A line holds a kind, a name, and attributes, with tabs between. */
    static Facts ofTheApi() {
        var facts = new Facts();
        for (String file : read("index.txt").split("\n")) {
            for (String line : read(file).split("\n")) {
                String[] parts = line.split("\t", -1);
                for (int i = 2; i < parts.length; i++) {
                    int equals = parts[i].indexOf('=');
                    facts.say(parts[0] + " " + parts[1], parts[i].substring(0, equals), parts[i].substring(equals + 1));
                }
            }
        }
        return facts;
    }

    static String read(String file) {
        try (InputStream resource = Facts.class.getResourceAsStream("facts/" + file)) {
            return new String(Objects.requireNonNull(resource, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }

    void say(String subject, String attribute, String value) {
        subjects.computeIfAbsent(subject, s -> new TreeMap<>()).put(attribute, value);
    }

    void say(String subject, String attribute, boolean value) {
        if (value) {
            say(subject, attribute, "true");
        }
    }

    Map<String, Map<String, String>> subjects() {
        return subjects;
    }
}
