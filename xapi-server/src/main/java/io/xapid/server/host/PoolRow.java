package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The row of the pool that a host founds by starting for the first time. */
final class PoolRow {
    private PoolRow() {}

    /** Makes the pool, if there is none; otherwise writes what follows from its hosts. */
    static void write(Transaction transaction, Ref<Host> founder, Ref<Sr> storage, Map<String, String> cpuInfo) {
        var observed = new Draft<>(Pool.CLASS)
                .with(Pool.CPU_INFO, cpuOfPool(cpuInfo))
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

    /** With one host, the pool's processors are that host's. */
    private static Map<String, String> cpuOfPool(Map<String, String> hosts) {
        var info = new TreeMap<>(hosts);
        info.keySet().retainAll(Set.of("vendor", "cpu_count", "socket_count", "features"));
        return info;
    }
}
