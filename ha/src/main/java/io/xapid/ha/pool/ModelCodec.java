package io.xapid.ha.pool;

import io.microraft.MembershipChangeMode;
import io.microraft.RaftEndpoint;
import io.microraft.model.RaftModelFactory;
import io.microraft.model.groupop.UpdateRaftGroupMembersOp;
import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import io.xapid.model.store.CommitLog;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The pieces of Raft's model as bytes, bounded: as they go over the wire and into the journal. */
final class ModelCodec {
    static final RaftModelFactory MODELS = new DefaultRaftModelFactory();

    private static final int MOST_MEMBERS = 1_000;
    private static final int LARGEST_OPERATION = CommitLog.LARGEST_ENTRY + 1_024;
    private static final byte ENTRY = 1;
    private static final byte MEMBERS = 2;

    private ModelCodec() {}

    static void writeMember(DataOutput out, RaftEndpoint endpoint) throws IOException {
        UUID id = Member.of(endpoint).id();
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    static RaftEndpoint readMember(DataInput in) throws IOException {
        return new Member(new UUID(in.readLong(), in.readLong()));
    }

    static void writeMembers(DataOutput out, Collection<RaftEndpoint> members) throws IOException {
        out.writeShort(members.size());
        for (RaftEndpoint member : members) {
            writeMember(out, member);
        }
    }

    static List<RaftEndpoint> readMembers(DataInput in) throws IOException {
        int count = in.readUnsignedShort();
        if (count > MOST_MEMBERS) {
            throw new IOException("%d members are too many".formatted(count));
        }
        List<RaftEndpoint> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(readMember(in));
        }
        return members;
    }

    static void writeView(DataOutput out, RaftGroupMembersView view) throws IOException {
        out.writeLong(view.getLogIndex());
        writeMembers(out, view.getMembers());
        writeMembers(out, view.getVotingMembers());
    }

    static RaftGroupMembersView readView(DataInput in) throws IOException {
        return MODELS.createRaftGroupMembersViewBuilder()
                .setLogIndex(in.readLong())
                .setMembers(readMembers(in))
                .setVotingMembers(readMembers(in))
                .build();
    }

    /** What a log entry holds: bytes of ours, or a change of the members. */
    static void writeOperation(DataOutput out, Object operation) throws IOException {
        if (operation instanceof byte[] bytes) {
            out.writeByte(ENTRY);
            out.writeInt(bytes.length);
            out.write(bytes);
        } else if (operation instanceof UpdateRaftGroupMembersOp change) {
            out.writeByte(MEMBERS);
            writeMembers(out, change.getMembers());
            writeMembers(out, change.getVotingMembers());
            writeMember(out, change.getEndpoint());
            out.writeUTF(change.getMode().name());
        } else {
            throw new IOException("nobody can read a " + operation.getClass().getName());
        }
    }

    static Object readOperation(DataInput in) throws IOException {
        byte kind = in.readByte();
        if (kind == ENTRY) {
            return readBytes(in);
        }
        if (kind != MEMBERS) {
            throw new IOException("no operation is of the kind %d".formatted(kind));
        }
        return MODELS.createUpdateRaftGroupMembersOpBuilder()
                .setMembers(readMembers(in))
                .setVotingMembers(readMembers(in))
                .setEndpoint(readMember(in))
                .setMode(mode(in.readUTF()))
                .build();
    }

    private static MembershipChangeMode mode(String name) throws IOException {
        try {
            return MembershipChangeMode.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new IOException("members are not changed that way", unknown);
        }
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_OPERATION) {
            throw new IOException("no entry has %d bytes".formatted(length));
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    static void writeEntry(DataOutput out, LogEntry entry) throws IOException {
        out.writeLong(entry.getIndex());
        out.writeInt(entry.getTerm());
        writeOperation(out, entry.getOperation());
    }

    static LogEntry readEntry(DataInput in) throws IOException {
        return MODELS.createLogEntryBuilder()
                .setIndex(in.readLong())
                .setTerm(in.readInt())
                .setOperation(readOperation(in))
                .build();
    }

    /** The only chunk of a snapshot: its {@link Marker}. */
    static void writeChunk(DataOutput out, SnapshotChunk chunk) throws IOException {
        out.writeLong(chunk.getIndex());
        out.writeInt(chunk.getTerm());
        byte[] marker = (byte[]) chunk.getOperation();
        out.writeInt(marker.length);
        out.write(marker);
        writeView(out, chunk.getGroupMembersView());
    }

    static SnapshotChunk readChunk(DataInput in) throws IOException {
        return MODELS.createSnapshotChunkBuilder()
                .setIndex(in.readLong())
                .setTerm(in.readInt())
                .setOperation(readBytes(in))
                .setSnapshotChunkIndex(0)
                .setSnapshotChunkCount(1)
                .setGroupMembersView(readView(in))
                .build();
    }
}
