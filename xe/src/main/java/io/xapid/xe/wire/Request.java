package io.xapid.xe.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The words of a command as they are sent: one a line, in the body of a request that no answer follows. */
public final class Request {
    /** Bytes of words that a server takes. */
    public static final int LARGEST_BODY = 200 << 10;

    private Request() {}

    /**
     * @param words none has a line break in it
     * @param traceParent who traces this, if anybody
     * @param baggage what is to travel with the trace, if anything
     */
    public static byte[] of(List<String> words, String traceParent, String baggage) {
        byte[] body = String.join("\n", words).getBytes(UTF_8);
        var head = new StringBuilder(200)
                .append("POST /cli HTTP/1.0\r\nUser-agent: xe-cli/Unix/")
                .append(Version.OURS)
                .append("\r\noriginator: cli\r\n");
        if (!traceParent.isEmpty()) {
            head.append("traceparent: ").append(traceParent).append("\r\n");
        }
        if (!baggage.isEmpty()) {
            head.append("baggage: ").append(baggage).append("\r\n");
        }
        byte[] start = head.append("content-length: ")
                .append(body.length)
                .append("\r\n\r\n")
                .toString()
                .getBytes(UTF_8);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }
}
