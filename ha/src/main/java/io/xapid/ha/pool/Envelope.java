package io.xapid.ha.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/** An entry with the name of who proposed it, so that it counts once however often it is sent. */
final class Envelope {
    private static final int HEAD = 32;

    private final UUID member;
    private final long life;
    private final long number;
    private final byte[] body;

    /**
     * @param member whose it is
     * @param life how often that member had been started before, and this time
     * @param number its place among the entries of that life, from 1
     * @param body the entry
     */
    Envelope(UUID member, long life, long number, byte[] body) {
        this.member = member;
        this.life = life;
        this.number = number;
        this.body = body;
    }

    UUID member() {
        return member;
    }

    long life() {
        return life;
    }

    long number() {
        return number;
    }

    byte[] body() {
        return body;
    }

    byte[] encode() {
        return ByteBuffer.allocate(HEAD + body.length)
                .putLong(member.getMostSignificantBits())
                .putLong(member.getLeastSignificantBits())
                .putLong(life)
                .putLong(number)
                .put(body)
                .array();
    }

    static Envelope decode(byte[] bytes) throws IOException {
        if (bytes.length < HEAD) {
            throw new IOException("an entry of %d bytes has no head".formatted(bytes.length));
        }
        var in = ByteBuffer.wrap(bytes);
        var member = new UUID(in.getLong(), in.getLong());
        long life = in.getLong();
        long number = in.getLong();
        var body = new byte[in.remaining()];
        in.get(body);
        return new Envelope(member, life, number, body);
    }
}
