package io.xapid.hypervisor.xen.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Pattern;

/** What may be the name of an entry; the rules stand in Xen's {@code docs/misc/xenstore.txt}. */
final class StorePath {
    private static final int MOST_ABSOLUTE_BYTES = 3072;
    private static final int MOST_RELATIVE_BYTES = 2048;
    private static final Pattern GOOD = Pattern.compile("/|/?[-_@A-Za-z0-9]+(/[-_@A-Za-z0-9]+)*");
    private static final Pattern SPECIAL = Pattern.compile("@[A-Za-z]+(/[0-9]+)?");

    private StorePath() {}

    /** The same path, if it can be one. A relative one lies below the home of the own domain. */
    static String checked(String path) {
        int most = path.startsWith("/") ? MOST_ABSOLUTE_BYTES : MOST_RELATIVE_BYTES;
        if (path.length() > most || !GOOD.matcher(path).matches()) {
            throw refused(path);
        }
        return path;
    }

    /** The same, if it can be watched: a path, or an event such as {@code @releaseDomain}. */
    static String watchable(String path) {
        return SPECIAL.matcher(path).matches() ? path : checked(path);
    }

    private static XenstoreException refused(String path) {
        String shown = US_ASCII.newEncoder().canEncode(path) && path.length() <= 100
                ? path
                : "a text of " + path.length() + " characters";
        return new XenstoreException(
                XenstoreException.Kind.INVALID, shown.replaceAll("\\p{Cntrl}", "?") + " is no path in xenstore");
    }
}
