package io.xapid.xe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The server's end of a connection, with the forms of the protocol spelt out as documents have them. */
public final class Line {
    public static final String OK = "08000000 0a000000 05000000";
    public static final String FAILED = "08000000 0a000000 06000000";
    public static final String WAIT = "08000000 0a000000 12000000";
    public static final String END = "08000000 0b000000 08000000";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Line(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    public static byte[] greeting(int major, int minor) {
        return ByteBuffer.allocate(35)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("XenSource thin CLI protocol".getBytes(UTF_8))
                .putInt(major)
                .putInt(minor)
                .array();
    }

    /** @param fields numbers, texts, bytes and lists of texts */
    public static byte[] command(int tag, Object... fields) {
        return framed(concat(numbers(9, tag), encoded(fields)));
    }

    public static byte[] framed(byte[] payload) {
        return concat(numbers(payload.length), payload);
    }

    public static byte[] exit(int code) {
        return command(4, code);
    }

    public static byte[] print(String text) {
        return command(0, text);
    }

    private static byte[] encoded(Object... fields) {
        var bytes = new ByteArrayOutputStream();
        for (Object field : fields) {
            if (field instanceof Integer number) {
                bytes.writeBytes(numbers(number));
            } else if (field instanceof byte[] raw) {
                bytes.writeBytes(concat(numbers(raw.length), raw));
            } else if (field instanceof List<?> list) {
                bytes.writeBytes(numbers(list.size()));
                list.forEach(element -> bytes.writeBytes(encoded(element)));
            } else {
                bytes.writeBytes(encoded((Object) String.valueOf(field).getBytes(UTF_8)));
            }
        }
        return bytes.toByteArray();
    }

    public static byte[] numbers(int... numbers) {
        var bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("[ |]", ""));
    }

    public static byte[] concat(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** Reads the request, greets, and hears the greeting; returns the request. */
    String begin() throws IOException {
        String request = request();
        send(greeting(0, 2));
        assertThat(read(35)).isEqualTo(greeting(0, 2));
        return request;
    }

    /** Head and body. */
    String request() throws IOException {
        String head = head();
        int length = 0;
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        return head + new String(read(length), UTF_8);
    }

    /** With the empty line at its end. */
    String head() throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            bytes.writeBytes(read(1));
        }
        return bytes.toString(UTF_8);
    }

    public void send(byte[]... parts) throws IOException {
        out.write(concat(parts));
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }

    public byte[] read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("after " + HexFormat.of().formatHex(bytes));
        }
        return bytes;
    }

    /** All that comes until the client closes. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    void expect(String hex) throws IOException {
        byte[] wanted = hex(hex);
        assertThat(HexFormat.of().formatHex(read(wanted.length)))
                .isEqualTo(HexFormat.of().formatHex(wanted));
    }

    void expectEnd() throws IOException {
        assertThat(HexFormat.of().formatHex(rest())).isEmpty();
    }

    /** Gives the client time in which nothing comes; it ends early when the client closes. */
    void pause(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            if (in.read() < 0) {
                throw new EOFException("the client has gone");
            }
        } catch (SocketTimeoutException quiet) {
            return; // as it should be
        }
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }
}
