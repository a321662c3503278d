package io.xapid.model.store;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one run of a transaction's body made of a state. Immutable. */
final class Attempt<R> {
    private final Snapshot base;
    private final @Nullable R result;
    private final @Nullable RuntimeException refusal;
    private final @Nullable Entry entry;
    private final byte[] bytes;
    private final StateMachine.Applied applied;

    private Attempt(
            Snapshot base,
            @Nullable R result,
            @Nullable RuntimeException refusal,
            @Nullable Entry entry,
            byte[] bytes,
            StateMachine.Applied applied) {
        this.base = base;
        this.result = result;
        this.refusal = refusal;
        this.entry = entry;
        this.bytes = bytes;
        this.applied = applied;
    }

    /**
     * Runs {@code body} on {@code newest}.
     *
     * @param settled the last state that has its place in the log
     */
    static <R> Attempt<R> of(
            Function<Transaction, R> body, Snapshot settled, Snapshot newest, Instant now, EntryCodec codec) {
        var transaction = new Transaction(settled, newest, now);
        try {
            R result = body.apply(transaction);
            transaction.end();
            if (transaction.isReadOnly()) {
                return withoutEntry(newest, result, null);
            }
            Entry entry = transaction.entry();
            byte[] bytes = codec.encode(entry);
            if (bytes.length > CommitLog.LARGEST_ENTRY) {
                throw new LogException("The transaction has %d bytes, and %d is the most."
                        .formatted(bytes.length, CommitLog.LARGEST_ENTRY));
            }
            return new Attempt<>(newest, result, null, entry, bytes, transaction.applied());
        } catch (RuntimeException refused) {
            return withoutEntry(newest, null, refused);
        } finally {
            transaction.end();
        }
    }

    private static <R> Attempt<R> withoutEntry(Snapshot base, @Nullable R result, @Nullable RuntimeException refusal) {
        var nothing = new StateMachine.Applied(base, new ChangeSet(base.index(), List.of()), true);
        return new Attempt<>(base, result, refusal, null, new byte[0], nothing);
    }

    /** The same entry, expected behind another state. */
    Attempt<R> behind(Snapshot other) {
        return entry == null
                ? this
                : new Attempt<>(
                        other, result, refusal, entry, bytes, StateMachine.apply(other, other.index() + 1, entry));
    }

    /** The state that it read. */
    Snapshot base() {
        return base;
    }

    /** What the body gave; of no use when it threw. */
    @Nullable
    R result() {
        return result;
    }

    /** What the body threw, if it did. */
    @Nullable
    RuntimeException refusal() {
        return refusal;
    }

    boolean changesNothing() {
        return entry == null;
    }

    /** The entry as the log keeps it; the very same array each time. */
    byte[] bytes() {
        return bytes;
    }

    /** What comes of the entry, if it gets its place right behind {@link #base}. */
    StateMachine.Applied applied() {
        return applied;
    }
}
