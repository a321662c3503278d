package io.xapid.spike;

import io.microraft.RaftEndpoint;
import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.log.SnapshotEntry;
import io.microraft.model.persistence.RaftEndpointPersistentState;
import io.microraft.model.persistence.RaftTermPersistentState;
import io.microraft.persistence.RaftStore;
import io.microraft.persistence.RestoredRaftState;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** One file to which everything is appended; a spike's, with no checksums and no end to its growth. */
final class MicroRaftStore implements RaftStore, AutoCloseable {
    private static final DefaultRaftModelFactory MODELS = new DefaultRaftModelFactory();

    private final FileChannel file;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(waiting);
    private final TreeMap<Long, LogEntry> entries = new TreeMap<>();
    private RaftEndpointPersistentState self;
    private RaftGroupMembersView members;
    private RaftTermPersistentState term = term(0, 0);
    private SnapshotEntry snapshot;

    MicroRaftStore(Path path) throws IOException {
        if (Files.exists(path)) {
            read(path);
        }
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    boolean hasState() {
        return self != null && members != null;
    }

    RestoredRaftState restored() {
        return new RestoredRaftState(self, members, term, snapshot, new ArrayList<>(entries.values()));
    }

    private void read(Path path) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            while (true) {
                readOne(in);
            }
        } catch (EOFException end) {
            // also within what a kill cut short
        }
    }

    private void readOne(DataInputStream in) throws IOException {
        switch (in.readByte()) {
            case 's' -> self = MODELS.createRaftEndpointPersistentStateBuilder()
                    .setLocalEndpoint(new MicroRaftCandidate.Endpoint(in.readInt()))
                    .setVoting(true)
                    .build();
            case 'm' -> members = MicroRaftCodec.readMembers(in);
            case 't' -> term = term(in.readInt(), in.readInt());
            case 'e' -> {
                LogEntry entry = MicroRaftCodec.readEntry(in);
                entries.put(entry.getIndex(), entry);
            }
            case 'c' -> {
                SnapshotChunk chunk = MicroRaftCodec.readChunk(in);
                snapshot = MODELS.createSnapshotEntryBuilder()
                        .setIndex(chunk.getIndex())
                        .setTerm(chunk.getTerm())
                        .setSnapshotChunks(List.of(chunk))
                        .setGroupMembersView(chunk.getGroupMembersView())
                        .build();
                entries.headMap(chunk.getIndex(), true).clear();
            }
            case 'f' -> entries.tailMap(in.readLong(), true).clear();
            case 'u' -> entries.headMap(in.readLong(), true).clear();
            default -> throw new IOException("damaged");
        }
    }

    private static RaftTermPersistentState term(int term, int votedFor) {
        return MODELS.createRaftTermPersistentStateBuilder()
                .setTerm(term)
                .setVotedFor(votedFor == 0 ? null : new MicroRaftCandidate.Endpoint(votedFor))
                .build();
    }

    @Override
    public void persistAndFlushLocalEndpoint(RaftEndpointPersistentState state) throws IOException {
        out.writeByte('s');
        out.writeInt((Integer) state.getLocalEndpoint().getId());
        flush();
    }

    @Override
    public void persistAndFlushInitialGroupMembers(RaftGroupMembersView view) throws IOException {
        out.writeByte('m');
        MicroRaftCodec.writeMembers(out, view);
        flush();
    }

    @Override
    public void persistAndFlushTerm(RaftTermPersistentState state) throws IOException {
        RaftEndpoint votedFor = state.getVotedFor();
        out.writeByte('t');
        out.writeInt(state.getTerm());
        out.writeInt(votedFor == null ? 0 : (Integer) votedFor.getId());
        flush();
    }

    @Override
    public void persistLogEntries(List<LogEntry> appended) throws IOException {
        for (LogEntry entry : appended) {
            out.writeByte('e');
            MicroRaftCodec.writeEntry(out, entry);
        }
    }

    @Override
    public void persistSnapshotChunk(SnapshotChunk chunk) throws IOException {
        out.writeByte('c');
        MicroRaftCodec.writeChunk(out, chunk);
    }

    @Override
    public void truncateLogEntriesFrom(long index) throws IOException {
        out.writeByte('f');
        out.writeLong(index);
    }

    @Override
    public void truncateLogEntriesUntil(long index) throws IOException {
        out.writeByte('u');
        out.writeLong(index);
    }

    @Override
    public void deleteSnapshotChunks(long index, int count) {}

    @Override
    public void flush() throws IOException {
        if (waiting.size() > 0) {
            var bytes = ByteBuffer.wrap(waiting.toByteArray());
            waiting.reset();
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
