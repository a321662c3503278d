package io.xapid.server.wire;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens on a TCP port, and accepts no more connections than it has permits for. */
final class TcpListener extends ServerConnector {
    private final ConnectionPermits permits;

    TcpListener(Server server, ConnectionPermits permits, ConnectionFactory... factories) {
        super(server, 1, 1, factories);
        this.permits = permits;
        addBean(permits);
    }

    @Override
    public void accept(int acceptor) throws IOException {
        permits.take();
        boolean accepted = false;
        try {
            super.accept(acceptor);
            accepted = true;
        } finally {
            if (!accepted) {
                permits.giveBack();
            }
        }
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        var endPoint = new ApiEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
