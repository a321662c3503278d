package io.xapid.server.host;

import static io.xapid.model.pool.PoolOperation.CLUSTER_CREATE;
import static io.xapid.model.pool.PoolOperation.HA_DISABLE;
import static io.xapid.model.pool.PoolOperation.HA_ENABLE;
import static io.xapid.model.pool.PoolOperation.TLS_VERIFICATION_ENABLE;

import io.xapid.model.pool.Cluster;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.PoolOperation;
import io.xapid.model.store.Row;
import io.xapid.server.api.DerivedValues;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What may be done with the pool as a whole: nothing beside something else, and what its state permits. */
public final class PoolOperations {
    private static final String UPGRADE = "rolling_upgrade_in_progress";

    /** What clients read. */
    public List<PoolOperation> allowed(DerivedValues.View state, Row<Pool> pool) {
        if (!pool.get(Pool.CURRENT_OPERATIONS).isEmpty()) {
            return List.of();
        }
        Set<PoolOperation> allowed = EnumSet.allOf(PoolOperation.class);
        boolean protectedByHa = pool.get(Pool.HA_ENABLED);
        if (protectedByHa) {
            allowed.removeAll(EnumSet.of(HA_ENABLE, TLS_VERIFICATION_ENABLE, CLUSTER_CREATE));
        } else {
            allowed.remove(HA_DISABLE);
        }
        if (pool.get(Pool.OTHER_CONFIG).containsKey(UPGRADE)) {
            allowed.removeAll(EnumSet.of(CLUSTER_CREATE, TLS_VERIFICATION_ENABLE));
        }
        if (!state.whole().table(Cluster.CLASS).rows().isEmpty()) {
            allowed.remove(CLUSTER_CREATE);
        }
        return List.copyOf(allowed);
    }
}
