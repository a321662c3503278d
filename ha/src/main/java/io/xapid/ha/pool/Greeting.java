package io.xapid.ha.pool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.UUID;

/**
 * What whoever connects says first.
 *
 * @param group the pool
 * @param sender who connects
 * @param purpose {@link #MESSAGES}, {@link #STATE} or {@link #FOLLOW}
 */
record Greeting(UUID group, UUID sender, byte purpose) {
    /** Frames follow, which are not answered but for a byte now and then. */
    static final byte MESSAGES = 1;

    /** The peer answers with the index and the bytes of its state, and closes. */
    static final byte STATE = 2;

    /** The index of the sender's last entry follows; the peer answers with what is agreed on since. */
    static final byte FOLLOW = 3;

    private static final int MAGIC = 0x78617064; // "xapd"
    private static final byte VERSION = 1;

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeByte(VERSION);
        writeId(out, group);
        writeId(out, sender);
        out.writeByte(purpose);
        out.flush();
    }

    private static void writeId(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    static Greeting readFrom(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("the peer is no xapid");
        }
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("the peer speaks version %d, and this host %d".formatted(version, VERSION));
        }
        return new Greeting(
                new UUID(in.readLong(), in.readLong()), new UUID(in.readLong(), in.readLong()), in.readByte());
    }
}
