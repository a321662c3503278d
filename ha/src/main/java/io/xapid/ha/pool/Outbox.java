package io.xapid.ha.pool;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import io.xapid.model.store.UnknownOutcomeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The entries of this host that have not been applied here yet, in their order. Each is numbered once and can be sent any number
 * of times, to whoever leads; it counts once.
 */
final class Outbox {
    private static final int MOST_OPEN = 20_000;

    /** Fewer than a leader keeps for those that lag: so a host that only is slow is not sent a state with its own entries in it. */
    private static final int WINDOW = 400;

    private final UUID self;
    private final ArrayDeque<Open> open = new ArrayDeque<>(); // guarded by this, as is all that follows
    private final ArrayDeque<Open> unhanded = new ArrayDeque<>(); // those of them that the sink was not given yet
    private final Map<Long, Open> byNumber = new HashMap<>();
    private long life;
    private long lastNumber;
    private long sentUpTo;
    private long handed;
    private boolean isHandingOthers;
    private long progressAt = System.nanoTime();
    private @Nullable LogException refusal;
    private @Nullable LogException pause;

    /** One entry on its way. */
    static final class Open {
        final long number;
        final byte[] entry;
        final byte[] envelope;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Open(long number, byte[] entry, byte[] envelope) {
            this.number = number;
            this.entry = entry;
            this.envelope = envelope;
        }
    }

    /** @param life how often this host had been started before, and this time */
    Outbox(UUID self, long life) {
        this.self = self;
        this.life = life;
    }

    synchronized long life() {
        return life;
    }

    /** Something of this host's that is no entry. */
    synchronized byte[] notice(Envelope.Kind kind, long number) {
        return new Envelope(kind, self, life, number, new byte[0]).encode();
    }

    synchronized boolean isOf(UUID member) {
        return self.equals(member);
    }

    /** Gives up what is open as unknown, and numbers entries anew. */
    void beginLife(long next) {
        giveUp(takeAll(next));
    }

    /** Gives up what is open as unknown: nobody tells this host any more what came of it. */
    void giveUpAll() {
        giveUp(takeAll(life()));
    }

    private synchronized List<Open> takeAll(long next) {
        List<Open> all = List.copyOf(open);
        open.clear();
        unhanded.clear();
        byNumber.clear();
        if (next != life) {
            life = next;
            lastNumber = 0;
            sentUpTo = 0;
        }
        return all;
    }

    synchronized CompletionStage<Void> append(long index, byte[] entry) {
        LogException reason = reasonAgainst(index, entry);
        if (reason != null) {
            return CompletableFuture.failedFuture(reason);
        }
        long number = ++lastNumber;
        var one = new Open(number, entry, new Envelope(Envelope.Kind.ENTRY, self, life, number, entry).encode());
        open.addLast(one);
        unhanded.addLast(one);
        byNumber.put(number, one);
        return one.done;
    }

    private @Nullable LogException reasonAgainst(long index, byte[] entry) {
        long next = handed + unhanded.size() + 1;
        boolean isNext = index == next || (isHandingOthers && index == next - 1);
        if (refusal != null) {
            return refusal;
        } else if (pause != null) {
            return pause;
        } else if (!isNext) {
            return new LogException("Entry %d is out of order: %d comes next.".formatted(index, next));
        } else if (entry.length > CommitLog.LARGEST_ENTRY) {
            return new LogException("Entry %d has %d bytes, and %d is the most."
                    .formatted(index, entry.length, CommitLog.LARGEST_ENTRY));
        } else if (open.size() >= MOST_OPEN) {
            return new LogException(
                    "%d entries wait for a majority of the pool's voters already.".formatted(MOST_OPEN));
        }
        return null;
    }

    /** The array that was appended, when this is an entry of this host and life; else the one that came. */
    synchronized byte[] original(Envelope envelope) {
        Open mine = isMine(envelope) ? byNumber.get(envelope.number()) : null;
        return mine == null ? envelope.body() : mine.entry;
    }

    /** Whether it is of this host, and of the life that it is in. */
    synchronized boolean isMine(Envelope envelope) {
        return envelope.member().equals(self) && envelope.life() == life;
    }

