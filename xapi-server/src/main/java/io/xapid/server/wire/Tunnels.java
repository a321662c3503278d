package io.xapid.server.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Joins clients' connections with channels of our own, such as a guest's console, without holding threads. */
final class Tunnels extends ContainerLifeCycle {
    private final Executor executor;
    private final ByteBufferPool pool;
    private final PeerSelector selector;

    Tunnels(Executor executor, Scheduler scheduler, ByteBufferPool pool) {
        this.executor = executor;
        this.pool = pool;
        this.selector = new PeerSelector(executor, scheduler);
        installBean(selector);
    }

    /**
     * Prepares a tunnel. It opens when Jetty makes the result the client's connection.
     *
     * @throws IOException if {@code peer} cannot be used; it is closed then
     */
    Connection between(EndPoint client, SocketChannel peer, TunnelWatch watch) throws IOException {
        try {
            peer.configureBlocking(false);
            return new ClientEnd(client, peer, watch);
        } catch (IOException e) {
            peer.close();
            throw e;
        }
    }

    /** The client's end: takes the place of the HTTP connection. */
    private final class ClientEnd extends TunnelEnd implements Connection.UpgradeTo {
        private final SocketChannel peer;
        private @Nullable ByteBuffer early;

        ClientEnd(EndPoint endPoint, SocketChannel peer, TunnelWatch watch) {
            super(endPoint, executor, pool, watch, watch::fromClient);
            this.peer = peer;
        }

        /** What the client sent behind its request without waiting for the answer. */
        @Override
        public void onUpgradeTo(ByteBuffer buffer) {
            early = buffer;
        }

        @Override
        public void onOpen() {
            super.onOpen();
            getEndPoint().setIdleTimeout(0); // a console may rest as long as it likes
            if (peer.isConnected()) {
                selector.accept(peer, this);
            } else {
                close();
            }
        }

        @Override
        public void onClose(@Nullable Throwable cause) {
            super.onClose(cause);
            if (other() == null) {
                drop(peer);
            }
        }

        private void joinedBy(TunnelEnd peerEnd) {
            join(peerEnd);
            start(early);
            early = null;
        }
    }

    private static void drop(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    /** Watches the peers' channels. */
    private final class PeerSelector extends SelectorManager {
        PeerSelector(Executor executor, Scheduler scheduler) {
            super(executor, scheduler, 1);
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            return new SocketChannelEndPoint((SocketChannel) channel, selector, key, getScheduler());
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment) {
            return new PeerEnd(endPoint, (ClientEnd) attachment);
        }
    }

    /** Our own end. */
    private final class PeerEnd extends TunnelEnd {
        private final ClientEnd client;

        PeerEnd(EndPoint endPoint, ClientEnd client) {
            super(endPoint, executor, pool, TunnelWatch.NONE, client.watch()::fromPeer);
            this.client = client;
        }

        @Override
        public void onOpen() {
            super.onOpen();
            join(client);
            client.joinedBy(this);
            start(null);
        }
    }
}
