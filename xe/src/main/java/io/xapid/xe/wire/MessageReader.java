package io.xapid.xe.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a server's side of the conversation: a greeting, then orders. */
public final class MessageReader {
    /** Bytes that a message may have. */
    public static final int LARGEST_MESSAGE = 32 << 20;

    static final byte[] GREETING = "XenSource thin CLI protocol".getBytes(US_ASCII);
    private static final int HTTP = Fields.number("HTTP".getBytes(US_ASCII), 0);
    private static final int COMMAND = 9;
    private static final int BUFFER = 16 << 10;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    public MessageReader(InputStream in) {
        this.in = in;
    }

    /**
     * The version that the server speaks.
     *
     * @throws WireFailure when this is no such server, or one of another major version
     */
    public Version greeting() throws IOException {
        if (!fill(1)) {
            throw new WireFailure(WireFailure.Kind.SILENT, "the server closed the connection without a word");
        }
        int known = 0;
        while (known < GREETING.length && fill(known + 1)) {
            if (buffer[start + known] != GREETING[known]) {
                refuse();
            }
            known++;
        }
        if (!fill(GREETING.length + 2 * Integer.BYTES)) {
            throw WireFailure.broken("the server's greeting breaks off");
        }
        var version = new Version(
                Fields.number(buffer, start + GREETING.length),
                Fields.number(buffer, start + GREETING.length + Integer.BYTES));
        start += GREETING.length + 2 * Integer.BYTES;
        if (version.major() != Version.OURS.major()) {
            throw new WireFailure(
                    WireFailure.Kind.VERSION,
                    "the server speaks version " + version + " of the protocol, and this client " + Version.OURS);
        }
        return version;
    }

    private void refuse() throws IOException {
        if (fill(Integer.BYTES) && Fields.number(buffer, start) == HTTP) {
            throw new WireFailure(WireFailure.Kind.HTTP, "the server answers in HTTP");
        }
        throw WireFailure.broken("this is no server for xe");
    }

    /** Whether the next message is here already, so that reading it waits for nobody. */
    public boolean hasMore() {
        return end - start >= Integer.BYTES
                && Fields.number(buffer, start) <= end - start - Integer.BYTES; // a wrong length is soon found out
    }

    /** Waits for the next order and has it carried out. */
    public <F extends Exception> void next(ServerOrders<F> orders) throws IOException, F {
        if (!fill(Integer.BYTES)) {
            throw WireFailure.broken("the connection ended before the command did");
        }
        int length = Fields.number(buffer, start);
        if (length == HTTP) {
            throw new WireFailure(WireFailure.Kind.HTTP, "the server answers in HTTP");
        }
        if (length < 2 * Integer.BYTES || length > LARGEST_MESSAGE) {
            throw WireFailure.broken("a message of " + Integer.toUnsignedString(length) + " bytes");
        }
        start += Integer.BYTES;
        var fields = new Fields(exactly(length));
        int kind = fields.number();
        if (kind != COMMAND) {
            throw WireFailure.broken("a message of kind " + Integer.toUnsignedString(kind));
        }
        carryOut(fields, orders);
    }

    private static <F extends Exception> void carryOut(Fields fields, ServerOrders<F> orders) throws IOException, F {
        int tag = fields.number();
        switch (tag) {
            case 0 -> orders.print(last(fields));
            case 1 -> orders.load(lastText(fields));
            case 3 -> {
                fields.end();
                orders.prompt();
            }
            case 4 -> {
                int code = fields.number();
                fields.end();
                orders.exit(code);
            }
            case 12 -> {
                String file = fields.text();
                orders.get(file, lastText(fields));
            }
            case 13 -> {
                String file = fields.text();
                orders.put(file, lastText(fields));
            }
            case 14 -> {
                String code = fields.text();
                var parameters = fields.list();
                fields.end();
                orders.error(code, parameters);
            }
            case 15 -> orders.debug(last(fields));
            case 16 -> orders.printError(last(fields));
            case 17 -> orders.connect(lastText(fields));
            default -> throw WireFailure.broken("an order of kind " + Integer.toUnsignedString(tag));
        }
    }

    private static byte[] last(Fields fields) throws WireFailure {
        byte[] value = fields.raw();
        fields.end();
        return value;
    }

    private static String lastText(Fields fields) throws WireFailure {
        String value = fields.text();
        fields.end();
        return value;
    }

    /** Has at least {@code count} bytes in the buffer; false when the stream ends before. */
    private boolean fill(int count) throws IOException {
        if (start + count > buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        while (end - start < count) {
            if (start == end) {
                start = 0;
                end = 0;
            }
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    private byte[] exactly(int length) throws IOException {
        int have = Math.min(length, end - start);
        byte[] bytes = Arrays.copyOfRange(buffer, start, start + Math.min(length, Math.max(have, BUFFER)));
        start += have;
        while (have < length) {
            if (have == bytes.length) { // grows with what comes, not with what is promised
                bytes = Arrays.copyOf(bytes, Math.min(length, bytes.length * 2));
            }
            int read = in.read(bytes, have, bytes.length - have);
            if (read < 0) {
                throw WireFailure.broken("the connection ended within a message");
            }
            have += read;
        }
        return bytes;
    }
}
