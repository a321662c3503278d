package io.xapid.ha.pool;

import io.microraft.statemachine.StateMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what Raft has committed, in its order: gives each entry that counts its index, and passes it to the host's own log
 * unless it is there already, as after a restart. On Raft's thread.
 */
final class Agreement implements StateMachine {
    private static final Logger log = LoggerFactory.getLogger(Agreement.class);
    private static final long WRITE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final byte[] NEW_TERM = {};

    private final HostLog own;
    private final Outbox outbox;
    private final Audience audience;
    private final Listener listener;
    private long index;
    private Proposers proposers = new Proposers();

    /** Who hears what is agreed on besides entries. */
    interface Listener {
        /** Somebody leads, and what came before has been passed on. */
        void newTerm();

        /** Something that is no entry, and has no index. */
        void notice(Envelope envelope);
    }

    Agreement(HostLog own, Outbox outbox, Audience audience, Listener listener) {
        this.own = own;
        this.outbox = outbox;
        this.audience = audience;
        this.listener = listener;
    }

    /** The number of the last entry of a member's life that counted. */
    long lastOf(UUID member, long life) {
        return proposers.lastOf(member, life);
    }

    @Override
    public Object runOperation(long raftIndex, Object operation) {
        byte[] bytes = (byte[]) operation;
        if (bytes.length == 0) {
            listener.newTerm();
            return raftIndex;
        }
        Envelope envelope = decode(bytes);
        if (envelope.kind() != Envelope.Kind.ENTRY) {
            audience.add(0, envelope);
            listener.notice(envelope);
            return raftIndex;
        }
        if (!proposers.accept(envelope)) {
            return raftIndex; // sent twice, or too early
        }
        index++;
        audience.add(index, envelope);
        if (index > own.last()) {
            own.add(index, outbox.original(envelope), () -> outbox.applied(envelope));
        } else {
            outbox.passedBy(envelope);
        }
        return raftIndex;
    }

    private static Envelope decode(byte[] bytes) {
        try {
            return Envelope.decode(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an entry was agreed on that nobody can read", impossible);
        }
    }

    @Override
    public void takeSnapshot(long raftIndex, Consumer<Object> chunks) {
        if (!own.awaitWritten(WRITE_NANOS)) { // Raft will forget those entries
            throw new IllegalStateException("the disk does not keep up");
        }
        chunks.accept(new Marker(index, proposers).encode());
    }

    @Override
    public void installSnapshot(long raftIndex, List<Object> chunks) {
        try {
            Marker marker = Marker.decode((byte[]) chunks.get(0));
            if (marker.index() > own.last()) {
                throw new IllegalStateException(
                        "the state at entry %d is not here: %d is the last".formatted(marker.index(), own.last()));
            }
            index = marker.index();
            proposers = marker.proposers();
            audience.startAt(index);
            outbox.passedBy(proposers);
            log.debug("goes on behind entry {}", index);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a marker that nobody can read", impossible);
        }
    }

    @Override
    public Object getNewTermOperation() {
        return NEW_TERM;
    }
}
