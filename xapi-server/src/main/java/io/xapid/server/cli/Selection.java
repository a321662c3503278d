package io.xapid.server.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the records that what was typed asks for. */
final class Selection {
    private static final String CONTAINS = "contains";
    private static final String NOT = "/=";

    private final Records records;

    Selection(Records records) {
        this.records = records;
    }

    /** Records of the class that pass all filters, by reference. */
    Map<String, Map<?, ?>> matching(CliClass of, Map<String, String> filters)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        var tests = new ArrayList<Test>();
        for (Map.Entry<String, String> filter : filters.entrySet()) {
            tests.add(test(of, filter.getKey(), filter.getValue(), false));
        }
        return found(of, tests);
    }

    /** Like {@link #matching}; a value that begins with {@code /=} is what the field must not be. */
    Map<String, Map<?, ?>> wanted(CliClass of, Map<String, String> filters)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        var tests = new ArrayList<Test>();
        for (Map.Entry<String, String> filter : filters.entrySet()) {
            boolean isNot = filter.getValue().startsWith(NOT);
            String value = isNot ? filter.getValue().substring(NOT.length()) : filter.getValue();
            tests.add(test(of, filter.getKey(), value, isNot));
        }
        return found(of, tests);
    }

    private Map<String, Map<?, ?>> found(CliClass of, List<Test> tests)
            throws ApiFailure, IOException, InterruptedException {
        Set<String> named = tests.stream()
                .flatMap(test -> test.field.own().stream())
                .map(field -> field.wireName())
                .collect(Collectors.toSet());
        var found = new LinkedHashMap<String, Map<?, ?>>();
        for (Map.Entry<?, ?> one : records.all(of.definition().name()).entrySet()) {
            var record = (Map<?, ?>) one.getValue();
            if (of.holds(record, named) && passes(tests, record)) {
                found.put(one.getKey().toString(), record);
            }
        }
        return found;
    }

    private record Test(CliField field, String key, String value, boolean isNot) {}

    private boolean passes(List<Test> tests, Map<?, ?> record) throws ApiFailure, IOException, InterruptedException {
        for (Test test : tests) {
            if (passes(test, record) == test.isNot) {
                return false;
            }
        }
        return true;
    }

    private boolean passes(Test test, Map<?, ?> record) throws ApiFailure, IOException, InterruptedException {
        String shown = records.text(test.field, record);
        if (test.key.isEmpty()) {
            return test.field.is('i') ? shown.equalsIgnoreCase(test.value) : shown.equals(test.value);
        }
        if (test.field.isSet()) {
            return List.of(shown.split("; ")).contains(test.value);
        }
        Object map = records.raw(test.field, record);
        return map instanceof Map<?, ?> pairs && test.value.equals(String.valueOf(pairs.get(test.key)));
    }

    private static Test test(CliClass of, String name, String value, boolean isNot) throws CliFailure {
        CliField plain = of.field(name).orElse(null);
        if (plain != null) {
            return new Test(plain, "", value, isNot);
        }
        for (CliField field : of.fields()) {
            boolean fits = name.length() > field.name().length() + 1
                    && name.startsWith(field.name())
                    && (name.charAt(field.name().length()) == ':'
                            || name.charAt(field.name().length()) == '-');
            String key = fits ? name.substring(field.name().length() + 1) : "";
            if (fits && (field.isMap() || (field.isSet() && key.equals(CONTAINS)))) {
                return new Test(field, key, value, isNot);
            }
        }
        throw CliFailure.plain("Unknown field '" + name + "'");
    }

    /** The objects that a command is to work on, of which there must be one, or some with {@code --multiple}. */
    Map<String, Map<?, ?>> chosen(CliClass of, Command command, CommandLine line)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        String alias = command.is('V') ? "vm" : command.is('H') ? "host" : "sr";
        var filters = new HashMap<String, String>();
        line.parameters().forEach((name, value) -> {
            if (!CommandLine.STANDARD.contains(name)
                    && !name.equals("session_id")
                    && !name.equals("progress")
                    && !name.equals(alias)
                    && (!command.takes(name) || name.equals("uuid"))) {
                filters.put(name, value);
            }
        });
        Map<String, Map<?, ?>> found = matching(of, filters);
        line.find(alias).ifPresent(wanted -> found.values().removeIf(record -> !isNamed(record, wanted)));
        if (command.is('V')) {
            found.values().removeIf(record -> Boolean.TRUE.equals(record.get("is_control_domain")));
        }
        String plural = command.is('V') ? "VMs" : command.is('H') ? "hosts" : "SRs";
        if (found.isEmpty()) {
            throw CliFailure.plain("No matching " + plural + " found");
        }
        if (found.size() > 1 && !line.isSet("multiple")) {
            throw CliFailure.plain(
                    "Multiple matches " + plural + " found. --multiple required to complete the operation");
        }
        return found;
    }

    /** Whether the object has that uuid, name or, of a host, hostname. */
    static boolean isNamed(Map<?, ?> record, String wanted) {
        return wanted.equals(record.get("uuid"))
                || wanted.equals(record.get("name_label"))
                || wanted.equals(record.get("hostname"));
    }
}
