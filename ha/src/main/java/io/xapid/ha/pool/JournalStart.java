package io.xapid.ha.pool;

import static io.xapid.ha.pool.ModelCodec.MODELS;

import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.log.SnapshotEntry;
import io.microraft.model.persistence.RaftTermPersistentState;
import io.microraft.persistence.RestoredRaftState;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What Raft starts from. A pool begins with a snapshot at Raft's index 1, which stands for all that its founders had before: so a
 * host that comes later is sent their state, and not just what was added since.
 */
final class JournalStart {
    private static final int FOUNDING = 1; // both the index and the term

    private final JournalDatabase database;
    private final Membership membership;

    JournalStart(JournalDatabase database, Membership membership) {
        this.database = database;
        this.membership = membership;
    }

    /**
     * A number for this run of the host that no run before had, also if the journal was lost meanwhile: durable when it
     * returns.
     */
    long beginLife() throws IOException {
        DataInputStream before = database.get("life");
        long life = Math.max(System.currentTimeMillis(), before == null ? 0 : before.readLong() + 1);
        var bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeLong(life);
        database.write(List.of(to -> to.put("life", bytes.toByteArray())));
        return life;
    }

    /** Says in {@code builder} what the journal holds; nothing where this host comes to a pool that is there already. */
    void restoreInto(RaftNode.RaftNodeBuilder builder) throws IOException {
        DataInputStream members = database.get("members");
        if (members != null) {
            builder.setRestoredState(restored(ModelCodec.readView(members)));
        } else if (membership.isFounder()) {
            throw new IOException(
                    "This host has voted, and what it promised then is gone. Take its vote, and let it join anew.");
        } else {
            builder.setLocalEndpoint(new Member(membership.self())).setInitialGroupMembers(founders(), founders());
        }
    }

    private List<RaftEndpoint> founders() {
        List<RaftEndpoint> founders = new ArrayList<>();
        for (UUID founder : membership.founders().stream().sorted().toList()) {
            founders.add(new Member(founder));
        }
        return founders;
    }

    private RaftGroupMembersView foundersAt(long index) {
        return MODELS.createRaftGroupMembersViewBuilder()
                .setLogIndex(index)
                .setMembers(founders())
                .setVotingMembers(founders())
                .build();
    }

    /**
     * Begins a pool, if there is no journal yet.
     *
     * @param lastEntry the index of this host's last entry
     */
    void found(long lastEntry) throws IOException {
        if (database.get("members") != null) {
            return;
        }
        var journal = new Journal(database, problem -> {});
        journal.persistSnapshotChunk(chunk(new Marker(lastEntry, new Proposers())));
        journal.persistAndFlushTerm(term(FOUNDING));
        journal.persistAndFlushLocalEndpoint(MODELS.createRaftEndpointPersistentStateBuilder()
                .setLocalEndpoint(new Member(membership.self()))
                .setVoting(true)
                .build());
        journal.persistAndFlushInitialGroupMembers(foundersAt(0)); // last: it shows that all is there
    }

    private SnapshotChunk chunk(Marker marker) {
        return MODELS.createSnapshotChunkBuilder()
                .setIndex(FOUNDING)
                .setTerm(FOUNDING)
                .setOperation(marker.encode())
                .setSnapshotChunkIndex(0)
                .setSnapshotChunkCount(1)
                .setGroupMembersView(foundersAt(0))
                .build();
    }

    private static RaftTermPersistentState term(int term) {
        return MODELS.createRaftTermPersistentStateBuilder().setTerm(term).build();
    }

    private RestoredRaftState restored(RaftGroupMembersView members) throws IOException {
        DataInputStream self = require("self");
        var endpoint = MODELS.createRaftEndpointPersistentStateBuilder()
                .setLocalEndpoint(ModelCodec.readMember(self))
                .setVoting(self.readBoolean())
                .build();
        SnapshotEntry snapshot = snapshot();
        return new RestoredRaftState(
                endpoint,
                members,
                readTerm(),
                snapshot,
                database.entriesBehind(snapshot == null ? 0 : snapshot.getIndex()));
    }

    private RaftTermPersistentState readTerm() throws IOException {
        DataInputStream in = database.get("term");
        if (in == null) {
            return term(0);
        }
        int term = in.readInt();
        RaftEndpoint votedFor = in.readBoolean() ? ModelCodec.readMember(in) : null;
        return MODELS.createRaftTermPersistentStateBuilder()
                .setTerm(term)
                .setVotedFor(votedFor)
                .build();
    }

    private @Nullable SnapshotEntry snapshot() throws IOException {
        DataInputStream in = database.get("snapshot");
        if (in == null) {
            return null;
        }
        SnapshotChunk chunk = ModelCodec.readChunk(in);
        return MODELS.createSnapshotEntryBuilder()
                .setIndex(chunk.getIndex())
                .setTerm(chunk.getTerm())
                .setSnapshotChunks(List.of(chunk))
                .setGroupMembersView(chunk.getGroupMembersView())
                .build();
    }

    private DataInputStream require(String name) throws IOException {
        DataInputStream in = database.get(name);
        if (in == null) {
            throw new IOException("The journal lacks its \"%s\".".formatted(name));
        }
        return in;
    }
}
