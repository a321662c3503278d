package io.xapid.server.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the codes of failures mean, in a sentence, and what their parameters are called. */
final class Sentences {
    private static final Map<String, Sentence> BY_CODE = read();

    private Sentences() {}

    private record Sentence(List<List<String>> parameters, String meaning) {}

    private static Map<String, Sentence> read() {
        var all = new HashMap<String, Sentence>();
        for (String line : Catalogue.lines("failures.txt")) {
            String[] parts = line.split("\\|", 3);
            List<List<String>> forms =
                    Arrays.stream(parts[1].split(";", -1)).map(Typed::list).toList();
            all.put(parts[0], new Sentence(forms, parts[2]));
        }
        return all;
    }

    /** The failure in words, with objects by uuid and name; null for a code that nobody documented. */
    static @Nullable String of(ApiFailure failure, Records records) throws IOException, InterruptedException {
        Sentence sentence = BY_CODE.get(failure.code());
        if (sentence == null) {
            return null;
        }
        List<String> given = failure.parameters();
        List<String> names = sentence.parameters.stream()
                .filter(form -> form.size() == given.size())
                .findFirst()
                .orElse(sentence.parameters.get(0));
        var text = new StringBuilder(sentence.meaning);
        for (int i = 0; i < Math.max(names.size(), given.size()); i++) {
            text.append('\n')
                    .append(i < names.size() ? names.get(i) : "<extra>")
                    .append(": ")
                    .append(i < given.size() ? named(given.get(i), records) : "<unknown>");
        }
        return text.append('\n').toString();
    }

    /** The parameters, objects among them as their uuids. */
    static List<String> uuids(ApiFailure failure, Records records) throws IOException, InterruptedException {
        var all = new ArrayList<String>();
        for (String parameter : failure.parameters()) {
            String named = named(parameter, records);
            int name = parameter.startsWith("OpaqueRef:") ? named.indexOf(" (") : -1;
            all.add(name < 0 ? named : named.substring(0, name));
        }
        return all;
    }

    /** An object by uuid and name; what is none, and what may not be seen, as it came. */
    static String named(String value, Records records) throws IOException, InterruptedException {
        if (!value.startsWith("OpaqueRef:") || value.equals(Api.NULL)) {
            return value;
        }
        for (String className : List.of("VM", "VDI", "SR", "host", "VBD", "VIF", "network", "PIF", "PBD", "pool")) {
            try {
                Map<?, ?> record = records.find(className, value);
                if (record != null) {
                    Object name = record.get("name_label");
                    return record.get("uuid") + (name == null ? "" : " (" + name + ")");
                }
            } catch (ApiFailure unread) {
                return value; // who may not look sees what came
            }
        }
        return value;
    }
}
