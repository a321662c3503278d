package io.xapid.spike;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** One implementation of Raft, in one of three members on loopback. */
interface Candidate extends AutoCloseable {
    int MEMBERS = 3;

    /** Shared by all, as far as each can be told. */
    int ELECTION_MILLIS = 400;

    /**
     * Joins the others, as member {@code number} of 1 to 3; member n has the port {@code basePort + n}.
     *
     * @param folder this member's own
     */
    void start(int number, int basePort, Path folder, Ledger ledger) throws Exception;

    /** Who leads, as far as this member knows; 0 for nobody. */
    int leader();

    /** On the leader: completes when the entry is durable on a majority and applied here. */
    CompletableFuture<?> append(byte[] entry) throws Exception;

    @Override
    void close() throws Exception;

    static Candidate named(String name) {
        return switch (name) {
            case "ratis-grpc" -> new RatisCandidate(true);
            case "ratis-netty" -> new RatisCandidate(false);
            case "sofa-jraft" -> new JRaftCandidate();
            case "jgroups-raft" -> new JGroupsCandidate();
            case "microraft" -> new MicroRaftCandidate();
            case "etcd" -> new EtcdCandidate();
            default -> throw new IllegalArgumentException("no candidate is called " + name);
        };
    }
}
