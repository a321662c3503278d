package io.xapid.spike;

import io.microraft.RaftEndpoint;
import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.message.AppendEntriesFailureResponse;
import io.microraft.model.message.AppendEntriesRequest;
import io.microraft.model.message.AppendEntriesSuccessResponse;
import io.microraft.model.message.InstallSnapshotRequest;
import io.microraft.model.message.InstallSnapshotResponse;
import io.microraft.model.message.PreVoteRequest;
import io.microraft.model.message.PreVoteResponse;
import io.microraft.model.message.RaftMessage;
import io.microraft.model.message.VoteRequest;
import io.microraft.model.message.VoteResponse;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** MicroRaft's messages as bytes; those of a spike whose members never change. */
final class MicroRaftCodec {
    private static final DefaultRaftModelFactory MODELS = new DefaultRaftModelFactory();
    private static final String GROUP = "spike";

    private MicroRaftCodec() {}

    static void writeEndpoints(DataOutputStream out, Collection<RaftEndpoint> all) throws IOException {
        out.writeInt(all.size());
        for (RaftEndpoint one : all) {
            out.writeInt((Integer) one.getId());
        }
    }

    static List<RaftEndpoint> readEndpoints(DataInputStream in) throws IOException {
        List<RaftEndpoint> all = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            all.add(endpoint(in));
        }
        return all;
    }

    private static RaftEndpoint endpoint(DataInputStream in) throws IOException {
        return new MicroRaftCandidate.Endpoint(in.readInt());
    }

    static void writeMembers(DataOutputStream out, RaftGroupMembersView view) throws IOException {
        out.writeLong(view.getLogIndex());
        writeEndpoints(out, view.getMembers());
        writeEndpoints(out, view.getVotingMembers());
    }

    static RaftGroupMembersView readMembers(DataInputStream in) throws IOException {
        return MODELS.createRaftGroupMembersViewBuilder()
                .setLogIndex(in.readLong())
                .setMembers(readEndpoints(in))
                .setVotingMembers(readEndpoints(in))
                .build();
    }

    private static void writeBytes(DataOutputStream out, Object operation) throws IOException {
        byte[] bytes = (byte[]) operation;
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static void writeEntry(DataOutputStream out, LogEntry entry) throws IOException {
        out.writeLong(entry.getIndex());
        out.writeInt(entry.getTerm());
        writeBytes(out, entry.getOperation());
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    static LogEntry readEntry(DataInputStream in) throws IOException {
        return MODELS.createLogEntryBuilder()
                .setIndex(in.readLong())
                .setTerm(in.readInt())
                .setOperation(readBytes(in))
                .build();
    }

    static void writeChunk(DataOutputStream out, SnapshotChunk chunk) throws IOException {
        out.writeLong(chunk.getIndex());
        out.writeInt(chunk.getTerm());
        writeBytes(out, chunk.getOperation());
        writeMembers(out, chunk.getGroupMembersView());
    }

    static SnapshotChunk readChunk(DataInputStream in) throws IOException {
        return MODELS.createSnapshotChunkBuilder()
                .setIndex(in.readLong())
                .setTerm(in.readInt())
                .setOperation(readBytes(in))
                .setSnapshotChunkIndex(0)
                .setSnapshotChunkCount(1)
                .setGroupMembersView(readMembers(in))
                .build();
    }

    private static void writeHead(DataOutputStream out, char kind, RaftMessage message) throws IOException {
        out.writeByte(kind);
        out.writeInt((Integer) message.getSender().getId());
        out.writeInt(message.getTerm());
    }

    static void writeMessage(DataOutputStream out, RaftMessage message) throws IOException {
        if (message instanceof AppendEntriesRequest m) {
            writeHead(out, 'a', m);
            out.writeInt(m.getPreviousLogTerm());
            out.writeLong(m.getPreviousLogIndex());
            out.writeLong(m.getCommitIndex());
            out.writeLong(m.getFlowControlSequenceNumber());
            out.writeInt(m.getLogEntries().size());
            for (LogEntry entry : m.getLogEntries()) {
                writeEntry(out, entry);
            }
        } else if (message instanceof AppendEntriesSuccessResponse m) {
            writeHead(out, 's', m);
            out.writeLong(m.getLastLogIndex());
            out.writeLong(m.getFlowControlSequenceNumber());
        } else if (message instanceof AppendEntriesFailureResponse m) {
            writeHead(out, 'f', m);
            out.writeLong(m.getExpectedNextIndex());
            out.writeLong(m.getFlowControlSequenceNumber());
        } else if (message instanceof PreVoteRequest m) {
            writeHead(out, 'p', m);
            out.writeInt(m.getLastLogTerm());
            out.writeLong(m.getLastLogIndex());
        } else if (message instanceof PreVoteResponse m) {
            writeHead(out, 'q', m);
            out.writeBoolean(m.isGranted());
        } else if (message instanceof VoteRequest m) {
            writeHead(out, 'v', m);
            out.writeInt(m.getLastLogTerm());
            out.writeLong(m.getLastLogIndex());
            out.writeBoolean(m.isSticky());
        } else if (message instanceof VoteResponse m) {
            writeHead(out, 'w', m);
            out.writeBoolean(m.isGranted());
        } else if (message instanceof InstallSnapshotRequest m) {
            writeInstall(out, m);
        } else if (message instanceof InstallSnapshotResponse m) {
            writeHead(out, 'j', m);
            out.writeLong(m.getSnapshotIndex());
            out.writeInt(m.getRequestedSnapshotChunkIndex());
            out.writeLong(m.getFlowControlSequenceNumber());
        } else {
            throw new IOException("no bytes for " + message.getClass());
        }
    }

    private static void writeInstall(DataOutputStream out, InstallSnapshotRequest m) throws IOException {
        writeHead(out, 'i', m);
        out.writeBoolean(m.isSenderLeader());
        out.writeInt(m.getSnapshotTerm());
        out.writeLong(m.getSnapshotIndex());
        out.writeInt(m.getTotalSnapshotChunkCount());
        out.writeBoolean(m.getSnapshotChunk() != null);
        if (m.getSnapshotChunk() != null) {
            writeChunk(out, m.getSnapshotChunk());
        }
        writeEndpoints(out, m.getSnapshottedMembers());
        writeMembers(out, m.getGroupMembersView());
        out.writeLong(m.getFlowControlSequenceNumber());
    }

    static RaftMessage readMessage(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        RaftEndpoint sender = endpoint(in);
        int term = in.readInt();
        return switch (kind) {
            case 'a' -> readAppend(in, sender, term);
            case 's' -> MODELS.createAppendEntriesSuccessResponseBuilder()
                    .setGroupId(GROUP)
                    .setSender(sender)
                    .setTerm(term)
                    .setLastLogIndex(in.readLong())
                    .setFlowControlSequenceNumber(in.readLong())
                    .build();
            case 'f' -> MODELS.createAppendEntriesFailureResponseBuilder()
                    .setGroupId(GROUP)
                    .setSender(sender)
                    .setTerm(term)
                    .setExpectedNextIndex(in.readLong())
                    .setFlowControlSequenceNumber(in.readLong())
                    .build();
            case 'p' -> MODELS.createPreVoteRequestBuilder()
                    .setGroupId(GROUP)
                    .setSender(sender)
                    .setTerm(term)
                    .setLastLogTerm(in.readInt())
                    .setLastLogIndex(in.readLong())
                    .build();
            case 'q' -> MODELS.createPreVoteResponseBuilder()
                    .setGroupId(GROUP)
                    .setSender(sender)
                    .setTerm(term)
                    .setGranted(in.readBoolean())
                    .build();
            case 'v' -> MODELS.createVoteRequestBuilder()
                    .setGroupId(GROUP)
                    .setSender(sender)
                    .setTerm(term)
                    .setLastLogTerm(in.readInt())
                    .setLastLogIndex(in.readLong())
                    .setSticky(in.readBoolean())
                    .build();
            case 'w' -> MODELS.createVoteResponseBuilder()
                    .setGroupId(GROUP)
                    .setSender(sender)
                    .setTerm(term)
                    .setGranted(in.readBoolean())
                    .build();
            case 'i' -> readInstall(in, sender, term);
            case 'j' -> MODELS.createInstallSnapshotResponseBuilder()
                    .setGroupId(GROUP)
                    .setSender(sender)
                    .setTerm(term)
                    .setSnapshotIndex(in.readLong())
                    .setRequestedSnapshotChunkIndex(in.readInt())
                    .setFlowControlSequenceNumber(in.readLong())
                    .build();
            default -> throw new IOException("no message is of the kind " + kind);
        };
    }

    private static RaftMessage readAppend(DataInputStream in, RaftEndpoint sender, int term) throws IOException {
        var builder = MODELS.createAppendEntriesRequestBuilder()
                .setGroupId(GROUP)
                .setSender(sender)
                .setTerm(term)
                .setPreviousLogTerm(in.readInt())
                .setPreviousLogIndex(in.readLong())
                .setCommitIndex(in.readLong())
                .setFlowControlSequenceNumber(in.readLong());
        List<LogEntry> entries = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            entries.add(readEntry(in));
        }
        return builder.setLogEntries(entries).build();
    }

    private static RaftMessage readInstall(DataInputStream in, RaftEndpoint sender, int term) throws IOException {
        return MODELS.createInstallSnapshotRequestBuilder()
                .setGroupId(GROUP)
                .setSender(sender)
                .setTerm(term)
                .setSenderLeader(in.readBoolean())
                .setSnapshotTerm(in.readInt())
                .setSnapshotIndex(in.readLong())
                .setTotalSnapshotChunkCount(in.readInt())
                .setSnapshotChunk(in.readBoolean() ? readChunk(in) : null)
                .setSnapshottedMembers(readEndpoints(in))
                .setGroupMembersView(readMembers(in))
                .setFlowControlSequenceNumber(in.readLong())
                .build();
    }
}
