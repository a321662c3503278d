package io.xapid.ha.pool;

import io.xapid.ha.log.LocalLog;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The log that the hosts of a pool have in common. An entry is acknowledged when a majority of those that vote has it on disk and
 * it is in this host's own log; whichever host leads then, and whichever leads next.
 *
 * <p>An entry that was under way when the leader was lost is sent again to the next, by its number, and counts once: so nobody
 * has to find out what became of it. Without a majority entries wait; after a while new ones are refused.
 */
public final class ReplicatedLog extends MemberLog<Voter> {
    private final Links links;
    private final boolean isFounding;

    /**
     * Takes the state directory, as {@link LocalLog} does: of a host that belongs to a pool, or comes to one that is there already.
     *
     * @throws LogException when another process has it, or when it cannot be written
     */
    public ReplicatedLog(Path stateDirectory, Membership membership, Links links) throws LogException {
        this(stateDirectory, membership, links, false);
    }

    /**
     * Takes the state directory of a host that was alone, and founds a pool with what is there; does that only once, so it can be
     * asked for again after a crash. But a host that voted and lost its journal must not begin again as if it had not: then
     * this is not to be used.
     */
    public static ReplicatedLog founding(Path stateDirectory, Membership membership, Links links) throws LogException {
        return new ReplicatedLog(stateDirectory, membership, links, true);
    }

    private ReplicatedLog(Path stateDirectory, Membership membership, Links links, boolean isFounding)
            throws LogException {
        super(stateDirectory, membership, "raft");
        this.links = links;
        this.isFounding = isFounding;
    }

    /**
     * Ends a host's part in a pool, of which it is told that it has left: its state stays, and it goes on alone from there. Nobody may
     * have it open.
     */
    public static void leave(Path stateDirectory) throws IOException {
        Path journal = LocalLog.journalOf(stateDirectory);
        Files.deleteIfExists(journal); // first: what is left of it then means nothing
        Files.deleteIfExists(journal.resolveSibling(journal.getFileName() + "-wal"));
    }

    @Override
    Voter join(Tools tools, long lastEntry) throws IOException {
        if (isFounding) {
            tools.journal().found(lastEntry);
        }
        return new Voter(tools, links);
    }

    /** Those that vote, as far as is agreed on. */
    public Set<UUID> voters() {
        return electorate().voters();
    }

    /**
     * Gives a host a vote, after it has got the state. It runs already, or starts soon: nobody waits for it but the caller. On the host
     * that leads; fails with {@link LogException} elsewhere, and while another such change is under way.
     */
    public CompletionStage<Void> addVoter(UUID host) {
        return electorate().add(host);
    }

    /** Takes a host's vote. On the host that leads, like {@link #addVoter}; that one hands over first. */
    public CompletionStage<Void> removeVoter(UUID host) {
        return electorate().remove(host);
    }

    /** Has another host lead, which votes. On the host that leads. */
    public CompletionStage<Void> handOver(UUID host) {
        return electorate().handOver(host);
    }

    /**
     * How long another host has said nothing to this one, which leads; or since it leads, when it has heard of it never. Zero where it
     * does not lead: then it does not know.
     */
    public Duration silenceOf(UUID host) {
        return part().filter(Voter::leads)
                .map(voter -> voter.presence().silenceOf(host))
                .orElse(Duration.ZERO);
    }

    /** Whether this host leads and has heard of another within a time. */
    public boolean hears(UUID host, Duration lately) {
        return part().filter(Voter::leads)
                .map(voter -> voter.presence().isThere(host, lately))
                .orElse(false);
    }

    /**
     * Whether this host has lost its vote and knows that. Its state does not grow any more then: what follows is a
     * {@link FollowingLog}.
     */
    public boolean isOut() {
        return part().map(Voter::isOut).orElse(false);
    }

    private Electorate electorate() {
        Voter voter = part().orElseThrow(() -> new LogException("The log is not open."));
        return new Electorate(voter::node, thread());
    }
}
