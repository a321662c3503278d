package io.xapid.ha.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/** An entry with the name of who proposed it, so that it counts once however often it is sent. */
final class Envelope {
    private static final int HEAD = 33;
    private static final UUID NOBODY = new UUID(0, 0);

    private final Kind kind;
    private final UUID member;
    private final long life;
    private final long number;
    private final byte[] body;

    /** What it is. */
    enum Kind {
        ENTRY(1),
        /** Its member asks others to hold back. */
        TURN(2),
        /** It needs that no longer. */
        TURN_OVER(3),
        /** Its member has started, and knows that it has seen all that came before when it sees this. */
        PRESENT(4),
        /** Its member is there. Whoever leads takes note of it, and nobody else. */
        ALIVE(5);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        boolean isOf(byte[] envelope) {
            return envelope.length > 0 && envelope[0] == code;
        }

        private static Kind of(byte code) throws IOException {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IOException("no entry is of the kind %d".formatted(code));
        }
    }

    /**
     * @param member whose it is
     * @param life how often that member had been started before, and this time
     * @param number its place among the entries of that life, from 1; turns are counted by themselves
     * @param body the entry; nothing for a turn
     */
    Envelope(Kind kind, UUID member, long life, long number, byte[] body) {
        this.kind = kind;
        this.member = member;
        this.life = life;
        this.number = number;
        this.body = body;
    }

    Kind kind() {
        return kind;
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
                .put(kind.code)
                .putLong(member.getMostSignificantBits())
                .putLong(member.getLeastSignificantBits())
                .putLong(life)
                .putLong(number)
                .put(body)
                .array();
    }

    /** Whose it is, without reading the rest; of one that nobody can read, nobody's. */
    static UUID memberOf(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        return bytes.length < HEAD ? NOBODY : new UUID(in.getLong(1), in.getLong(1 + Long.BYTES));
    }

    static Envelope decode(byte[] bytes) throws IOException {
        if (bytes.length < HEAD) {
            throw new IOException("an entry of %d bytes has no head".formatted(bytes.length));
        }
        var in = ByteBuffer.wrap(bytes);
        Kind kind = Kind.of(in.get());
        var member = new UUID(in.getLong(), in.getLong());
        long life = in.getLong();
        long number = in.getLong();
        var body = new byte[in.remaining()];
        in.get(body);
        return new Envelope(kind, member, life, number, body);
    }
}
