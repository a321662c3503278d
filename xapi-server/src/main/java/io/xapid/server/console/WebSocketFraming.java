package io.xapid.server.console;

import io.xapid.server.wire.TunnelFraming;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: data in frames, pings answered, and an end that is said before the connection ends. Of several pings
 * that came while the client took nothing, the latest is answered, as RFC 6455 allows: a client cannot pile up answers.
 */
final class WebSocketFraming implements TunnelFraming {
    private final FrameReader reader = new FrameReader(new Control());
    private @Nullable ByteBuffer pong;
    private @Nullable ByteBuffer close;
    private boolean over;

    @Override
    public ByteBuffer unwrap(ByteBuffer bytes) {
        if (isOver()) {
            bytes.position(bytes.limit()); // whatever comes behind the end has no meaning
            return bytes;
        }
        return reader.read(bytes);
    }

    @Override
    public ByteBuffer[] wrap(ByteBuffer bytes) {
        return new ByteBuffer[] {FrameWriter.headOfBinary(bytes.remaining()), bytes};
    }

    @Override
    public synchronized boolean hasWord() {
        return pong != null || close != null;
    }

    @Override
    public synchronized Optional<ByteBuffer> reply() {
        ByteBuffer said = close != null ? close : pong;
        pong = null;
        close = null;
        return Optional.ofNullable(said);
    }

    @Override
    public synchronized Optional<ByteBuffer> farewell() {
        if (over) {
            return Optional.empty();
        }
        over = true;
        return Optional.of(FrameWriter.close(CloseCode.GOING_AWAY));
    }

    @Override
    public synchronized boolean isOver() {
        return over;
    }

    private synchronized void answer(byte[] ping) {
        if (!over) {
            pong = FrameWriter.pong(ping);
        }
    }

    private synchronized void end(ByteBuffer word) {
        if (!over) {
            over = true;
            close = word;
        }
    }

    private final class Control implements FrameReader.Listener {
        @Override
        public void ping(byte[] payload) {
            answer(payload);
        }

        @Override
        public void close(byte[] payload) {
            end(FrameWriter.close(payload));
        }

        @Override
        public void broken(CloseCode code) {
            end(FrameWriter.close(code));
        }
    }
}
