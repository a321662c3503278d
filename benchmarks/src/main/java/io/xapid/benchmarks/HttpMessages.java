package io.xapid.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Requests as they go over the wire, and what stands in the header of an answer. */
final class HttpMessages {
    static final int MOST_HEADER_BYTES = 4096;

    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final byte[] LENGTH_HEADER = "content-length:".getBytes(US_ASCII);

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

    /**
     * The same for an answer of which {@code count} bytes have come, the whole header among them, without making
     * anything.
     */
    static long answerLength(ByteBuffer beginning, int count) throws IOException {
        boolean good = count > STATUS_AT + 3
                && beginning.get(STATUS_AT) == '2'
                && beginning.get(STATUS_AT + 1) == '0'
                && beginning.get(STATUS_AT + 2) == '0';
        long length = -1;
        for (int at = 0; good && at + 3 < count; at++) {
            if (beginning.get(at) == '\n') {
                if (beginning.get(at + 1) == '\r') {
                    return length < 0 ? unexpected(beginning, count) : at + 3 + length;
                }
                if (isLengthHeader(beginning, at + 1, count)) {
                    length = number(beginning, at + 1 + LENGTH_HEADER.length, count);
                }
            }
        }
        return unexpected(beginning, count);
    }

    private static boolean isLengthHeader(ByteBuffer bytes, int at, int count) {
        for (int i = 0; i < LENGTH_HEADER.length; i++) {
            if (at + i >= count || (bytes.get(at + i) | 0x20) != LENGTH_HEADER[i]) {
                return false;
            }
        }
        return true;
    }

    private static long number(ByteBuffer bytes, int at, int count) {
        long number = 0;
        for (int i = at; i < count && bytes.get(i) != '\r'; i++) {
            number = bytes.get(i) == ' ' ? number : number * 10 + (bytes.get(i) - '0');
        }
        return number;
    }

    private static long unexpected(ByteBuffer bytes, int count) throws IOException {
        byte[] text = new byte[Math.min(count, MOST_HEADER_BYTES)];
        bytes.get(0, text);
        throw new IOException("unexpected answer: " + new String(text, US_ASCII));
    }
}
