package io.xapid.ha.pool;

import static io.xapid.ha.pool.ModelCodec.MODELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microraft.MembershipChangeMode;
import io.microraft.RaftEndpoint;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.message.AppendEntriesRequest;
import io.microraft.model.message.RaftMessage;
import io.xapid.model.store.CommitLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What goes between hosts comes out as it went in, and nothing that comes in does harm. */
class CodecTest {
    private static final UUID GROUP = UUID.randomUUID();
    private static final int ROUNDS = 300;
    private static final List<MembershipChangeMode> MODES = List.of(MembershipChangeMode.values());

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final MessageCodec codec = new MessageCodec(GROUP);

    private static RaftEndpoint member() {
        return new Member(UUID.randomUUID());
    }

    private List<RaftEndpoint> members() {
        List<RaftEndpoint> members = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            members.add(member());
        }
        return members;
    }

    private RaftGroupMembersView view() {
        return MODELS.createRaftGroupMembersViewBuilder()
                .setLogIndex(random.nextInt(1_000))
                .setMembers(members())
                .setVotingMembers(members())
                .build();
    }

    private LogEntry entry(long index) {
        var bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        Object operation = random.nextInt(5) > 0
                ? bytes
                : MODELS.createUpdateRaftGroupMembersOpBuilder()
                        .setMembers(members())
                        .setVotingMembers(members())
                        .setEndpoint(member())
                        .setMode(MODES.get(random.nextInt(MODES.size())))
                        .build();
        return MODELS.createLogEntryBuilder()
                .setIndex(index)
                .setTerm(random.nextInt(9))
                .setOperation(operation)
                .build();
    }

    private AppendEntriesRequest append(List<LogEntry> entries) {
        return MODELS.createAppendEntriesRequestBuilder()
                .setGroupId(GROUP)
                .setSender(member())
                .setTerm(random.nextInt(9))
                .setPreviousLogTerm(random.nextInt(9))
                .setPreviousLogIndex(random.nextInt(99))
                .setCommitIndex(random.nextInt(99))
                .setQuerySequenceNumber(random.nextInt(99))
                .setFlowControlSequenceNumber(random.nextInt(99))
                .setLogEntries(entries)
                .build();
    }

    private RaftMessage install() {
        var chunk = MODELS.createSnapshotChunkBuilder()
                .setIndex(random.nextInt(99))
                .setTerm(random.nextInt(9))
                .setOperation(new Marker(random.nextInt(99), new Proposers()).encode())
                .setSnapshotChunkIndex(0)
                .setSnapshotChunkCount(1)
                .setGroupMembersView(view())
                .build();
        return MODELS.createInstallSnapshotRequestBuilder()
                .setGroupId(GROUP)
                .setSender(member())
                .setTerm(random.nextInt(9))
                .setSenderLeader(random.nextBoolean())
                .setSnapshotTerm(random.nextInt(9))
                .setSnapshotIndex(random.nextInt(99))
                .setTotalSnapshotChunkCount(1)
                .setSnapshotChunk(random.nextBoolean() ? chunk : null)
                .setSnapshottedMembers(members())
                .setGroupMembersView(view())
                .setQuerySequenceNumber(random.nextInt(99))
                .setFlowControlSequenceNumber(random.nextInt(99))
                .build();
    }

    private RaftMessage message() {
        int term = random.nextInt(99);
        long index = random.nextInt(999);
        RaftEndpoint sender = member();
        return switch (random.nextInt(10)) {
            case 0 -> append(List.of(entry(7), entry(8), entry(9)));
            case 1 -> install();
            case 2 ->
                MODELS.createAppendEntriesSuccessResponseBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogIndex(index)
                        .build();
            case 3 ->
                MODELS.createAppendEntriesFailureResponseBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setExpectedNextIndex(index)
                        .build();
            case 4 ->
                MODELS.createInstallSnapshotResponseBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setSnapshotIndex(index)
                        .build();
            case 5 ->
                MODELS.createPreVoteRequestBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogIndex(index)
                        .build();
            case 6 ->
                MODELS.createPreVoteResponseBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setGranted(random.nextBoolean())
                        .build();
            case 7 ->
                MODELS.createVoteRequestBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogIndex(index)
                        .setSticky(random.nextBoolean())
                        .build();
            case 8 ->
                MODELS.createVoteResponseBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setGranted(random.nextBoolean())
                        .build();
            default ->
                MODELS.createTriggerLeaderElectionRequestBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogIndex(index)
                        .build();
        };
    }

    private byte[] bytes(RaftMessage message) throws IOException {
        var bytes = new ByteArrayOutputStream();
        codec.write(new DataOutputStream(bytes), message);
        return bytes.toByteArray();
    }

    private RaftMessage read(byte[] bytes) throws IOException {
        return codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void messagesComeOutAsTheyWentIn() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            RaftMessage message = message();
            byte[] bytes = bytes(message);

            RaftMessage again = read(bytes);

            assertThat(again.getClass()).isEqualTo(message.getClass());
            assertThat(bytes(again)).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void damagedMessagesFailAsSuchAndTakeNoRoom() throws IOException {
        for (int round = 0; round < 20 * ROUNDS; round++) {
            byte[] bytes = bytes(message());
            if (random.nextBoolean()) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                read(bytes);
            } catch (IOException clear) {
                assertThat(clear).isNotNull();
            } catch (RuntimeException | Error problem) {
                throw new AssertionError("seed " + seed, problem);
            }
        }
    }

    @Test
    void moreEntriesThanAFrameHoldsAreSentInParts() throws IOException {
        List<LogEntry> large = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            large.add(MODELS.createLogEntryBuilder()
                    .setIndex(i + 1)
                    .setTerm(1)
                    .setOperation(new byte[CommitLog.LARGEST_ENTRY])
                    .build());
        }

        var first = (AppendEntriesRequest) read(bytes(append(large)));

        assertThat(first.getLogEntries()).hasSize(1);
    }

    @Test
    void lengthsAreNotBelieved() {
        byte[] frame = {0x7f, -1, -1, -1, Frame.RAFT};
        assertThatThrownBy(() -> Frame.read(new DataInputStream(new ByteArrayInputStream(frame))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes");
        byte[] shorter = {0, 0, 1, 0, Frame.RAFT, 1, 2};
        assertThatThrownBy(() -> Frame.read(new DataInputStream(new ByteArrayInputStream(shorter))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Envelope.decode(new byte[5])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Marker.decode(new byte[9])).isInstanceOf(IOException.class);
    }

    @Test
    void aStateThatIsCutShortIsNotTakenForAll() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var sender = new StateChunks.Sender(new DataOutputStream(bytes));
        sender.write(new byte[3_000_000]);
        byte[] unfinished = bytes.toByteArray();
        sender.finish();

        assertThat(new StateChunks.Receiver(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())))
                        .readAllBytes())
                .hasSize(3_000_000);
        assertThatThrownBy(() -> new StateChunks.Receiver(new DataInputStream(new ByteArrayInputStream(unfinished)))
                        .readAllBytes())
                .isInstanceOf(IOException.class);
    }
}
