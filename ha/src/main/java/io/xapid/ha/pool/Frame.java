package io.xapid.ha.pool;

import io.xapid.model.store.CommitLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** One message on a connection: its length, its kind, and its bytes. */
final class Frame {
    /** A message of Raft's. */
    static final byte RAFT = 1;

    /** An {@link Envelope} for the leader. */
    static final byte PROPOSAL = 2;

    /** Whoever got a proposal cannot take it now. */
    static final byte REFUSAL = 3;

    /** To who follows: an entry's index, and its {@link Envelope}. */
    static final byte ENTRY = 4;

    /** To who follows: 0, and an {@link Envelope} that is no entry. */
    static final byte NOTICE = 5;

    /** To who follows: the index of a state, whose pieces come behind this frame. */
    static final byte STATE = 6;

    /** To who follows: there is nothing new. */
    static final byte PULSE = 7;

    private static final int MOST_BYTES = CommitLog.LARGEST_ENTRY + (8 << 20);

    private Frame() {}

    /** Writes the inside of a frame. */
    @FunctionalInterface
    interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    static void write(DataOutputStream out, byte kind, Content content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        content.writeTo(new DataOutputStream(bytes));
        out.writeInt(bytes.size());
        out.writeByte(kind);
        bytes.writeTo(out);
    }

    static Received read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("no message has %d bytes".formatted(length));
        }
        byte kind = in.readByte();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the peer ended within a message");
        }
        return new Received(kind, bytes);
    }

    static final class Received {
        private final byte kind;
        private final byte[] bytes;

        private Received(byte kind, byte[] bytes) {
            this.kind = kind;
            this.bytes = bytes;
        }

        byte kind() {
            return kind;
        }

        byte[] bytes() {
            return bytes;
        }

        DataInputStream content() {
            return new DataInputStream(new ByteArrayInputStream(bytes));
        }
    }
}
