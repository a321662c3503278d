package io.xapid.ha.pool;

import static io.xapid.ha.pool.ModelCodec.MODELS;

import io.microraft.RaftEndpoint;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.message.AppendEntriesFailureResponse;
import io.microraft.model.message.AppendEntriesRequest;
import io.microraft.model.message.AppendEntriesSuccessResponse;
import io.microraft.model.message.InstallSnapshotRequest;
import io.microraft.model.message.InstallSnapshotResponse;
import io.microraft.model.message.PreVoteRequest;
import io.microraft.model.message.PreVoteResponse;
import io.microraft.model.message.RaftMessage;
import io.microraft.model.message.TriggerLeaderElectionRequest;
import io.microraft.model.message.VoteRequest;
import io.microraft.model.message.VoteResponse;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Raft's messages as bytes. Of entries, only as many go into one as a frame may hold: the rest follows by itself. */
final class MessageCodec {
    private static final int BYTES_OF_ENTRIES = 4 << 20;
    private static final int MOST_ENTRIES = 10_000;

    private final UUID group;

    MessageCodec(UUID group) {
        this.group = group;
    }

    void write(DataOutput out, RaftMessage message) throws IOException {
        if (message instanceof AppendEntriesRequest m) {
            head(out, 'a', m);
            out.writeInt(m.getPreviousLogTerm());
            out.writeLong(m.getPreviousLogIndex());
            out.writeLong(m.getCommitIndex());
            order(out, m.getQuerySequenceNumber(), m.getFlowControlSequenceNumber());
            writeEntries(out, m.getLogEntries());
        } else if (message instanceof AppendEntriesSuccessResponse m) {
            head(out, 's', m);
            out.writeLong(m.getLastLogIndex());
            order(out, m.getQuerySequenceNumber(), m.getFlowControlSequenceNumber());
        } else if (message instanceof AppendEntriesFailureResponse m) {
            head(out, 'f', m);
            out.writeLong(m.getExpectedNextIndex());
            order(out, m.getQuerySequenceNumber(), m.getFlowControlSequenceNumber());
        } else if (message instanceof InstallSnapshotRequest m) {
            writeInstall(out, m);
        } else if (message instanceof InstallSnapshotResponse m) {
            head(out, 'j', m);
            out.writeLong(m.getSnapshotIndex());
            out.writeInt(m.getRequestedSnapshotChunkIndex());
            order(out, m.getQuerySequenceNumber(), m.getFlowControlSequenceNumber());
        } else {
            writeElection(out, message);
        }
    }

    private static void writeElection(DataOutput out, RaftMessage message) throws IOException {
        if (message instanceof PreVoteRequest m) {
            head(out, 'p', m);
            last(out, m.getLastLogTerm(), m.getLastLogIndex());
        } else if (message instanceof PreVoteResponse m) {
            head(out, 'q', m);
            out.writeBoolean(m.isGranted());
        } else if (message instanceof VoteRequest m) {
            head(out, 'v', m);
            last(out, m.getLastLogTerm(), m.getLastLogIndex());
            out.writeBoolean(m.isSticky());
        } else if (message instanceof VoteResponse m) {
            head(out, 'w', m);
            out.writeBoolean(m.isGranted());
        } else if (message instanceof TriggerLeaderElectionRequest m) {
            head(out, 't', m);
            last(out, m.getLastLogTerm(), m.getLastLogIndex());
        } else {
            throw new IOException("nobody can read a " + message.getClass().getName());
        }
    }

    private static void head(DataOutput out, char kind, RaftMessage message) throws IOException {
        out.writeByte(kind);
        ModelCodec.writeMember(out, message.getSender());
        out.writeInt(message.getTerm());
    }

    private static void order(DataOutput out, long query, long flow) throws IOException {
        out.writeLong(query);
        out.writeLong(flow);
    }

    private static void last(DataOutput out, int term, long index) throws IOException {
        out.writeInt(term);
        out.writeLong(index);
    }

    private static void writeEntries(DataOutput out, List<LogEntry> entries) throws IOException {
        int count = 0;
        long bytes = 0;
        while (count < Math.min(entries.size(), MOST_ENTRIES) && bytes < BYTES_OF_ENTRIES) {
            bytes += entries.get(count++).getOperation() instanceof byte[] entry ? entry.length : 0;
        }
        out.writeInt(count);
        for (LogEntry entry : entries.subList(0, count)) {
            ModelCodec.writeEntry(out, entry);
        }
    }

