package io.xapid.server.storage;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Uuids that clients choose. */
final class Uuids {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Uuids() {}

    /** The uuid in lower case; empty when the text is none. */
    static Optional<String> canonical(String text) {
        return FORM.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
