package io.xapid.ha.pool;

import io.xapid.ha.log.LocalLog;
import io.xapid.model.store.LogException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The log of a host of a pool that does not vote: a full copy of what those agree on who do. It follows one of them, and another when
 * that one is gone; what is appended here goes that way to whoever leads. An entry is acknowledged when it is agreed on and in
 * this host's own log, as on a host that votes.
 */
public final class FollowingLog extends MemberLog<Upstream> {
    private final Links links;
    private final Supplier<List<UUID>> voters;

    /**
     * Takes the state directory, as {@link LocalLog} does.
     *
     * @param voters those that can be followed, asked for each time; the first that answers is
     * @throws LogException when another process has it, or when it cannot be written
     */
    public FollowingLog(Path stateDirectory, Membership membership, Links links, Supplier<List<UUID>> voters)
            throws LogException {
        super(stateDirectory, membership, "follow-out");
        this.links = links;
        this.voters = voters;
    }

    @Override
    Upstream join(Tools tools, long lastEntry) {
        return new Upstream(tools, links, voters);
    }

    /** Whom it follows; empty when nobody answers. */
    public Optional<UUID> followed() {
        return part().map(Upstream::followed);
    }
}
