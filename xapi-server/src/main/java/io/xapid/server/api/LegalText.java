package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps characters that XML cannot carry out of the state: answers could not be read by anyone if they got in.
 *
 * <p>New objects, and members of sets and maps, are cut off before the first such character; a setter refuses them.
 */
final class LegalText {
    private LegalText() {}

    /** The value with each text in it cut off before its first illegal character. */
    static Object cut(Object value) {
        if (value instanceof String text) {
            int end = firstIllegal(text);
            return end < 0 ? text : text.substring(0, end);
        }
        if (firstIllegalIn(value).isEmpty()) {
            return value;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(LegalText::cut).toList();
        }
        if (value instanceof Map<?, ?> map) {
            var legal = new LinkedHashMap<Object, Object>();
            map.forEach((key, held) -> legal.put(cut(key), cut(held)));
            return Map.copyOf(legal);
        }
        return value;
    }

    /** @throws CallFailure.InvalidValue when the value holds an illegal character */
    static void require(Object value, String field) {
        firstIllegalIn(value).ifPresent(text -> {
            int at = firstIllegal(text);
            throw new CallFailure.InvalidValue(
                    field, "character U+%04X cannot be kept".formatted((int) text.charAt(at)));
        });
    }

    private static Optional<String> firstIllegalIn(Object value) {
        if (value instanceof String text) {
            return firstIllegal(text) < 0 ? Optional.empty() : Optional.of(text);
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(LegalText::firstIllegalIn)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                    .map(LegalText::firstIllegalIn)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return Optional.empty();
    }

    private static int firstIllegal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' ? c != '\t' && c != '\n' && c != '\r' : c >= 0xD800 && !isLegalHigh(text, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Surrogates must come in pairs, and the last two code units mean nothing. */
    private static boolean isLegalHigh(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c < 0xFFFE;
    }
}
