package io.xapid.xe.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * The head of an answer of HTTP.
 *
 * @param statusLine without its end
 * @param location empty where there is none
 * @param length of the body in bytes; -1 where it ends with the connection
 */
public record HttpAnswer(int status, String statusLine, String location, long length) {
    private static final int LARGEST_HEAD = 32 << 10;

    /** Reads up to the body's first byte, and not into it. */
    public static HttpAnswer read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream(256);
        int newlines = 0;
        while (newlines < 2) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the answer ends within its head");
            }
            if (bytes.size() >= LARGEST_HEAD) {
                throw new IOException("the answer's head is too large");
            }
            bytes.write(next);
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        return parse(bytes.toString(ISO_8859_1));
    }

    private static HttpAnswer parse(String head) throws IOException {
        String statusLine = "";
        String location = "";
        long length = -1;
        int start = 0;
        while (start < head.length()) {
            int end = head.indexOf('\n', start);
            String line = head.substring(start, end).strip();
            int colon = line.indexOf(':');
            if (start == 0) {
                statusLine = line;
            } else if (colon > 0) {
                String value = line.substring(colon + 1).strip();
                switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                    case "location" -> location = value;
                    case "content-length" -> length = number(value);
                    case "transfer-encoding" ->
                        throw new IOException("the answer is in pieces, which was not asked for");
                    default -> {}
                }
            }
            start = end + 1;
        }
        return new HttpAnswer(status(statusLine), statusLine, location, length);
    }

    private static int status(String line) throws IOException {
        int space = line.indexOf(' ');
        if (!line.startsWith("HTTP/1.") || space < 0 || line.length() < space + 4) {
            throw new IOException("the answer is none of HTTP");
        }
        return (int) number(line.substring(space + 1, space + 4));
    }

    private static long number(String text) throws IOException {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            throw new IOException("the answer has no number where one belongs", wrong);
        }
        throw new IOException("the answer has a number below zero");
    }
}
