package io.xapid.hypervisor.qmp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that ends while somebody sends. */
class LineConnectionTest {
    @TempDir
    Path directory;

    @Test
    void oneWhoSendsInTheMomentOfItsEndIsToldThatItIsClosed() throws IOException {
        var address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (var loop = new SocketLoop("test-sockets");
                var listener =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                var channel = SocketChannel.open(address);
                var peer = listener.accept()) {
            channel.configureBlocking(false);
            var connection = new LineConnection(loop, channel, 100, new LineConnection.Listener() {
                @Override
                public void line(byte[] line) {}

                @Override
                public void ended(String why) {}
            });
            assertThatThrownBy(() -> connection.registered(new JustCancelled(channel)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> connection.send(new byte[] {'x', '\n'}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed");
            connection.close();
        }
    }

    /** Is cancelled by another thread as soon as somebody has seen that it is not. */
    private static final class JustCancelled extends SelectionKey {
        private final SelectableChannel channel;

        JustCancelled(SelectableChannel channel) {
            this.channel = channel;
        }

        @Override
        public SelectableChannel channel() {
            return channel;
        }

        @Override
        public Selector selector() {
            throw new CancelledKeyException();
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public void cancel() {}

        @Override
        public int interestOps() {
            throw new CancelledKeyException();
        }

        @Override
        public SelectionKey interestOps(int ops) {
            throw new CancelledKeyException();
        }

        @Override
        public int readyOps() {
            return 0;
        }
    }
}
