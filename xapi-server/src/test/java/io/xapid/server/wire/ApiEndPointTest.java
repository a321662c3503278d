package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer that is sent before it is written. */
class ApiEndPointTest {
    private Selector selector;
    private SocketChannel client;
    private SocketChannel server;
    private ApiEndPoint endPoint;

    @BeforeEach
    void connect() throws IOException {
        try (var listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client = SocketChannel.open(listener.getLocalAddress());
            server = listener.accept();
        }
        server.configureBlocking(false);
        selector = Selector.open();
        SelectionKey key = server.register(selector, 0);
        endPoint = new ApiEndPoint(server, new ManagedSelector(new Nobody(), 0), key, new ScheduledExecutorScheduler());
    }

    @AfterEach
    void disconnect() throws IOException {
        selector.close();
        client.close();
        server.close();
    }

    @Test
    void leavesOutWhatWasSentAndNothingElse() throws IOException {
        endPoint.sendAhead(bytes("head "), bytes("body "));
        assertThat(endPoint.flush(bytes("he"))).isTrue();
        assertThat(endPoint.flush(bytes("ad "), bytes("body "), bytes("and "))).isTrue();
        assertThat(endPoint.flush(bytes("more"))).isTrue();
        assertThat(read("head body and more".length())).isEqualTo("head body and more");
    }

    @Test
    void refusesToGoOnWithAnotherAnswer() throws IOException {
        endPoint.sendAhead(bytes("head "), bytes("body "));
        assertThatThrownBy(() -> endPoint.flush(bytes("head "), bytes("other")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another answer");
    }

    @Test
    void sendsTheRestOfWhatDidNotFit() throws IOException {
        String body = "0123456789".repeat(1_000_000);
        endPoint.sendAhead(bytes("head "), bytes(body));
        ByteBuffer[] answer = {bytes("head "), bytes(body)};
        assertThat(endPoint.flush(answer)).as("sockets hold less").isFalse();
        assertThat(answer[1].remaining()).isBetween(1, body.length() - 1);
        String text = "";
        for (boolean isAll = false; !isAll; isAll = endPoint.flush(answer)) {
            text += read(1000);
        }
        assertThat(text + read("head ".length() + body.length() - text.length()))
                .isEqualTo("head " + body);
    }

    /** Manages selectors of which none is started. */
    private static final class Nobody extends SelectorManager {
        Nobody() {
            super(Runnable::run, new ScheduledExecutorScheduler(), 1);
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment) {
            throw new UnsupportedOperationException();
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    private String read(int count) throws IOException {
        var bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            assertThat(client.read(bytes)).isPositive();
        }
        return US_ASCII.decode(bytes.flip()).toString();
    }
}
