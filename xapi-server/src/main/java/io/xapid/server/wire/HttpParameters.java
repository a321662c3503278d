package io.xapid.server.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/**
 * Names and values of a query or of cookies, decoded. A name may stand several times; usually the first counts.
 *
 * @param values by name, in the order they came
 */
public record HttpParameters(Map<String, List<String>> values) {
    private static final int MOST = 1_000;

    public HttpParameters {
        var copy = new LinkedHashMap<String, List<String>>();
        values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        values = Collections.unmodifiableMap(copy);
    }

    /** The first value of {@code name}. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Reads {@code a=b&c=d}. */
    static HttpParameters ofQuery(@Nullable String query) {
        return parse(query == null ? "" : query, '&');
    }

    /** Reads {@code a=b; c=d}; old clients separate with {@code &}. */
    static HttpParameters ofCookies(Iterable<String> headers) {
        var all = new LinkedHashMap<String, List<String>>();
        for (String header : headers) {
            parse(header, header.indexOf(';') >= 0 ? ';' : '&')
                    .values()
                    .forEach((name, found) ->
                            all.computeIfAbsent(name, n -> new ArrayList<>()).addAll(found));
        }
        return new HttpParameters(all);
    }

    private static HttpParameters parse(String text, char separator) {
        var found = new LinkedHashMap<String, List<String>>();
        int count = 0;
        int from = 0;
        while (from < text.length() && count++ < MOST) {
            int end = text.indexOf(separator, from);
            if (end < 0) {
                end = text.length();
            }
            String pair = text.substring(from, end).strip();
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                found.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
            from = end + 1;
        }
        return new HttpParameters(found);
    }

    private static String decode(String encoded) {
        if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0) {
            return encoded;
        }
        try {
            return UrlEncoded.decodeString(encoded);
        } catch (IllegalArgumentException e) {
            return encoded; // a stray percent sign stands for itself
        }
    }
}
