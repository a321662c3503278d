package io.xapid.server.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins clients' connections with channels of our own, such as a guest's console, without holding threads. */
final class Tunnels extends ContainerLifeCycle {
    private static final Logger log = LoggerFactory.getLogger(Tunnels.class);
    private static final long LAST_WORDS_SECONDS = 5;
    private static final long LONGEST_TO_OPEN_SECONDS = 60;

    private final Executor executor;
    private final Scheduler scheduler;
    private final ByteBufferPool pool;
    private final PeerSelector selector;

    Tunnels(Executor executor, Scheduler scheduler, ByteBufferPool pool) {
        this.executor = executor;
        this.scheduler = scheduler;
        this.pool = pool;
        this.selector = new PeerSelector(executor, scheduler);
        installBean(selector);
    }

    /**
     * Prepares a tunnel. It opens when Jetty makes the result the client's connection; until then, closing the result
     * gives everything up, and so does waiting too long.
     *
     * @throws IOException if {@code peer} cannot be used; it is closed then, and {@code watch} told
     */
    TunnelEnd between(EndPoint client, SocketChannel peer, TunnelFraming framing, TunnelWatch watch)
            throws IOException {
        try {
            peer.configureBlocking(false);
            var end = new ClientEnd(client, peer, framing, watch);
            scheduler.schedule(end::giveUpUnlessOpen, LONGEST_TO_OPEN_SECONDS, TimeUnit.SECONDS);
            return end;
        } catch (IOException e) {
            drop(peer);
            watch.closed();
            throw e;
        }
    }

    private static void drop(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("a channel does not close properly", e); // it is gone either way
        }
    }

    /** The client's end: takes the place of the HTTP connection. */
    private final class ClientEnd extends TunnelEnd implements Connection.UpgradeTo {
        private final SocketChannel peer;
        private final TunnelFraming framing;
        private final TunnelWatch watch;
        private @Nullable ByteBuffer early;
        private boolean leaving;
        private volatile boolean opened;

        ClientEnd(EndPoint endPoint, SocketChannel peer, TunnelFraming framing, TunnelWatch watch) {
            super(endPoint, executor, pool);
            this.peer = peer;
            this.framing = framing;
            this.watch = watch;
        }

        /** What the client sent behind its request without waiting for the answer. */
        @Override
        public void onUpgradeTo(ByteBuffer buffer) {
            early = buffer;
        }

        @Override
        public void onOpen() {
            super.onOpen();
            opened = true;
            getEndPoint().setIdleTimeout(0); // a console may rest as long as it likes
            LostClients.noticeOn(getEndPoint());
            watch.opened(this);
            if (getEndPoint().isOpen() && peer.isConnected()) {
                selector.accept(peer, this);
            } else {
                close();
            }
        }

        @Override
        ByteBuffer[] arrived(ByteBuffer bytes) {
            ByteBuffer meant = framing.unwrap(bytes);
            if (meant.hasRemaining()) {
                watch.fromClient(meant.asReadOnlyBuffer());
            }
            TunnelEnd peerEnd = other();
            if (peerEnd != null && framing.hasWord()) {
                peerEnd.nudge();
            }
            leaveSoon();
            return new ByteBuffer[] {meant};
        }

        /** Once the last has been said, the client is to hang up; the connection does not wait for ever. */
        private void leaveSoon() {
            if (framing.isOver() && !leaving) {
                leaving = true;
                scheduler.schedule(this::close, LAST_WORDS_SECONDS, TimeUnit.SECONDS);
            }
        }

        private void giveUpUnlessOpen() {
            if (!opened) {
                close();
            }
        }

        @Override
        void gone() {
            drop(peer);
            watch.closed();
        }

        private void joinedBy(TunnelEnd peerEnd) {
            join(peerEnd);
            ByteBuffer begun = early;
            early = null;
            start(begun);
        }
    }

    /** Our own end. */
    private final class PeerEnd extends TunnelEnd {
        private final ClientEnd client;

        PeerEnd(EndPoint endPoint, ClientEnd client) {
            super(endPoint, executor, pool);
            this.client = client;
        }

        @Override
        public void onOpen() {
            super.onOpen();
            join(client);
            client.joinedBy(this);
            start(null);
        }

        @Override
        ByteBuffer[] arrived(ByteBuffer bytes) {
            client.watch.fromPeer(bytes.asReadOnlyBuffer());
            return client.framing.wrap(bytes);
        }

        @Override
        Optional<ByteBuffer> due() {
            return client.framing.reply();
        }

        @Override
        Optional<ByteBuffer> last() {
            return client.framing.farewell();
        }

        @Override
        boolean isDone() {
            return client.framing.isOver();
        }

        @Override
        void gone() {
            // the client's end goes with it, and gives up the channel
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
}
