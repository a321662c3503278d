package io.xapid.hypervisor.bridge;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.bridge.MigrationFrame.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How two hosts talk while a guest moves from one to the other, as {@code docs/reference/migration.md} says: who it is, the
 * hypervisor's own stream in pieces, and whether it has arrived. Either may give up at any moment, and tells the other
 * why. Deciding where the guest runs from then on is not theirs.
 */
public final class MigrationLink {
    private static final Duration READINESS = Duration.ofMinutes(1);
    private static final Duration LAST_WORK = Duration.ofMinutes(10);

    private static final long FAREWELL_SECONDS = 10;

    private final ByteChannel peer;

    private MigrationLink(ByteChannel peer) {
        this.peer = peer;
    }

    /** The work of the hypervisor that sends. */
    public interface Sending {
        void to(WritableByteChannel stream) throws IOException;
    }

    /** The work of the hypervisor that receives. */
    public interface Receiving {
        void from(MigrationHello hello, ReadableByteChannel stream) throws IOException;
    }

    /** Whether a guest can be taken; says why not, if it cannot. */
    public interface Objection {
        Optional<String> to(MigrationHello hello);
    }

    /**
     * Sends a guest; when this returns the other host has it whole. Whatever the channel fails with is an {@link IOException}.
     */
    public static void send(ByteChannel peer, MigrationHello hello, Sending sending) throws IOException {
        send(peer, hello, sending, READINESS, LAST_WORK);
    }

    /**
     * @param readiness how long the other host may take to say that it awaits the guest
     * @param lastWork how long it may take to make the guest of what it was sent
     */
    static void send(ByteChannel peer, MigrationHello hello, Sending sending, Duration readiness, Duration lastWork)
            throws IOException {
        var link = new MigrationLink(peer);
        try {
            MigrationFrame.write(peer, Kind.HELLO, hello.bytes());
            require(heard(link.listen(), readiness, "whether it awaits the guest"), Kind.READY);
        } catch (IOException | RuntimeException e) {
            link.tell(e);
            throw told(e);
        }
        var answer = link.listen();
        try {
            sending.to(new Outlet(peer, answer));
            MigrationFrame.write(peer, Kind.END, MigrationFrame.NOTHING);
            require(heard(answer, lastWork, "whether it has the guest"), Kind.RECEIVED);
        } catch (IOException | RuntimeException e) {
            link.giveUp(answer, e);
            throw told(e);
        }
    }

    private static MigrationFrame heard(CompletableFuture<MigrationFrame> answer, Duration patience, String what)
            throws IOException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("the other host is gone: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("the other host does not say " + what, e);
        }
    }

    /** Those who call know what to do about a bridge's failures and a connection's, and of no others. */
    private static IOException told(Exception failure) {
        if (failure instanceof HypervisorException known) {
            throw known;
        }
        return failure instanceof IOException known ? known : new IOException("cannot talk: " + failure, failure);
    }

    /** Receives a guest, unless there is an objection; when this returns the sender was told that it is here. */
    public static void receive(ByteChannel peer, Objection objection, Receiving receiving) throws IOException {
        var link = new MigrationLink(peer);
        try {
            var hello = MigrationHello.of(link.expect(Kind.HELLO).payload());
            Optional<String> why = objection.to(hello);
            if (why.isPresent()) {
                throw new HypervisorException(Reason.UNSUPPORTED, "guest %s: %s".formatted(hello.vm(), why.get()));
            }
            MigrationFrame.write(peer, Kind.READY, MigrationFrame.NOTHING);
            var stream = new Inlet(peer);
            receiving.from(hello, stream);
            stream.finish();
            MigrationFrame.write(peer, Kind.RECEIVED, MigrationFrame.NOTHING);
        } catch (IOException | RuntimeException e) {
            link.tell(e);
            throw told(e);
        }
    }

    private MigrationFrame expect(Kind kind) throws IOException {
        return require(MigrationFrame.read(peer), kind);
    }

    private static MigrationFrame require(MigrationFrame frame, Kind kind) throws IOException {
        if (frame.kind() == Kind.FAILED) {
            throw new IOException("the other host gave up: " + frame.text());
        }
        if (frame.kind() != kind) {
            throw new IOException("the other host said %s in place of %s".formatted(frame.kind(), kind));
        }
        return frame;
    }

    /** The receiver's one word, which can come at any moment. */
    private CompletableFuture<MigrationFrame> listen() {
        var answer = new CompletableFuture<MigrationFrame>();
        var thread = new Thread(
                () -> {
                    try {
                        answer.complete(MigrationFrame.read(peer));
                    } catch (IOException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                },
                "xapid-migration-answer");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    /** Tells the receiver, and finds out whether its own trouble was first. */
    private void giveUp(CompletableFuture<MigrationFrame> answer, Exception cause) {
        if (!answer.isDone()) {
            tell(cause);
        }
        if (cause.getCause() instanceof TimeoutException) {
            return; // it has been silent for long enough
        }
        try {
            require(answer.get(FAREWELL_SECONDS, TimeUnit.SECONDS), Kind.RECEIVED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            cause.addSuppressed(e);
        } catch (ExecutionException | TimeoutException e) {
            // it has nothing to say any more
        }
    }

    private void tell(Exception why) {
        try {
            String words = why.getMessage() == null ? why.toString() : why.getMessage();
            MigrationFrame.write(peer, Kind.FAILED, MigrationFrame.text(words));
        } catch (IOException | RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    /** Where the hypervisor's stream goes in pieces, as long as the receiver wants them. */
    private record Outlet(ByteChannel peer, CompletableFuture<MigrationFrame> answer) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (answer.isDone()) {
                String why = answer.isCompletedExceptionally()
                        ? "it is gone"
                        : answer.join().text();
                throw new IOException("the other host takes no more: " + why);
            }
            int size = Math.min(bytes.remaining(), MigrationFrame.LONGEST);
            MigrationFrame.write(peer, Kind.DATA, bytes.slice(bytes.position(), size));
            bytes.position(bytes.position() + size);
            return size;
        }

        @Override
        public boolean isOpen() {
            return peer.isOpen();
        }

        @Override
        public void close() {
            // the channel is whose it was
        }
    }

    /** Where the hypervisor's stream comes from. */
    private static final class Inlet implements ReadableByteChannel {
        private final ByteChannel peer;
        private ByteBuffer piece = MigrationFrame.NOTHING.duplicate();
        private boolean ended;

        Inlet(ByteChannel peer) {
            this.peer = peer;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            while (!piece.hasRemaining()) {
                if (ended || !next()) {
                    return -1;
                }
            }
            int size = Math.min(piece.remaining(), into.remaining());
            into.put(piece.slice(piece.position(), size));
            piece.position(piece.position() + size);
            return size;
        }

        private boolean next() throws IOException {
            MigrationFrame frame = MigrationFrame.read(peer);
            switch (frame.kind()) {
                case DATA -> piece = frame.payload();
                case END -> ended = true;
                case FAILED -> throw new IOException("the other host gave up: " + frame.text());
                default -> throw new IOException("the other host said %s among data".formatted(frame.kind()));
            }
            return !ended;
        }

        /** A stream that goes on after its hypervisor has read enough is none that we know. */
        void finish() throws IOException {
            if (read(ByteBuffer.allocate(1)) >= 0) {
                throw new IOException("there is more of the guest than was taken");
            }
        }

        @Override
        public boolean isOpen() {
            return peer.isOpen();
        }

        @Override
        public void close() {
            // the channel is whose it was
        }
    }
}
