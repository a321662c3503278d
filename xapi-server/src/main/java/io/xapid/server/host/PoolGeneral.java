package io.xapid.server.host;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.PoolSettings;
import io.xapid.model.store.Store;
import io.xapid.server.api.NeverBlocks;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What a pool is set to, beyond its fields. */
@NeverBlocks
public final class PoolGeneral implements PoolSettings {
    private final Store store;

    public PoolGeneral(Store store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Map<String, String>> getLicenseState(Call call, Ref<Pool> self) {
        Answers.require(store.snapshot(), Pool.CLASS, self);
        return Answers.now(Map.of("edition", Licence.EDITION, "expiry", "never"));
    }

    @Override
    public CompletionStage<Void> applyEdition(Call call, Ref<Pool> self, String edition) {
        Answers.require(store.snapshot(), Pool.CLASS, self);
        HostEdition.requireOurs(edition);
        return Answers.done();
    }

    @Override
    public CompletionStage<Boolean> hasExtension(Call call, Ref<Pool> self, String name) {
        Answers.require(store.snapshot(), Pool.CLASS, self);
        return Answers.now(false);
    }
}
