package io.xapid.spike;

import io.microraft.RaftConfig;
import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.executor.RaftNodeExecutor;
import io.microraft.statemachine.StateMachine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * MicroRaft, which has neither a transport nor a log of its own: plain sockets and a file that is flushed. Its heartbeats
 * are told in seconds; the clock and the executor that it is given make each of them a tenth.
 */
final class MicroRaftCandidate implements Candidate {
    private static final int TENTHS = 10;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "raft"));
    private RaftNode node;
    private MicroRaftStore store;
    private MicroRaftTransport transport;

    /** A member. */
    record Endpoint(int number) implements RaftEndpoint {
        @Override
        public Object getId() {
            return number;
        }
    }

    @Override
    public void start(int number, int base, Path folder, Ledger ledger) throws Exception {
        Files.createDirectories(folder);
        List<RaftEndpoint> members = new ArrayList<>();
        for (int n = 1; n <= MEMBERS; n++) {
            members.add(new Endpoint(n));
        }
        store = new MicroRaftStore(folder.resolve("log"));
        transport = new MicroRaftTransport(number, base);
        var builder = RaftNode.newBuilder()
                .setGroupId("spike")
                .setConfig(RaftConfig.newBuilder()
                        .setLeaderHeartbeatPeriodSecs(1)
                        .setLeaderHeartbeatTimeoutSecs(ELECTION_MILLIS * TENTHS / 1_000)
                        .setLeaderElectionTimeoutMillis(ELECTION_MILLIS)
                        .setCommitCountToTakeSnapshot(4_000)
                        .build())
                .setExecutor(new Quick())
                .setClock(new QuickClock())
                .setTransport(transport)
                .setStateMachine(new Applier(ledger))
                .setStore(store);
        if (store.hasState()) {
            builder.setRestoredState(store.restored());
        } else {
            builder.setLocalEndpoint(new Endpoint(number)).setInitialGroupMembers(members);
        }
        node = builder.build();
        transport.start(node);
        node.start().get(10, TimeUnit.SECONDS);
    }

    /** One thread, on which a second lasts a tenth. */
    private final class Quick implements RaftNodeExecutor {
        @Override
        public void execute(Runnable task) {
            thread.execute(task);
        }

        @Override
        public void submit(Runnable task) {
            thread.execute(task);
        }

        @Override
        public void schedule(Runnable task, long delay, TimeUnit unit) {
            long nanos = unit.toNanos(delay);
            thread.schedule(task, unit == TimeUnit.SECONDS ? nanos / TENTHS : nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static final class QuickClock extends Clock {
        @Override
        public long millis() {
            return System.nanoTime() / (1_000_000 / TENTHS);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }
    }

    private static final class Applier implements StateMachine {
        private final Ledger ledger;

        Applier(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public Object runOperation(long index, Object operation) {
            byte[] entry = (byte[]) operation;
            if (entry.length > 0) {
                ledger.apply(ByteBuffer.wrap(entry));
            }
            return index;
        }

        @Override
        public void takeSnapshot(long index, Consumer<Object> chunks) {
            var bytes = new ByteArrayOutputStream();
            try {
                ledger.writeTo(new DataOutputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            chunks.accept(bytes.toByteArray());
        }

        @Override
        public void installSnapshot(long index, List<Object> chunks) {
            try {
                ledger.readFrom(new DataInputStream(new ByteArrayInputStream((byte[]) chunks.get(0))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Object getNewTermOperation() {
            return new byte[0];
        }
    }

    @Override
    public int leader() {
        RaftEndpoint leader = node.getTerm().getLeaderEndpoint();
        return leader instanceof Endpoint known ? known.number() : 0;
    }

    @Override
    public CompletableFuture<?> append(byte[] entry) {
        return node.replicate(entry);
    }

    @Override
    public void close() throws Exception {
        node.terminate().get(10, TimeUnit.SECONDS);
        thread.shutdown();
        transport.close();
        store.close();
    }
}
