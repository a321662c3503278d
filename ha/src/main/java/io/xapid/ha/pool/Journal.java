package io.xapid.ha.pool;

import io.microraft.RaftEndpoint;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.persistence.RaftEndpointPersistentState;
import io.microraft.model.persistence.RaftTermPersistentState;
import io.microraft.persistence.RaftStore;
import io.xapid.model.store.LogException;
import io.xapid.model.store.LogFullException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What Raft wants kept, gathered and written in one transaction when it is to be flushed. Used by Raft's thread only.
 *
 * <p>When that fails, Raft no longer knows what is on disk: whoever made this is told, and starts it anew from there.
 */
final class Journal implements RaftStore {
    private final JournalDatabase database;
    private final Consumer<IOException> onFailure;
    private final List<JournalDatabase.Write> waiting = new ArrayList<>();
    private @Nullable IOException failure;

    Journal(JournalDatabase database, Consumer<IOException> onFailure) {
        this.database = database;
        this.onFailure = onFailure;
    }

    @Override
    public void persistAndFlushLocalEndpoint(RaftEndpointPersistentState state) throws IOException {
        put("self", out -> {
            ModelCodec.writeMember(out, state.getLocalEndpoint());
            out.writeBoolean(state.isVoting());
        });
        flush();
    }

    @Override
    public void persistAndFlushInitialGroupMembers(RaftGroupMembersView members) throws IOException {
        put("members", out -> ModelCodec.writeView(out, members));
        flush();
    }

    @Override
    public void persistAndFlushTerm(RaftTermPersistentState state) throws IOException {
        RaftEndpoint votedFor = state.getVotedFor();
        put("term", out -> {
            out.writeInt(state.getTerm());
            out.writeBoolean(votedFor != null);
            if (votedFor != null) {
                ModelCodec.writeMember(out, votedFor);
            }
        });
        flush();
    }

    @Override
    public void persistLogEntries(List<LogEntry> entries) throws IOException {
        for (LogEntry entry : entries) {
            byte[] body = bytes(out -> ModelCodec.writeOperation(out, entry.getOperation()));
            waiting.add(to -> to.addEntry(entry.getIndex(), entry.getTerm(), body));
        }
    }

    @Override
    public void persistSnapshotChunk(SnapshotChunk chunk) throws IOException {
        put("snapshot", out -> ModelCodec.writeChunk(out, chunk));
    }

    @Override
    public void truncateLogEntriesFrom(long index) {
        waiting.add(to -> to.dropFrom(index));
    }

    @Override
    public void truncateLogEntriesUntil(long index) {
        waiting.add(to -> to.dropUntil(index));
    }

    @Override
    public void deleteSnapshotChunks(long index, int count) {
        // each takes the place of the one before
    }

    @Override
    public void flush() throws IOException {
        IOException before = failure;
        if (before != null) {
            throw new IOException("The journal is to be read anew.", before);
        }
        if (waiting.isEmpty()) {
            return;
        }
        try {
            database.write(waiting);
        } catch (IOException problem) {
            failure = problem;
            onFailure.accept(problem);
            throw problem;
        } finally {
            waiting.clear();
        }
    }

    private void put(String name, Writing writing) throws IOException {
        byte[] value = bytes(writing);
        waiting.add(to -> to.put(name, value));
    }

    private static byte[] bytes(Writing writing) throws IOException {
        var bytes = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** Why it could not be written, in words for an operator. */
    static LogException explained(Path directory, IOException problem) {
        boolean isFull = problem.getCause() instanceof SQLiteException known
                && known.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
        return isFull
                ? new LogFullException(
                        directory.toString(),
                        "The disk under %s is full. Make room there; the daemon goes on by itself."
                                .formatted(directory),
                        problem)
                : new LogException(String.valueOf(problem.getMessage()), problem);
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
