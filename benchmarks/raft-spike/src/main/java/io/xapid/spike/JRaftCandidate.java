package io.xapid.spike;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.RaftGroupService;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.StateMachineAdapter;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.option.NodeOptions;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** SOFAJRaft over its gRPC transport; its log is RocksDB's, synchronous. */
final class JRaftCandidate implements Candidate {
    private int basePort;
    private RaftGroupService service;
    private Node node;

    @Override
    public void start(int number, int base, Path folder, Ledger ledger) throws Exception {
        basePort = base;
        Files.createDirectories(folder);
        var options = new NodeOptions();
        options.setElectionTimeoutMs(ELECTION_MILLIS);
        options.setFsm(new Applier(ledger));
        options.setLogUri(folder.resolve("log").toString());
        options.setRaftMetaUri(folder.resolve("meta").toString());
        options.setSnapshotIntervalSecs(0);
        options.setSharedTimerPool(true);
        options.getRaftOptions().setSync(true);
        options.getRaftOptions().setDisruptorBufferSize(1024);
        var members = new Configuration();
        for (int n = 1; n <= MEMBERS; n++) {
            members.addPeer(new PeerId("127.0.0.1", base + n));
        }
        options.setInitialConf(members);
        service = new RaftGroupService("spike", new PeerId("127.0.0.1", base + number), options);
        node = service.start();
    }

    private static final class Applier extends StateMachineAdapter {
        private final Ledger ledger;

        Applier(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public void onApply(Iterator entries) {
            while (entries.hasNext()) {
                ledger.apply(entries.getData());
                Closure done = entries.done();
                if (done != null) {
                    done.run(Status.OK());
                }
                entries.next();
            }
        }
    }

    @Override
    public int leader() {
        PeerId leader = node.getLeaderId();
        return leader == null || leader.isEmpty() ? 0 : leader.getPort() - basePort;
    }

    @Override
    public CompletableFuture<?> append(byte[] entry) {
        var done = new CompletableFuture<Void>();
        node.apply(new Task(ByteBuffer.wrap(entry), status -> {
            if (status.isOk()) {
                done.complete(null);
            } else {
                done.completeExceptionally(new IllegalStateException(status.toString()));
            }
        }));
        return done;
    }

    @Override
    public void close() throws InterruptedException {
        service.shutdown();
        service.join();
    }
}
