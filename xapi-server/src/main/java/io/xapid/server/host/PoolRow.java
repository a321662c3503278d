package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;

/** The row of the pool that a host founds by starting for the first time. */
final class PoolRow {
    private PoolRow() {}

    /** Makes the pool, if there is none; otherwise writes what follows from its hosts. */
    static void write(Transaction transaction, Ref<Host> founder, Ref<Sr> storage) {
        var observed = new Draft<>(Pool.CLASS)
                .with(
                        Pool.CPU_INFO,
                        PoolProcessors.of(transaction.table(Host.CLASS).rows()))
                .with(Pool.RESTRICTIONS, Licence.restrictions());
        Row<Pool> row =
                transaction.table(Pool.CLASS).rows().stream().findFirst().orElse(null);
        if (row != null) {
            observed.update(transaction, row.ref());
            return;
        }
        observed.with(Pool.NAME_LABEL, "")
                .with(Pool.MASTER, founder)
                .with(Pool.DEFAULT_SR, storage)
                .with(Pool.SUSPEND_IMAGE_SR, storage)
                .with(Pool.CRASH_DUMP_SR, storage)
                .insert(transaction);
    }
}
