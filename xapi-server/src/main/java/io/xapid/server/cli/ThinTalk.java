package io.xapid.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.server.wire.RawTalk;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thin protocol as the server speaks it: numbers are 32 bits, little-endian, and each message has its length before
 * it. All that a client sends is bounded; what breaks a bound or the form ends the talk with an {@link IOException}.
 */
final class ThinTalk {
    static final int LARGEST_FILE = 32 << 20;
    private static final byte[] GREETING = "XenSource thin CLI protocol".getBytes(UTF_8);
    private static final int MAJOR = 0;
    private static final int MINOR = 2;
    private static final int LARGEST_MESSAGE = 64;
    private static final int LONGEST_LINE = 64 << 10;
    private static final int MOST_HEARTBEATS = 100_000;
    private static final int COMMAND = 9;
    private static final int RESPONSE = 10;
    private static final int BLOB = 11;
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration FOR_GREETING = Duration.ofSeconds(20);
    private static final Duration LONGEST_FILE = Duration.ofMinutes(15);
    private static final Duration BETWEEN_HEARTBEATS = Duration.ofMinutes(11); // a client beats every 5
    private static final Duration FOR_PEOPLE = Duration.ofMinutes(10);

    private final RawTalk talk;
    private final LongSupplier nanoTime;
    private final InputStream in;

    ThinTalk(RawTalk talk) {
        this(talk, System::nanoTime);
    }

    /** @param nanoTime the time since some moment, in nanoseconds */
    ThinTalk(RawTalk talk, LongSupplier nanoTime) {
        this.talk = talk;
        this.nanoTime = nanoTime;
        this.in = talk.in();
    }

    boolean isOpen() {
        return talk.isOpen();
    }

    /** Says what both sides speak, and hears it, soon: nobody knows yet who is there. */
    void greet() throws IOException {
        var hello = new Payload().raw(GREETING).number(MAJOR).number(MINOR);
        talk.patience(FOR_GREETING);
        talk.out().write(hello.bytes());
        var theirs = new ByteArrayOutputStream();
        copy(GREETING.length + 8, theirs, GREETING.length + 8, deadline(FOR_GREETING));
        talk.patience(USUAL);
        greeted(theirs.toByteArray());
    }

    private static void greeted(byte[] theirs) throws IOException {
        if (!ByteBuffer.wrap(theirs, 0, GREETING.length).equals(ByteBuffer.wrap(GREETING))) {
            throw new IOException("a client that speaks something else");
        }
        if (ByteBuffer.wrap(theirs).order(ByteOrder.LITTLE_ENDIAN).getInt(GREETING.length) != MAJOR) {
            throw new IOException("a client of another version");
        }
    }

    void print(String text) throws IOException {
        send(command(0).text(text));
    }

    void printError(String text) throws IOException {
        send(command(16).text(text));
    }

    void error(String code, List<String> parameters) throws IOException {
        Payload payload = command(14).text(code).number(parameters.size());
        parameters.forEach(payload::text);
        send(payload);
    }

    void exit(int code) throws IOException {
        send(command(4).number(code));
    }

    /** Asks for a line that somebody types. */
    String prompt() throws IOException {
        send(command(3));
        talk.patience(FOR_PEOPLE);
        try {
            return new String(blob(LONGEST_LINE, LONGEST_LINE), UTF_8);
        } finally {
            talk.patience(USUAL);
        }
    }

    /**
     * The content of a file of the client's; null when the client does not give it.
     *
     * @param most bytes that are kept; of a file that is larger one more, by which it is known
     */
    byte @Nullable [] load(String name, int most) throws IOException {
        send(command(1).text(name));
        return response() ? blob(LARGEST_FILE, most + 1) : null;
    }

    /**
     * Has the client join its terminal to a console, and waits until somebody leaves it.
     *
     * @param place a URL, or a path on this server
     * @return whether there was a console to join
     */
    boolean connect(String place) throws IOException {
        send(command(17).text(place));
        talk.patience(BETWEEN_HEARTBEATS);
        try {
            return response();
        } finally {
            talk.patience(USUAL);
        }
    }

    private static Payload command(int tag) {
        return new Payload().number(COMMAND).number(tag);
    }

    private void send(Payload payload) throws IOException {
        byte[] bytes = payload.bytes();
        talk.out().write(new Payload().number(bytes.length).raw(bytes).bytes());
    }

    private boolean response() throws IOException {
        for (int beats = 0; beats < MOST_HEARTBEATS; beats++) {
            ByteBuffer message = message();
            require(message.remaining() == 8 && message.getInt() == RESPONSE);
            int tag = message.getInt();
            require(tag == 5 || tag == 6 || tag == 18);
            if (tag != 18) {
                return tag == 5;
            }
        }
        throw new IOException("a client that only beats");
    }

    /** Reads pieces of {@code most} bytes together, and keeps the first of them. */
    private byte[] blob(int most, int kept) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int count = 0;
        long deadline = deadline(LONGEST_FILE);
        while (true) {
            require(deadline);
            ByteBuffer message = message();
            require(message.remaining() >= 8 && message.getInt() == BLOB);
            int tag = message.getInt();
            if (tag == 8) {
                return bytes.toByteArray();
            }
            require(tag == 7 && message.remaining() == 4);
            int length = message.getInt();
            require(length >= 0 && length <= most - count);
            count += length;
            copy(length, bytes, kept, deadline);
        }
    }

    private long deadline(Duration patience) {
        return nanoTime.getAsLong() + patience.toNanos();
    }

    private void require(long deadline) throws IOException {
        if (nanoTime.getAsLong() - deadline > 0) {
            throw new IOException("a client that sends too slowly");
        }
    }

    private void copy(int length, ByteArrayOutputStream bytes, int kept, long deadline) throws IOException {
        byte[] piece = new byte[Math.min(length, 16 << 10)]; // grows with what comes, not with what is promised
        for (int left = length; left > 0; ) {
            require(deadline);
            int count = in.read(piece, 0, Math.min(left, piece.length));
            if (count < 0) {
                throw new EOFException();
            }
            bytes.write(piece, 0, Math.min(count, kept - bytes.size()));
            left -= count;
        }
    }

    private ByteBuffer message() throws IOException {
        int length = ByteBuffer.wrap(exactly(4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
        require(length >= 0 && length <= LARGEST_MESSAGE);
        return ByteBuffer.wrap(exactly(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private static void require(boolean condition) throws IOException {
        if (!condition) {
            throw new IOException("a client that breaks the protocol");
        }
    }

    /** Bytes in the making. */
    private static final class Payload {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Payload number(int value) {
            return raw(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }

        Payload text(String text) {
            byte[] content = text.getBytes(UTF_8);
            return number(content.length).raw(content);
        }

        Payload raw(byte[] content) {
            bytes.writeBytes(content);
            return this;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
