package io.xapid.server.wire;

/**
 * Which requests a handler gets: those of one method whose path begins with the prefix, unless another route's prefix
 * fits and is longer.
 *
 * @param method {@code GET}, {@code PUT}, {@code POST} or {@code CONNECT}
 * @param prefix such as {@code /console}
 */
public record HttpRoute(String method, String prefix, StreamHandler handler) {
    public HttpRoute {
        if (!prefix.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + prefix);
        }
    }
}
