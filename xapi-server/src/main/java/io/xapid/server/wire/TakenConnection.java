package io.xapid.server.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that HTTP has left: its bytes belong to a {@link RawTalk.Host}, on a thread of the executor given. */
final class TakenConnection extends AbstractConnection implements Connection.UpgradeTo, RawTalk {
    private static final Logger log = LoggerFactory.getLogger(TakenConnection.class);
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(60);

    private final RawTalk.Host host;
    private final Executor talkers;
    private final ByteBuffer arrived = BufferUtil.allocate(BUFFER_BYTES);
    private ByteBuffer early = BufferUtil.EMPTY_BUFFER;

    TakenConnection(EndPoint endPoint, Executor executor, RawTalk.Host host, Executor talkers) {
        super(endPoint, executor);
        this.host = host;
        this.talkers = talkers;
    }

    @Override
    public void onUpgradeTo(ByteBuffer buffer) {
        early = buffer;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        patience(FIRST_PATIENCE);
        try {
            talkers.execute(this::run);
        } catch (RejectedExecutionException tooMany) {
            close();
        }
    }

    private void run() {
        try {
            host.talk(this);
        } catch (IOException gone) {
            log.debug("a client went away", gone);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Exception problem) {
            log.warn("a talk with a client failed", problem);
        } finally {
            getEndPoint().shutdownOutput(); // what was written last is not to be lost
            close();
        }
    }

    @Override
    public void onFillable() {
        // reads are waited for one by one, below
    }

    @Override
    public InputStream in() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                ByteBuffer source = filled();
                if (source == null) {
                    return -1;
                }
                int count = Math.min(length, source.remaining());
                source.get(bytes, offset, count);
                return count;
            }
        };
    }

    private @Nullable ByteBuffer filled() throws IOException {
        if (early.hasRemaining()) {
            return early;
        }
        while (!arrived.hasRemaining()) {
            BufferUtil.clear(arrived);
            int count = getEndPoint().fill(arrived);
            if (count < 0) {
                return null;
            }
            if (count == 0) {
                try (Blocker.Callback blocker = Blocker.callback()) {
                    getEndPoint().fillInterested(blocker);
                    blocker.block();
                }
            }
        }
        return arrived;
    }

    @Override
    public OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try (Blocker.Callback blocker = Blocker.callback()) {
                    getEndPoint().write(blocker, ByteBuffer.wrap(bytes, offset, length));
                    blocker.block();
                }
            }
        };
    }

    @Override
    public void patience(Duration time) {
        getEndPoint().setIdleTimeout(time.toMillis());
    }

    @Override
    public boolean isOpen() {
        if (!getEndPoint().isOpen() || getEndPoint().isInputShutdown()) {
            return false;
        }
        if (early.hasRemaining() || arrived.hasRemaining()) {
            return true;
        }
        try {
            BufferUtil.clear(arrived);
            askAgain();
            return getEndPoint().fill(arrived) >= 0;
        } catch (IOException broken) {
            return false;
        }
    }

    /** While nobody waits for what the client sends, no selector tells that it has gone. */
    private void askAgain() {
        EndPoint socket = getEndPoint() instanceof SslConnection.SslEndPoint tls
                ? tls.getSslConnection().getEndPoint()
                : getEndPoint();
        if (socket instanceof ApiEndPoint own) {
            own.askAgain();
        }
    }
}
