package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

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

    @SuppressWarnings("NullAway") // void has no value but null
    static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    /** Waits until it is durable; throws what the body throws. */
    static void transact(Store store, Consumer<Transaction> body) {
        try {
            store.transact(transaction -> {
                        body.accept(transaction);
                        return true;
                    })
                    .join();
        } catch (CompletionException wrapped) {
            if (wrapped.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw wrapped;
        }
    }
}
