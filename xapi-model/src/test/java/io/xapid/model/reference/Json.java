package io.xapid.model.reference;

import static java.util.stream.Collectors.joining;

import io.xapid.model.meta.Ref;
import io.xapid.model.meta.WireEnum;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Writes values as JSON in which a difference between two versions shows as few changed lines. */
final class Json {
    private static final int WIDTH = 4; // levels that get lines of their own; deeper ones stay on one line

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Json() {}

    /** A document: the outer levels a member a line, the inner ones compact. */
    static String document(Object value) {
        return spread(value, 0) + "\n";
    }

    private static String spread(Object value, int level) {
        if (level == WIDTH || isEmpty(value)) {
            return compact(value);
        }
        String indent = "  ".repeat(level + 1);
        String end = "\n" + "  ".repeat(level);
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry ->
                            indent + string(entry.getKey().toString()) + ": " + spread(entry.getValue(), level + 1))
                    .collect(joining(",\n", "{\n", end + "}"));
        } else if (value instanceof Collection<?> list
                && (level < 2 || list.iterator().next() instanceof Map)) {
            return list.stream()
                    .map(member -> indent + (isFlat(member) ? compact(member) : spread(member, level + 1)))
                    .collect(joining(",\n", "[\n", end + "]"));
        }
        return compact(value);
    }

    private static boolean isFlat(Object value) {
        return value instanceof Map<?, ?> map
                && map.values().stream().noneMatch(Map.class::isInstance)
                && map.values().stream()
                        .noneMatch(held -> held instanceof Collection<?> list
                                && list.stream().anyMatch(Map.class::isInstance));
    }

    private static boolean isEmpty(Object value) {
        return (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof Collection<?> list && list.isEmpty());
    }

    private static String compact(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> string(text(entry.getKey())) + ": " + compact(entry.getValue()))
                    .collect(joining(", ", "{", "}"));
        } else if (value instanceof Collection<?> list) {
            return list.stream().map(Json::compact).collect(joining(", ", "[", "]"));
        } else if (value instanceof Boolean || value instanceof Number) {
            return value.toString();
        }
        return string(text(value));
    }

    /** How a value without members reads, also as the key of a map. */
    static String text(Object value) {
        if (value instanceof WireEnum word) {
            return word.wireName();
        } else if (value instanceof Instant time) {
            return DATE.format(time);
        } else if (value instanceof String || value instanceof Ref || value instanceof Number) {
            return value.toString();
        }
        throw new IllegalArgumentException("a value of type " + value.getClass());
    }

    private static String string(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
