package io.xapid.spike;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.protocols.raft.ELECTION;
import org.jgroups.protocols.raft.FileBasedLog;
import org.jgroups.protocols.raft.NO_DUPES;
import org.jgroups.protocols.raft.RAFT;
import org.jgroups.raft.RaftHandle;
import org.jgroups.raft.StateMachine;
import org.jgroups.util.ExtendedUUID;

/** JGroups-raft over TCP; its file log with fsync. Who is alive is found by JGroups itself, not by Raft's heartbeats. */
final class JGroupsCandidate implements Candidate {
    private JChannel channel;
    private RaftHandle handle;

    @Override
    public void start(int number, int base, Path folder, Ledger ledger) throws Exception {
        List<InetSocketAddress> all = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int n = 1; n <= MEMBERS; n++) {
            all.add(new InetSocketAddress("127.0.0.1", base + n));
            names.add("m" + n);
        }
        var raft = new RAFT();
        raft.members(names);
        raft.raftId("m" + number);
        raft.logClass(FileBasedLog.class.getName());
        raft.logDir(folder.toString());
        raft.logUseFsync(true);
        var tcp = new TCP();
        tcp.setBindAddress(InetAddress.getLoopbackAddress());
        tcp.setBindPort(base + number);
        tcp.setPortRange(0);
        var ping = new TCPPING();
        ping.setInitialHosts(all);
        ping.setPortRange(0);
        channel = new JChannel(
                tcp,
                ping,
                new MERGE3().setMinInterval(500).setMaxInterval(1500),
                new FD_SOCK2(),
                new FD_ALL3().setTimeout(2L * ELECTION_MILLIS).setInterval(ELECTION_MILLIS / 4),
                new VERIFY_SUSPECT2().setTimeout(ELECTION_MILLIS / 2),
                new NAKACK2().useMcastXmit(false),
                new UNICAST3(),
                new STABLE(),
                new NO_DUPES(),
                new GMS().setJoinTimeout(1000),
                new UFC(),
                new FRAG4(),
                new ELECTION(),
                raft);
        channel.name("m" + number);
        handle = new RaftHandle(channel, new Applier(ledger));
        handle.raftId("m" + number);
        channel.connect("spike");
    }

    private static final class Applier implements StateMachine {
        private final Ledger ledger;

        Applier(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public byte[] apply(byte[] data, int offset, int length, boolean serialize) {
            ledger.apply(ByteBuffer.wrap(data, offset, length).slice());
            return new byte[0];
        }

        @Override
        public void readContentFrom(DataInput in) throws IOException {
            ledger.readFrom(in);
        }

        @Override
        public void writeContentTo(DataOutput out) throws IOException {
            ledger.writeTo(out);
        }
    }

    @Override
    public int leader() {
        Address leader = handle.leader();
        if (!(leader instanceof ExtendedUUID known)) {
            return 0;
        }
        String name = RAFT.print_function.apply(known);
        return name.startsWith("m") ? Integer.parseInt(name.substring(1)) : 0;
    }

    @Override
    public CompletableFuture<?> append(byte[] entry) throws Exception {
        return handle.raft().setAsync(entry, 0, entry.length, org.jgroups.raft.Options.create(true));
    }

    @Override
    public void close() {
        channel.close();
    }
}
