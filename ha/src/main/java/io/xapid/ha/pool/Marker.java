package io.xapid.ha.pool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What Raft takes for the state at one of its indexes: not the state, which is in each host's own log, but how far that
 * reaches, and what is to be known to count on.
 *
 * @param index of the last entry that counted
 */
record Marker(long index, Proposers proposers) {
    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeLong(index);
            proposers.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static Marker decode(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        long index = in.readLong();
        if (index < 0) {
            throw new IOException("no entry has the index %d".formatted(index));
        }
        return new Marker(index, Proposers.readFrom(in));
    }
}
