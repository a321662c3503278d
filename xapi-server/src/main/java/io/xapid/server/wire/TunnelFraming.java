package io.xapid.server.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How bytes are wrapped on the client's side of a tunnel, such as in frames of a WebSocket.
 *
 * <p>One object serves one tunnel. {@link #unwrap} is called by one thread at a time, and so are the others, which another
 * thread may call meanwhile. None of them waits.
 */
public interface TunnelFraming {
    /** Passes bytes on as they are. */
    TunnelFraming NONE = new TunnelFraming() {
        @Override
        public ByteBuffer unwrap(ByteBuffer bytes) {
            return bytes;
        }

        @Override
        public ByteBuffer[] wrap(ByteBuffer bytes) {
            return new ByteBuffer[] {bytes};
        }
    };

    /**
     * Takes what the client sent, all of it, and may write into it.
     *
     * @return what of it is meant for the peer; nothing after {@link #isOver}
     */
    ByteBuffer unwrap(ByteBuffer bytes);

    /** Wraps what goes to the client. */
    ByteBuffer[] wrap(ByteBuffer bytes);

    /** Whether {@link #reply} has something to tell, or the talk is over. */
    default boolean hasWord() {
        return false;
    }

    /** What goes to the client out of turn: an answer to what {@link #unwrap} took. Told once. */
    default Optional<ByteBuffer> reply() {
        return Optional.empty();
    }

    /** What goes to the client when the peer has nothing more to send. Told once. */
    default Optional<ByteBuffer> farewell() {
        return Optional.empty();
    }

    /** Whether the framing itself has ended the talk: what the client sends is of no interest any more. */
    default boolean isOver() {
        return false;
    }
}
