package io.xapid.ha.pool;

import io.xapid.model.store.CommitLog;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to write, where a host was overtaken again and again and has asked for one: the others hold back until it has
 * done what it wanted, or a moment has passed. Nothing depends on it but who gets ahead. On Raft's thread.
 */
final class Turns {
    /** As long as some entries take where all are busy. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** After that nobody has heard of it, and it would come too late. */
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Outbox outbox;
    private final RaftThread thread;
    private final HostLog own;
    private final Consumer<byte[]> sender;
    private final ArrayDeque<Active> active = new ArrayDeque<>();
    private final Map<Long, CompletableFuture<CommitLog.Turn>> asked = new HashMap<>();
    private long lastNumber;
    private boolean isClosed;

    private record Active(UUID member, long number, long until) {}

    /** @param sender sends an envelope to whoever leads */
    Turns(Outbox outbox, RaftThread thread, HostLog own, Consumer<byte[]> sender) {
        this.outbox = outbox;
        this.thread = thread;
        this.own = own;
        this.sender = sender;
    }

    /** On any thread. Always completes with a turn, which is of no use when nobody has heard of it. */
    CompletionStage<CommitLog.Turn> ask() {
        var coming = new CompletableFuture<CommitLog.Turn>();
        boolean isTaken = thread.offer(() -> {
            if (isClosed) {
                coming.complete(() -> {});
                return;
            }
            long number = ++lastNumber;
            asked.put(number, coming);
            say(Envelope.Kind.TURN, number);
            thread.after(WAIT_NANOS, () -> {
                if (asked.remove(number) != null) {
                    coming.complete(() -> {});
                }
            });
        });
        if (!isTaken) {
            coming.complete(() -> {});
        }
        return coming;
    }

    /** Nobody waits any longer. */
    void close() {
        isClosed = true;
        List<CompletableFuture<CommitLog.Turn>> waiting = List.copyOf(asked.values());
        asked.clear();
        waiting.forEach(one -> one.complete(() -> {}));
    }

    private void say(Envelope.Kind kind, long number) {
        sender.accept(outbox.notice(kind, number));
    }

    /** A turn begins or ends. Whether it ends: somebody may go on then. */
    boolean apply(Envelope envelope) {
        if (envelope.kind() == Envelope.Kind.TURN_OVER) {
            end(envelope.member(), envelope.number());
            return true;
        }
        if (envelope.kind() != Envelope.Kind.TURN) {
            return false;
        }
        boolean isMine = outbox.isMine(envelope);
        CompletableFuture<CommitLog.Turn> coming = isMine ? asked.remove(envelope.number()) : null;
        if (!isMine || coming != null) {
            active.addLast(new Active(envelope.member(), envelope.number(), System.nanoTime() + LONGEST_NANOS));
        }
        if (coming != null) {
            own.afterAll(() -> coming.complete(() -> thread.submit(() -> close(envelope))));
        }
        return false;
    }

    private void close(Envelope turn) {
        end(turn.member(), turn.number());
        say(Envelope.Kind.TURN_OVER, turn.number());
    }

    private void end(UUID member, long number) {
        active.removeIf(one -> one.member.equals(member) && one.number == number);
    }

    /** Whether this host need not hold back now. */
    boolean maySend() {
        long now = System.nanoTime();
        active.removeIf(one -> one.until - now < 0);
        @Nullable Active first = active.peekFirst();
        return first == null || outbox.isOf(first.member);
    }
}
