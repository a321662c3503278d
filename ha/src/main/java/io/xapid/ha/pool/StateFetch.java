package io.xapid.ha.pool;

import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.message.InstallSnapshotRequest;
import io.microraft.model.message.RaftMessage;
import io.xapid.ha.log.Replacement;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When Raft offers a snapshot, it says only how far that reaches. The state itself is fetched from who offers it, and Raft's
 * message is passed on when it is here: so Raft's thread never waits for the network.
 */
final class StateFetch {
    private static final Logger log = LoggerFactory.getLogger(StateFetch.class);

    private final Peers peers;
    private final HostLog own;
    private final Outbox outbox;
    private final RaftThread thread;
    private final Consumer<RaftMessage> receiver;
    private final AtomicBoolean isUnderWay = new AtomicBoolean();

    /** @param receiver who gets the message then */
    StateFetch(Peers peers, HostLog own, Outbox outbox, RaftThread thread, Consumer<RaftMessage> receiver) {
        this.peers = peers;
        this.own = own;
        this.outbox = outbox;
        this.thread = thread;
        this.receiver = receiver;
    }

    /** If so, it is begun, unless it goes on already; else the message can be passed on. */
    boolean isNeededFor(RaftMessage message) {
        if (!(message instanceof InstallSnapshotRequest request)) {
            return false;
        }
        SnapshotChunk chunk = request.getSnapshotChunk();
        if (chunk == null) {
            return false;
        }
        long index = index(chunk);
        if (index <= own.last()) {
            return false;
        }
        if (isUnderWay.compareAndSet(false, true)) {
            begin(request, index);
        }
        return true;
    }

    private static long index(SnapshotChunk chunk) {
        try {
            return Marker.decode((byte[]) chunk.getOperation()).index();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("a marker that nobody can read", unreadable);
        }
    }

    private void begin(InstallSnapshotRequest request, long least) {
        UUID from = Member.of(request.getSender()).id();
        var thread = new Thread(() -> fetch(from, least, request), "state-fetch");
        thread.setDaemon(true);
        thread.start();
    }

    private void fetch(UUID from, long least, InstallSnapshotRequest request) {
        try {
            peers.fetchState(from, (index, image) -> {
                if (index < least) {
                    throw new IOException("%s has less than it says".formatted(from));
                }
                Replacement replacement = Replacement.write(own.directory(), index, image);
                log.info("goes on from the state at entry {}, which {} has sent", index, from);
                thread.submit(() -> replace(replacement, request));
            });
        } catch (IOException | RuntimeException problem) {
            isUnderWay.set(false); // the leader offers it again
            log.warn("the state of {} could not be fetched: {}", from, problem.getMessage());
        }
    }

    private void replace(Replacement replacement, InstallSnapshotRequest request) {
        try {
            own.replace(replacement);
            receiver.accept(request);
        } catch (IOException | LogException problem) {
            log.error("the state that was sent cannot be used", problem);
            outbox.refuse(new LogException(
                    "The state that another host sent cannot be used (%s). Restart the daemon."
                            .formatted(problem.getMessage()),
                    problem));
        } finally {
            isUnderWay.set(false);
        }
    }
}
