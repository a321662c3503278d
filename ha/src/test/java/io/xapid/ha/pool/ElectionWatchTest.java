package io.xapid.ha.pool;

import static io.xapid.ha.pool.ModelCodec.MODELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.microraft.RaftConfig;
import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.model.message.PreVoteRequest;
import io.microraft.model.message.RaftMessage;
import io.microraft.statemachine.StateMachine;
import io.microraft.transport.Transport;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that heard of a leader while it asked whether it could be elected asks again when that leader is gone. */
@Timeout(60)
class ElectionWatchTest {
    private static final UUID GROUP = UUID.randomUUID();
    private static final RaftEndpoint SELF = new Member(UUID.randomUUID());
    private static final RaftEndpoint LEADER = new Member(UUID.randomUUID());
    private static final RaftEndpoint OTHER = new Member(UUID.randomUUID());

    private final RaftThread thread = new RaftThread("raft-test");
    private final BlockingQueue<RaftMessage> sent = new LinkedBlockingQueue<>();

    @AfterEach
    void end() {
        thread.close();
    }

    private RaftNode node() {
        return RaftNode.newBuilder()
                .setGroupId(GROUP)
                .setLocalEndpoint(SELF)
                .setInitialGroupMembers(List.of(SELF, LEADER, OTHER))
                .setConfig(RaftConfig.newBuilder()
                        .setLeaderHeartbeatPeriodSecs(1)
                        .setLeaderHeartbeatTimeoutSecs(2)
                        .setLeaderElectionTimeoutMillis(200)
                        .build())
                .setExecutor(thread)
                .setClock(new RaftThread.QuickClock())
                .setTransport(new Silence())
                .setStateMachine(new Nothing())
                .build();
    }

    private final class Silence implements Transport {
        @Override
        public void send(RaftEndpoint target, RaftMessage message) {
            sent.add(message);
        }

        @Override
        public boolean isReachable(RaftEndpoint endpoint) {
            return true;
        }
    }

    private static final class Nothing implements StateMachine {
        @Override
        public Object runOperation(long index, Object operation) {
            return index;
        }

        @Override
        public void takeSnapshot(long index, Consumer<Object> chunks) {}

        @Override
        public void installSnapshot(long index, List<Object> chunks) {}

        @Override
        public Object getNewTermOperation() {
            return new byte[0];
        }
    }

    private static RaftMessage heartbeat() {
        return MODELS.createAppendEntriesRequestBuilder()
                .setGroupId(GROUP)
                .setSender(LEADER)
                .setTerm(1)
                .setLogEntries(List.of())
                .build();
    }

    private void awaitQuestion() throws InterruptedException {
        RaftMessage message = sent.poll(10, TimeUnit.SECONDS);
        while (message != null && !(message instanceof PreVoteRequest)) {
            message = sent.poll(10, TimeUnit.SECONDS);
        }
        assertThat(message).as("whether it could be elected").isNotNull();
    }

    @Test
    void asksAgainWhenTheLeaderIsGone() throws Exception {
        RaftNode node = node();
        node.start().get(10, TimeUnit.SECONDS);
        node.handle(heartbeat());
        TestPool.await("the leader", () -> LEADER.equals(node.getTerm().getLeaderEndpoint()));
        sent.clear();
        awaitQuestion(); // the leader is silent for once
        node.handle(heartbeat());
        TestPool.await("the leader again", () -> LEADER.equals(node.getTerm().getLeaderEndpoint()));
        sent.clear();

        TestPool.await("a mended node", () -> {
            thread.submit(() -> ElectionWatch.mend(node));
            return node.getTerm().getLeaderEndpoint() == null;
        });

        awaitQuestion();
        node.terminate().get(10, TimeUnit.SECONDS);
    }
}
