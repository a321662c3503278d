package io.xapid.ha.pool;

import io.microraft.RaftEndpoint;
import java.util.UUID;

/**
 * A host among those that agree.
 *
 * @param id its uuid
 */
record Member(UUID id) implements RaftEndpoint {
    @Override
    public Object getId() {
        return id;
    }

    static Member of(RaftEndpoint endpoint) {
        return (Member) endpoint;
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
