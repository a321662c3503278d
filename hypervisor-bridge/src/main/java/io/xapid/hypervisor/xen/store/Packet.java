package io.xapid.hypervisor.xen.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of the protocol, either way: a header of four little-endian numbers (kind, request, transaction, length)
 * and so many bytes. The numbers stand in Xen's public header {@code io/xs_wire.h}.
 */
final class Packet {
    static final int DIRECTORY = 1;
    static final int READ = 2;
    static final int GET_PERMS = 3;
    static final int WATCH = 4;
    static final int UNWATCH = 5;
    static final int TRANSACTION_START = 6;
    static final int TRANSACTION_END = 7;
    static final int GET_DOMAIN_PATH = 10;
    static final int WRITE = 11;
    static final int MKDIR = 12;
    static final int RM = 13;
    static final int SET_PERMS = 14;
    static final int WATCH_EVENT = 15;
    static final int ERROR = 16;
    static final int IS_DOMAIN_INTRODUCED = 17;
    static final int DIRECTORY_PART = 22;

    static final int HEADER_BYTES = 16;

    /** The most that may be sent to xenstored behind a header. */
    static final int MOST_PAYLOAD_BYTES = 4096;

    /** The most that is taken from it: oxenstored does not keep to the limit when it lists what is below an entry. */
    static final int MOST_ANSWER_BYTES = 1 << 20;

    private final int kind;
    private final int request;
    private final int transaction;
    private final byte[] payload;

    Packet(int kind, int request, int transaction, byte[] payload) {
        this.kind = kind;
        this.request = request;
        this.transaction = transaction;
        this.payload = payload;
    }

    /** The same packet, if xenstored takes one of that size. */
    Packet checkedForSending() {
        if (payload.length > MOST_PAYLOAD_BYTES) {
            throw new XenstoreException(
                    XenstoreException.Kind.INVALID,
                    "xenstore takes messages of at most %d bytes, not of %d"
                            .formatted(MOST_PAYLOAD_BYTES, payload.length));
        }
        return this;
    }

    int kind() {
        return kind;
    }

    int request() {
        return request;
    }

    /** The text, without the zero byte that ends it, if there is one. */
    String text() {
        int end = payload.length > 0 && payload[payload.length - 1] == 0 ? payload.length - 1 : payload.length;
        return new String(payload, 0, end, UTF_8);
    }

    /** All bytes as text: a value may end in a zero byte that belongs to it. */
    String value() {
        return new String(payload, UTF_8);
    }

    /** The texts, each of which a zero byte ends. What follows the last zero byte is no text. */
    List<String> texts() {
        var texts = new ArrayList<String>();
        int from = 0;
        for (int at = 0; at < payload.length; at++) {
            if (payload[at] == 0) {
                texts.add(new String(payload, from, at - from, UTF_8));
                from = at + 1;
            }
        }
        return texts;
    }

    /** Texts, each with a zero byte behind it. */
    static byte[] texts(String... texts) {
        var bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            bytes.writeBytes(text.getBytes(UTF_8));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }

    /** A path with its zero byte, and a value without one. */
    static byte[] textAndValue(String text, String value) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(texts(text));
        bytes.writeBytes(value.getBytes(UTF_8));
        return bytes.toByteArray();
    }

    ByteBuffer encode() {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(kind)
                .putInt(request)
                .putInt(transaction)
                .putInt(payload.length)
                .put(payload)
                .flip();
    }

    /**
     * Takes the whole packets out of what has come, and leaves the beginning of the next one at the buffer's beginning,
     * ready to be read into.
     *
     * @throws IOException if the peer breaks the protocol
     */
    static List<Packet> takeFrom(ByteBuffer received) throws IOException {
        var packets = new ArrayList<Packet>();
        received.flip();
        while (received.remaining() >= HEADER_BYTES) {
            int length = lengthAt(received, received.position());
            if (received.remaining() < HEADER_BYTES + length) {
                break;
            }
            ByteBuffer header = received.slice().order(ByteOrder.LITTLE_ENDIAN);
            byte[] payload = new byte[length];
            header.get(HEADER_BYTES, payload);
            packets.add(new Packet(header.getInt(0), header.getInt(4), header.getInt(8), payload));
            received.position(received.position() + HEADER_BYTES + length);
        }
        received.compact();
        return packets;
    }

    /** How much room the packet takes whose beginning stands at the buffer's; 0 as long as nobody can tell. */
    static int roomFor(ByteBuffer received) throws IOException {
        return received.position() < HEADER_BYTES ? 0 : HEADER_BYTES + lengthAt(received, 0);
    }

    private static int lengthAt(ByteBuffer received, int start) throws IOException {
        int length = Integer.reverseBytes(received.getInt(start + 12));
        if (length < 0 || length > MOST_ANSWER_BYTES) {
            throw new IOException("it sent a message of " + Integer.toUnsignedString(length) + " bytes");
        }
        return length;
    }
}