    private static void writeInstall(DataOutput out, InstallSnapshotRequest m) throws IOException {
        head(out, 'i', m);
        out.writeBoolean(m.isSenderLeader());
        out.writeInt(m.getSnapshotTerm());
        out.writeLong(m.getSnapshotIndex());
        out.writeInt(m.getTotalSnapshotChunkCount());
        SnapshotChunk chunk = m.getSnapshotChunk();
        out.writeBoolean(chunk != null);
        if (chunk != null) {
            ModelCodec.writeChunk(out, chunk);
        }
        ModelCodec.writeMembers(out, m.getSnapshottedMembers());
        ModelCodec.writeView(out, m.getGroupMembersView());
        order(out, m.getQuerySequenceNumber(), m.getFlowControlSequenceNumber());
    }

    RaftMessage read(DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        RaftEndpoint sender = ModelCodec.readMember(in);
        int term = in.readInt();
        return switch (kind) {
            case 'a' -> readAppend(in, sender, term);
            case 's' ->
                MODELS.createAppendEntriesSuccessResponseBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogIndex(in.readLong())
                        .setQuerySequenceNumber(in.readLong())
                        .setFlowControlSequenceNumber(in.readLong())
                        .build();
            case 'f' ->
                MODELS.createAppendEntriesFailureResponseBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setExpectedNextIndex(in.readLong())
                        .setQuerySequenceNumber(in.readLong())
                        .setFlowControlSequenceNumber(in.readLong())
                        .build();
            case 'i' -> readInstall(in, sender, term);
            case 'j' ->
                MODELS.createInstallSnapshotResponseBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setSnapshotIndex(in.readLong())
                        .setRequestedSnapshotChunkIndex(in.readInt())
                        .setQuerySequenceNumber(in.readLong())
                        .setFlowControlSequenceNumber(in.readLong())
                        .build();
            default -> readElection(in, kind, sender, term);
        };
    }

    private RaftMessage readElection(DataInput in, int kind, RaftEndpoint sender, int term) throws IOException {
        return switch (kind) {
            case 'p' ->
                MODELS.createPreVoteRequestBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogTerm(in.readInt())
                        .setLastLogIndex(in.readLong())
                        .build();
            case 'q' ->
                MODELS.createPreVoteResponseBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setGranted(in.readBoolean())
                        .build();
            case 'v' ->
                MODELS.createVoteRequestBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogTerm(in.readInt())
                        .setLastLogIndex(in.readLong())
                        .setSticky(in.readBoolean())
                        .build();
            case 'w' ->
                MODELS.createVoteResponseBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setGranted(in.readBoolean())
                        .build();
            case 't' ->
                MODELS.createTriggerLeaderElectionRequestBuilder()
                        .setGroupId(group)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogTerm(in.readInt())
                        .setLastLogIndex(in.readLong())
                        .build();
            default -> throw new IOException("no message is of the kind %d".formatted(kind));
        };
    }

    private RaftMessage readAppend(DataInput in, RaftEndpoint sender, int term) throws IOException {
        var builder = MODELS.createAppendEntriesRequestBuilder()
                .setGroupId(group)
                .setSender(sender)
                .setTerm(term)
                .setPreviousLogTerm(in.readInt())
                .setPreviousLogIndex(in.readLong())
                .setCommitIndex(in.readLong())
                .setQuerySequenceNumber(in.readLong())
                .setFlowControlSequenceNumber(in.readLong());
        int count = in.readInt();
        if (count < 0 || count > MOST_ENTRIES) {
            throw new IOException("%d entries in one message are too many".formatted(count));
        }
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(ModelCodec.readEntry(in));
        }
        return builder.setLogEntries(entries).build();
    }

    private RaftMessage readInstall(DataInput in, RaftEndpoint sender, int term) throws IOException {
        return MODELS.createInstallSnapshotRequestBuilder()
                .setGroupId(group)
                .setSender(sender)
                .setTerm(term)
                .setSenderLeader(in.readBoolean())
                .setSnapshotTerm(in.readInt())
                .setSnapshotIndex(in.readLong())
                .setTotalSnapshotChunkCount(in.readInt())
                .setSnapshotChunk(in.readBoolean() ? ModelCodec.readChunk(in) : null)
                .setSnapshottedMembers(ModelCodec.readMembers(in))
                .setGroupMembersView(ModelCodec.readView(in))
                .setQuerySequenceNumber(in.readLong())
                .setFlowControlSequenceNumber(in.readLong())
                .build();
    }
}
