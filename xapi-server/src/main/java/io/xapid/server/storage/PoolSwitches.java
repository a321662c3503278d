package io.xapid.server.storage;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.HaFailure;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.PoolOperation;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import org.jspecify.annotations.Nullable;

/**
 * What the pool as a whole goes through, as far as it keeps storage from being changed.
 *
 * @param upgrading whether hosts are being upgraded one after the other
 * @param guarded whether high availability is on
 * @param settingUpGuard whether it is being switched on
 * @param liftingGuard whether it is being switched off
 */
record PoolSwitches(boolean upgrading, boolean guarded, boolean settingUpGuard, boolean liftingGuard) {
    private static final String UPGRADE_KEY = "rolling_upgrade_in_progress";

    static PoolSwitches of(Lookup state, Ref<Pool> pool) {
        Row<Pool> row = state.get(Pool.CLASS, pool);
        if (row == null) {
            return new PoolSwitches(false, false, false, false);
        }
        var current = row.get(Pool.CURRENT_OPERATIONS);
        return new PoolSwitches(
                row.get(Pool.OTHER_CONFIG).containsKey(UPGRADE_KEY),
                row.get(Pool.HA_ENABLED),
                current.containsValue(PoolOperation.HA_ENABLE),
                current.containsValue(PoolOperation.HA_DISABLE));
    }

    /** Why what high availability needs must stay, or null when it may go. */
    @Nullable
    Failure whyGuardStays() {
        if (guarded) {
            return new HaFailure.IsEnabled();
        } else if (settingUpGuard) {
            return new HaFailure.EnableInProgress();
        }
        return liftingGuard ? new HaFailure.DisableInProgress() : null;
    }
}
