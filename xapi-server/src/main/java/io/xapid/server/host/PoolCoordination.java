package io.xapid.server.host;

import io.xapid.model.meta.Call;
import io.xapid.model.pool.PoolCoordinator;
import io.xapid.model.store.Store;
import java.util.concurrent.CompletionStage;

/** What concerns a pool's coordinator. Every host has the whole state, so little does. */
public final class PoolCoordination implements PoolCoordinator {
    private final Store store;

    public PoolCoordination(Store store) {
        this.store = store;
    }

    /** What was acknowledged is durable wherever it must be: waiting for all that is under way is all there is to do. */
    @Override
    public CompletionStage<Void> syncDatabase(Call call) {
        return store.transact(transaction -> true).thenCompose(done -> Answers.done());
    }
}
