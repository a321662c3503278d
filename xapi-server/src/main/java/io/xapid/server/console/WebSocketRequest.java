package io.xapid.server.console;

import io.xapid.server.wire.Refusal;
import io.xapid.server.wire.StreamExchange;
import io.xapid.server.wire.Visitor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client's wish to go on as a WebSocket (RFC 6455, section 4).
 *
 * @param key as the client sent it
 * @param namesProtocol whether the client named sub-protocols, among them the one that is spoken here
 */
record WebSocketRequest(String key, boolean namesProtocol) {
    private static final String PROTOCOL = "binary";
    private static final String VERSION = "13";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    /** @throws Refusal if a header is missing or asks for what is not spoken here */
    static WebSocketRequest of(StreamExchange exchange) throws Refusal {
        if (!names(exchange.header("Upgrade"), "websocket") || !names(exchange.header("Connection"), "upgrade")) {
            throw Refusal.notImplemented("a console is reached by CONNECT, or by GET with an upgrade to a WebSocket");
        }
        String version = exchange.header("Sec-WebSocket-Version").strip();
        if (!version.equals(VERSION)) {
            throw new Refusal(
                    version.isEmpty() ? 501 : 426,
                    Map.of("Sec-WebSocket-Version", VERSION),
                    "version 13 is spoken here");
        }
        String key = exchange.header("Sec-WebSocket-Key").strip();
        if (!isKey(key)) {
            throw Refusal.notImplemented("Sec-WebSocket-Key is missing, or no 16 bytes in base 64");
        }
        String protocols = exchange.header("Sec-WebSocket-Protocol").strip();
        if (!protocols.isEmpty() && !names(protocols, PROTOCOL)) {
            throw Refusal.notImplemented("the sub-protocol of consoles is " + PROTOCOL);
        }
        return new WebSocketRequest(key, !protocols.isEmpty());
    }

    /**
     * A page of another site can have a browser send cookies and passwords along that it does not know itself: such a
     * proof counts only when the page came from here. A session in the query is one that the page knows.
     */
    void refuseFromElsewhere(StreamExchange exchange, Visitor visitor) throws Refusal {
        boolean sentByItself = visitor.proof() == Visitor.Proof.COOKIE || visitor.proof() == Visitor.Proof.PASSWORD;
        String origin = exchange.header("Origin").strip();
        if (sentByItself
                && !origin.isEmpty()
                && !isSite(origin, exchange.header("Host").strip())) {
            throw new Refusal(403, "a page of another site needs a session in the query");
        }
    }

    private static boolean isSite(String origin, String host) {
        return origin.equalsIgnoreCase("https://" + host) || origin.equalsIgnoreCase("http://" + host);
    }

    /** The headers that say yes. A client that named no sub-protocol must be told none. */
    Map<String, String> acceptance() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Upgrade", "websocket");
        headers.put("Sec-WebSocket-Accept", digest(key + GUID));
        if (namesProtocol) {
            headers.put("Sec-WebSocket-Protocol", PROTOCOL);
        }
        return headers;
    }

    private static boolean names(String header, String token) {
        List<String> tokens = Arrays.asList(header.split(","));
        return tokens.stream().anyMatch(each -> each.strip().equalsIgnoreCase(token));
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
