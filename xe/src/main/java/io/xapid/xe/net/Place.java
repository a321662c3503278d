package io.xapid.xe.net;

import io.xapid.xe.XeFailure;

/**
 * Where a server sends its client: a path on the server itself, or on another one.
 *
 * @param host empty for the server itself
 * @param port 0 for the usual one
 * @param path with its query, beginning with a slash
 */
public record Place(String host, int port, String path) {
    private static final String SECURE = "https://";
    private static final int LONGEST = 8 << 10;
    private static final int MOST_PORT = 65_535;

    /**
     * @param url {@code https://host[:port]/path} or {@code /path}
     * @throws XeFailure when it is neither, or has something in it that ends a line of HTTP
     */
    public static Place of(String url) throws XeFailure {
        if (url.length() > LONGEST) {
            throw wrong();
        }
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) <= ' ' || url.charAt(i) == 0x7f) {
                throw wrong();
            }
        }
        if (!url.startsWith(SECURE)) {
            if (!url.startsWith("/")) {
                throw wrong();
            }
            return new Place("", 0, url);
        }
        int slash = url.indexOf('/', SECURE.length());
        String authority = slash < 0 ? url.substring(SECURE.length()) : url.substring(SECURE.length(), slash);
        String path = slash < 0 ? "/" : url.substring(slash);
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon >= 0 && authority.indexOf(']') < colon;
        String host = hasPort ? authority.substring(0, colon) : authority;
        if (host.isEmpty() || host.startsWith("/")) {
            throw wrong();
        }
        return new Place(host, hasPort ? port(authority.substring(colon + 1)) : 0, path);
    }

    /** @throws XeFailure when it is no number from 1 to 65535 */
    public static int port(String text) throws XeFailure {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= MOST_PORT) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            throw wrongPort(text);
        }
        throw wrongPort(text);
    }

    private static XeFailure wrongPort(String text) {
        return new XeFailure("Error: a port is a number from 1 to 65535, which '" + text + "' is not");
    }

    private static XeFailure wrong() {
        return new XeFailure("Error: the server names a place that is none");
    }
}
