package io.xapid.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps entries in one order, durably, and hands them back in that order.
 *
 * <p>Indexes are consecutive and start at 1. An entry is acknowledged only when it can no longer be lost: it is
 * flushed to stable storage, on a majority when there are several voters. Entries may be dropped once an image of the
 * state at their index, or a later one, is kept.
 */
public interface CommitLog extends AutoCloseable {
    /** The largest entry that a log takes, in bytes. */
    int LARGEST_ENTRY = 16 << 20;

    /**
     * Hands the newest image, if there is one, and every later entry to {@code sink}, and from then on every entry
     * that is committed. Called once, before anything else; returns when all that was there has been handed over.
     *
     * @throws LogException when what is kept cannot be read: it says what is wrong and what an operator can do
     */
    void start(Sink sink) throws LogException;

    /**
     * Asks for {@code entry} to become the entry at {@code index}. Calls come in order, each with the index after the
     * last. The future completes after the entry is durable and the sink has applied it. If it cannot be kept, this
     * future and those of all later appends that are still open fail with {@link LogException}, none of them is ever
     * applied, and the next append must start again behind the last acknowledged index; one that does not, fails alone.
     *
     * <p>In a log that several hosts write, entries of others may come between: those of one host keep their order, but
     * get higher indexes than they asked for. The sink hears which. When all that is lost is a place in the order, as
     * when the host that gave places is gone, the failure is {@link LostEntryException}.
     * An entry beyond {@link #LARGEST_ENTRY} cannot be kept. The array is handed to the sink as it is, and must not be
     * changed.
     *
     * <p>Futures complete in order, on the log's own thread: what follows hands work on and returns.
     */
    CompletionStage<Void> append(long index, byte[] entry);

    /**
     * Asks that other hosts hold back for a moment, because they were quicker again and again. The stage completes when
     * the sink has been given all that came before; what this host appends until it closes the turn then has its place
     * soon, and without others in between, unless the turn took too long. A log that one host writes has nobody to hold back.
     */
    default CompletionStage<Turn> turn() {
        return CompletableFuture.completedFuture(() -> {});
    }

    /** Ends when it is closed, or after a moment by itself. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Keeps an image of the state at {@code index}, which the sink has applied, and may then drop the entries up to
     * there. Returns at once, also within {@link Sink#apply}: the image writes itself in the background while entries
     * go on. The future completes when this image or a newer one is safe, and fails with {@link LogException} when it
     * could not be kept, in which case nothing is dropped.
     */
    CompletionStage<Void> keep(long index, Image image);

    /** Stops taking entries and images, finishes those under way, lets go of files and threads. */
    @Override
    void close();

    /**
     * Who applies entries. Called by one thread at a time, in order. One that throws ends the log's service: the entry
     * stays, nothing later is applied or taken, and the next start meets it again.
     */
    interface Sink {
        /**
         * Puts a state in place of whatever there was. Mostly this comes first, if at all; a host that was away for long may
         * be sent a later state in the middle, instead of the entries up to there.
         */
        void install(long index, InputStream image) throws IOException;

        void apply(long index, byte[] entry);

        /** The state after what was applied last. Asked for by any thread. */
        Present present();
    }

    /**
     * A state that can be written at any time later.
     *
     * @param index of the last entry that is in it; 0 when there is none
     */
    record Present(long index, Image image) {}

    /** A state that can write itself. */
    @FunctionalInterface
    interface Image {
        void writeTo(OutputStream out) throws IOException;
    }
}
