package io.xapid.server.host;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.PoolWlb;
import io.xapid.model.pool.WlbFailure;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.NeverBlocks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Says that no workload balancing server is set up. */
@NeverBlocks
public final class PoolBalancing implements PoolWlb {
    @Override
    public CompletionStage<Void> sendWlbConfiguration(Call call, Map<String, String> config) {
        throw new WlbFailure.NotInitialized();
    }

    @Override
    public CompletionStage<Map<String, String>> retrieveWlbConfiguration(Call call) {
        throw new WlbFailure.NotInitialized();
    }

    @Override
    public CompletionStage<Map<Ref<Vm>, List<String>>> retrieveWlbRecommendations(Call call) {
        throw new WlbFailure.NotInitialized();
    }
}
