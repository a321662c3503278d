package io.xapid.server.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints what a call returned, in the form that the command's line in the table names behind its arrow: {@code text},
 * {@code float}, {@code uuid} and the class of the new object, {@code pairs} of a map, {@code first} and keys of which the first
 * that there is counts, or {@code rows} and the fields of
 * each record.
 */
final class Answers {
    private static final MathContext DIGITS = new MathContext(12);

    private final Api api;
    private final Records records;
    private final CommandLine line;

    Answers(Api api, Records records, CommandLine line) {
        this.api = api;
        this.records = records;
        this.line = line;
    }

    void print(Object result, String form, Output output)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        String[] words = form.split(" ");
        switch (words[0]) {
            case "uuid" -> output.list(List.of(made(words[1], result)));
            case "float" ->
                output.list(List.of(
                        result instanceof Number number
                                ? String.format(Locale.ROOT, "%f", number.doubleValue())
                                : String.valueOf(result)));
            case "pairs" -> output.record(pairs(result));
            case "first" ->
                output.list(
                        List.of(first((Map<?, ?>) result, Arrays.asList(words).subList(1, words.length))));
            case "rows" -> {
                output.answered();
                for (Object row : (List<?>) result) {
                    output.record(row((Map<?, ?>) row, Arrays.asList(words).subList(1, words.length)));
                }
            }
            default ->
                output.list(
                        result instanceof List<?> several
                                ? several.stream().map(String::valueOf).toList()
                                : List.of(String.valueOf(result)));
        }
    }

    /** Gives what was made the name and the description that were asked for, where the call itself takes none. */
    private String made(String className, Object object) throws ApiFailure, IOException, InterruptedException {
        String description = line.find("new-name-description").orElse("");
        if (!description.isEmpty()) {
            api.call(className + ".set_name_description", object, description);
        }
        String name = line.find("new-name-label").orElse("");
        if (className.equals("VDI") && !name.isEmpty()) {
            api.call("VDI.set_name_label", object, name);
        }
        return (String) api.call(className + ".get_uuid", object);
    }

    /** The value of the first key that there is. */
    private static String first(Map<?, ?> map, List<String> keys) throws CliFailure {
        for (String key : keys) {
            if (map.get(key) != null) {
                return String.valueOf(map.get(key));
            }
        }
        throw CliFailure.plain("Nothing is known of " + keys.get(0));
    }

    private List<Output.Entry> pairs(Object result) throws IOException, InterruptedException {
        var entries = new ArrayList<Output.Entry>();
        for (Map.Entry<?, ?> one : Records.inOrder((Map<?, ?>) result)) {
            String value = one.getValue() instanceof List<?> parts
                    ? String.join("; ", parts.stream().map(String::valueOf).toList())
                    : String.valueOf(one.getValue());
            entries.add(new Output.Entry(Sentences.named(String.valueOf(one.getKey()), records), value));
        }
        return entries;
    }

    private static List<Output.Entry> row(Map<?, ?> row, List<String> fields) {
        var entries = new ArrayList<Output.Entry>();
        for (String field : fields) {
            entries.add(new Output.Entry(field, plain(row.get(field))));
        }
        return entries;
    }

    private static String plain(@Nullable Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            return BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros().toPlainString();
        }
        return String.valueOf(value);
    }
}