    /** Before the sink is given an entry. */
    synchronized void handing(long index, byte[] entry) {
        handed = index;
        Open first = unhanded.peekFirst();
        isHandingOthers = first == null || first.entry != entry;
        if (!isHandingOthers) {
            unhanded.removeFirst();
        }
    }

    /** After that, or instead of it: the sink has a state up to there. */
    synchronized void handed(long index) {
        handed = index;
        isHandingOthers = false;
    }

    /** An entry of this host was applied. */
    void applied(Envelope envelope) {
        Open one;
        synchronized (this) {
            one = open.peekFirst();
            if (!isMine(envelope) || one == null || one.number != envelope.number()) {
                return;
            }
            byNumber.remove(open.removeFirst().number); // it was handed over before
            sentUpTo = Math.max(sentUpTo, one.number);
            progressAt = System.nanoTime();
        }
        one.done.complete(null);
    }

    /** An entry is in a state that this host was sent: nobody here has seen what came of it. */
    void passedBy(Envelope envelope) {
        if (isMine(envelope)) {
            passedBy(envelope.number());
        }
    }

    /** All entries that counted before a state which this host was sent, or has started from. */
    void passedBy(Proposers proposers) {
        passedBy(proposers.lastOf(self, life()));
    }

    private void passedBy(long number) {
        List<Open> passed = new ArrayList<>();
        synchronized (this) {
            while (!open.isEmpty() && open.getFirst().number <= number) {
                passed.add(remove(open.removeFirst()));
            }
            sentUpTo = Math.max(sentUpTo, number);
        }
        giveUp(passed);
    }

    private static void giveUp(List<Open> passed) {
        for (Open one : passed) {
            one.done.completeExceptionally(new UnknownOutcomeException("This host was cut off for long, and cannot tell"
                    + " whether a change took effect: look before trying again."));
        }
    }

    /** What is to be sent now; it counts as sent then. */
    synchronized List<byte[]> takeUnsent() {
        List<byte[]> unsent = new ArrayList<>();
        long upTo = Math.min(lastNumber, sentUpTo + WINDOW);
        for (long number = sentUpTo + 1; number <= upTo; number++) {
            Open one = byNumber.get(number);
            if (one != null) {
                unsent.add(one.envelope);
            }
        }
        sentUpTo = Math.max(sentUpTo, upTo);
        return unsent;
    }

    private Open remove(Open one) {
        byNumber.remove(one.number);
        unhanded.remove(one);
        return one;
    }

    /** Sends all again that has not been applied. */
    synchronized void forgetSent() {
        if (!open.isEmpty()) {
            sentUpTo = open.getFirst().number - 1;
        }
    }

    /** When an entry of this host was applied last, as {@link System#nanoTime} says. */
    synchronized long progressAt() {
        return progressAt;
    }

    synchronized boolean isEmpty() {
        return open.isEmpty();
    }

    /** Waits until nothing is open, but not for longer. */
    void drain(long nanos, long lookMillis) {
        long until = System.nanoTime() + nanos;
        try {
            while (!isEmpty() && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(lookMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fails all entries behind {@code number}, of which it is certain that nobody will ever see them. */
    void fail(long number, LogException why) {
        List<Open> lost = new ArrayList<>();
        synchronized (this) {
            while (!open.isEmpty() && open.getLast().number > number) {
                lost.add(0, remove(open.removeLast()));
            }
            if (!lost.isEmpty()) {
                lastNumber = lost.get(0).number - 1;
                sentUpTo = Math.min(sentUpTo, lastNumber);
            }
        }
        lost.forEach(one -> one.done.completeExceptionally(why));
    }

    /** Takes no more entries, and gives up those that are open. */
    void refuse(LogException why) {
        List<Open> lost;
        synchronized (this) {
            refusal = why;
            lost = List.copyOf(open);
            open.clear();
            unhanded.clear();
            byNumber.clear();
        }
        lost.forEach(one -> one.done.completeExceptionally(why));
    }

    /** Takes no more entries until that is taken back by {@code null}; those that are open stay so. */
    synchronized void pause(@Nullable LogException why) {
        pause = why;
    }

    /** Takes no more entries for good. */
    synchronized void close(LogException why) {
        refusal = refusal == null ? why : refusal;
    }
}
