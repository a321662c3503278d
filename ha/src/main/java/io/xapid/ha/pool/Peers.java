package io.xapid.ha.pool;

import io.microraft.RaftEndpoint;
import io.microraft.model.message.RaftMessage;
import io.microraft.transport.Transport;
import io.xapid.model.store.CommitLog;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a host to the others that agree with it: messages there and back, and whole states. */
final class Peers implements Transport, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Peers.class);
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int GREETING_MILLIS = 5_000;
    private static final int STATE_MILLIS = 30_000;
    private static final int MOST_CONNECTIONS = 256;
    private static final long SIGN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final UUID group;
    private final UUID self;
    private final Links links;
    private final Receiver receiver;
    private final MessageCodec codec;
    private final ServerSocket listener;
    private final Map<UUID, Line> lines = new ConcurrentHashMap<>();
    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /** Who hears what peers send. Called on a connection's thread, which may wait. */
    interface Receiver {
        void onMessage(RaftMessage message);

        void onProposal(UUID from, byte[] envelope);

        void onRefusal(UUID from);

        /** Whether a host that speaks as if it voted does not. */
        boolean isStranger(UUID sender);

        /** A peer says that this host has no vote. */
        void onOut();

        /** The state that a peer asks for. */
        CommitLog.Present present();

        /** What those hear that follow. */
        Audience audience();
    }

    Peers(UUID group, UUID self, Links links, Receiver receiver) throws IOException {
        this.group = group;
        this.self = self;
        this.links = links;
        this.receiver = receiver;
        this.codec = new MessageCodec(group);
        this.listener = links.listen();
        thread("peers", this::accept);
    }

    private static void thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!isClosed) {
            try {
                Socket peer = listener.accept();
                if (accepted.size() >= MOST_CONNECTIONS) {
                    peer.close();
                    continue;
                }
                accepted.add(peer);
                thread("peer-in-" + peer.getRemoteSocketAddress(), () -> serve(peer));
            } catch (IOException problem) {
                if (!isClosed) {
                    log.warn("a peer could not connect", problem);
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100); // whatever it is, it should not be tried at full speed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket peer) {
        try (peer) {
            peer.setTcpNoDelay(true);
            peer.setSoTimeout(GREETING_MILLIS);
            var in = new DataInputStream(new BufferedInputStream(peer.getInputStream(), BUFFER_BYTES));
            Greeting greeting = Greeting.readFrom(in);
            if (!greeting.group().equals(group)) {
                throw new IOException("the peer is of another pool, " + greeting.group());
            }
            links.check(peer, greeting.sender());
            if (greeting.purpose() == Greeting.MESSAGES) {
                peer.setSoTimeout(0);
                receive(greeting.sender(), in, peer.getOutputStream());
            } else if (greeting.purpose() == Greeting.STATE) {
                sendState(peer);
            } else if (greeting.purpose() == Greeting.FOLLOW) {
                new Usher(peer, greeting.sender(), receiver.audience(), receiver).serve(in);
            } else {
                throw new IOException("nobody knows the purpose %d".formatted(greeting.purpose()));
            }
        } catch (IOException gone) {
            log.debug("the connection from {} has ended", peer.getRemoteSocketAddress(), gone);
        } catch (RuntimeException problem) {
            log.warn("the connection from {} is given up", peer.getRemoteSocketAddress(), problem);
        } finally {
            accepted.remove(peer);
        }
    }

    private void receive(UUID sender, DataInputStream in, OutputStream out) throws IOException {
        long saidAt = System.nanoTime();
        while (!isClosed) {
            Frame.Received frame = Frame.read(in);
            switch (frame.kind()) {
                case Frame.RAFT -> {
                    RaftMessage message = codec.read(frame.content());
                    if (!Member.of(message.getSender()).id().equals(sender)) {
                        throw new IOException("%s speaks as %s".formatted(sender, message.getSender()));
                    }
                    if (receiver.isStranger(sender)) {
                        out.write(Line.OUT);
                    } else {
                        receiver.onMessage(message);
                    }
                }
                case Frame.PROPOSAL -> receiver.onProposal(sender, frame.bytes());
                case Frame.REFUSAL -> receiver.onRefusal(sender);
                default -> throw new IOException("no message is of the kind %d".formatted(frame.kind()));
            }
            long now = System.nanoTime();
            if (in.available() == 0 || now - saidAt >= SIGN_NANOS) { // what came last is always answered
                saidAt = now;
                out.write(Line.THERE);
            }
        }
    }

    private void sendState(Socket peer) throws IOException {
        CommitLog.Present present = receiver.present();
        var out = new DataOutputStream(new BufferedOutputStream(peer.getOutputStream(), BUFFER_BYTES));
        out.writeLong(present.index());
        var chunks = new StateChunks.Sender(out);
        present.image().writeTo(chunks);
        chunks.finish();
        log.info("sent the state at {} to {}", present.index(), peer.getRemoteSocketAddress());
    }

    /** Fetches a peer's state and has it taken. The peer is given up when it is silent for half a minute. */
    void fetchState(UUID member, StateTaker taker) throws IOException {
        try (Socket socket = links.connect(member)) {
            socket.setSoTimeout(STATE_MILLIS);
            links.check(socket, member);
            new Greeting(group, self, Greeting.STATE).writeTo(new DataOutputStream(socket.getOutputStream()));
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
            taker.take(in.readLong(), new StateChunks.Receiver(in));
        }
    }

    /** Reads a state to its end. */
    interface StateTaker {
        void take(long index, InputStream image) throws IOException;
    }

    @Override
    public void send(RaftEndpoint target, RaftMessage message) {
        line(Member.of(target).id()).send(Frame.RAFT, out -> codec.write(out, message));
    }

    void propose(UUID leader, byte[] envelope) {
        line(leader).send(Frame.PROPOSAL, out -> out.write(envelope));
    }

    void refuse(UUID proposer) {
        line(proposer).send(Frame.REFUSAL, out -> {});
    }

    private Line line(UUID member) {
        return lines.computeIfAbsent(
                member, id -> new Line(links, new Greeting(group, self, Greeting.MESSAGES), id, receiver::onOut));
    }

    @Override
    public boolean isReachable(RaftEndpoint endpoint) {
        return true; // what it is sent shows whether it is
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            listener.close();
        } catch (IOException nothingToSave) {
            log.debug("closing the listener", nothingToSave);
        }
        lines.values().forEach(Line::close);
        accepted.forEach(Line::close);
    }
}
