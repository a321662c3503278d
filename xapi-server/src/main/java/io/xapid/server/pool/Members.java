package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Transaction;
import java.util.Map;

/** Rows of the hosts that belong to the pool. */
final class Members {
    private Members() {}

    static void insert(Transaction transaction, Ref<Host> host, Roster.Peer peer) {
        transaction.insert(
                MemberRecord.CLASS,
                MemberRecord.of(peer.host()),
                Map.of(
                        MemberRecord.HOST, host,
                        MemberRecord.HOST_UUID, peer.host().toString(),
                        MemberRecord.ADDRESS, peer.address(),
                        MemberRecord.PORT, (long) peer.port(),
                        MemberRecord.VOTES, peer.votes()));
    }
}
