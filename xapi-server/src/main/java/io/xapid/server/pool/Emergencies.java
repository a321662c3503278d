package io.xapid.server.pool;

import io.xapid.model.host.HostPoolMembership;
import io.xapid.model.meta.Call;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** There is no emergency mode: a host that answers has its pool's state, whether it can be changed at the moment or not. */
public final class Emergencies implements HostPoolMembership {
    @Override
    public CompletionStage<Boolean> isInEmergencyMode(Call call) {
        return CompletableFuture.completedFuture(false);
    }
}
