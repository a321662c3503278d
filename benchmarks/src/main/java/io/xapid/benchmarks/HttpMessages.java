package io.xapid.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;

/** Requests as they go over the wire, and what stands in the header of an answer. */
final class HttpMessages {
    static final int MOST_HEADER_BYTES = 4096;

    private HttpMessages() {}

    static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);
    }

    static byte[] xml(String method, String... parameters) {
        var body = new StringBuilder("<?xml version=\"1.0\"?>\n<methodCall><methodName>")
                .append(method)
                .append("</methodName><params>");
        for (String parameter : parameters) {
            body.append("<param>").append(parameter).append("</param>");
        }
        return post("/", "text/xml", body.append("</params></methodCall>").toString());
    }

    static String xmlText(String text) {
        return "<value><string>" + text + "</string></value>";
    }

    static byte[] json(String body) {
        return post("/jsonrpc", "application/json", body);
    }

    private static byte[] post(String path, String type, String body) {
        byte[] content = body.getBytes(UTF_8);
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + content.length + "\r\n\r\n")
                .getBytes(US_ASCII));
        whole.writeBytes(content);
        return whole.toByteArray();
    }

    /**
     * Length of an answer, its header included; -1 when the header is not complete.
     *
     * @throws IOException if the answer is not one with status 200 and a length
     */
    static long answerLength(byte[] beginning, int count) throws IOException {
        String text = new String(beginning, 0, count, US_ASCII);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return -1;
        }
        String header = text.substring(0, end).toLowerCase(Locale.ROOT);
        int length = header.indexOf("\r\ncontent-length:");
        if (!header.startsWith("http/1.1 200") || length < 0) {
            throw new IOException("unexpected answer: " + text);
        }
        int from = length + "\r\ncontent-length:".length();
        int to = header.indexOf("\r\n", from);
        return end
                + 4
                + Long.parseLong(header.substring(from, to < 0 ? end : to).strip());
    }
}
