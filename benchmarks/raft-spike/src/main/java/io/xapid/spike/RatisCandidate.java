package io.xapid.spike;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.netty.NettyConfigKeys;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Apache Ratis, over gRPC or Netty; its own segmented log, flushed before an entry counts. */
final class RatisCandidate implements Candidate {
    private final boolean overGrpc;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private final RaftGroupId group =
            RaftGroupId.valueOf(UUID.nameUUIDFromBytes("spike".getBytes(StandardCharsets.US_ASCII)));
    private RaftServer server;

    RatisCandidate(boolean overGrpc) {
        this.overGrpc = overGrpc;
    }

    @Override
    public void start(int number, int base, Path folder, Ledger ledger) throws Exception {
        List<RaftPeer> peers = new ArrayList<>();
        for (int n = 1; n <= MEMBERS; n++) {
            peers.add(RaftPeer.newBuilder()
                    .setId("m" + n)
                    .setAddress("127.0.0.1:" + (base + n))
                    .build());
        }
        var properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(folder.toFile()));
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(ELECTION_MILLIS));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(2 * ELECTION_MILLIS));
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf("8MB"));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("1MB"));
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
        if (overGrpc) {
            RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
            GrpcConfigKeys.Server.setPort(properties, base + number);
        } else {
            RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.NETTY);
            NettyConfigKeys.Server.setPort(properties, base + number);
        }
        boolean isNew = !Files.exists(folder.resolve(group.getUuid().toString()));
        server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf("m" + number))
                .setGroup(RaftGroup.valueOf(group, peers))
                .setProperties(properties)
                .setOption(isNew ? RaftStorage.StartupOption.FORMAT : RaftStorage.StartupOption.RECOVER)
                .setStateMachine(new Applier(ledger))
                .build();
        server.start();
    }

    private static TimeDuration millis(long count) {
        return TimeDuration.valueOf(count, TimeUnit.MILLISECONDS);
    }

    private static final class Applier extends BaseStateMachine {
        private final Ledger ledger;

        Applier(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
            var entry = transaction.getLogEntry();
            ByteBuffer bytes = entry.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer();
            ledger.apply(bytes);
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            return CompletableFuture.completedFuture(Message.EMPTY);
        }
    }

    @Override
    public int leader() {
        try {
            RaftPeerId leader = server.getDivision(group).getInfo().getLeaderId();
            return leader == null ? 0 : Integer.parseInt(leader.toString().substring(1));
        } catch (java.io.IOException e) {
            return 0;
        }
    }

    @Override
    public CompletableFuture<?> append(byte[] entry) throws Exception {
        ByteString bytes = UnsafeByteOperations.unsafeWrap(entry);
        return server.submitClientRequestAsync(RaftClientRequest.newBuilder()
                        .setClientId(client)
                        .setServerId(server.getId())
                        .setGroupId(group)
                        .setCallId(calls.incrementAndGet())
                        .setMessage(Message.valueOf(bytes))
                        .setType(RaftClientRequest.writeRequestType())
                        .build())
                .thenApply(RatisCandidate::taken);
    }

    private static RaftClientReply taken(RaftClientReply reply) {
        if (!reply.isSuccess()) {
            throw new IllegalStateException(String.valueOf(reply.getException()));
        }
        return reply;
    }

    @Override
    public void close() throws java.io.IOException {
        server.close();
    }
}
