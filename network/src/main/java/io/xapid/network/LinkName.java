package io.xapid.network;

import io.xapid.network.NetworkException.Kind;
import java.util.regex.Pattern;

/** Name of a network interface: at most 15 letters, digits and {@code _ . -}, the first a letter or digit. */
public record LinkName(String text) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}");

    public LinkName {
        if (!isValid(text)) {
            throw new NetworkException(
                    Kind.INVALID,
                    "an interface name is 1 to 15 letters, digits and '_', '.' or '-', unlike the %d characters given"
                            .formatted(text.length()));
        }
    }

    public static boolean isValid(String text) {
        return VALID.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
