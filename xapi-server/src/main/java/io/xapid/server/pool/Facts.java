package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.pool.Cluster;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sm;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a host that wants to join must know of the pool.
 *
 * @param pool uuid
 * @param hosts their uuids
 * @param addresses where they are reached
 * @param versions what one of the hosts says of its software
 * @param apiVersion such as 2.23
 * @param externalAuth kind and name of the outside directory
 * @param storage by type, the reference of the driver and what it can do
 */
record Facts(
        String pool,
        List<String> hosts,
        List<String> addresses,
        Map<String, String> versions,
        String apiVersion,
        String processorVendor,
        boolean isHighlyAvailable,
        boolean isClustered,
        boolean isBeingUpgraded,
        boolean verifiesTls,
        String externalAuth,
        Map<String, Driver> storage) {
    private static final String UPGRADE = "rolling_upgrade_in_progress";

    /** A storage driver. */
    record Driver(String ref, List<String> features) {}

    /** Of the pool that a state is of; hosts of one pool are alike. */
    static Facts of(Snapshot state) {
        Row<Pool> pool = state.table(Pool.CLASS).rows().iterator().next();
        List<Row<Host>> hosts = List.copyOf(state.table(Host.CLASS).rows());
        Row<Host> master = state.find(Host.CLASS, pool.get(Pool.MASTER)).orElseGet(() -> hosts.get(0));
        var storage = new TreeMap<String, Driver>();
        state.table(Sm.CLASS)
                .rows()
                .forEach(row -> storage.put(
                        row.get(Sm.TYPE),
                        new Driver(
                                row.ref().value(),
                                row.get(Sm.FEATURES).keySet().stream().sorted().toList())));
        return new Facts(
                pool.get(Pool.UUID),
                hosts.stream().map(row -> row.get(Host.UUID)).toList(),
                hosts.stream().map(row -> row.get(Host.ADDRESS)).toList(),
                master.get(Host.SOFTWARE_VERSION),
                master.get(Host.API_VERSION_MAJOR) + "." + master.get(Host.API_VERSION_MINOR),
                master.get(Host.CPU_INFO).getOrDefault("vendor", ""),
                pool.get(Pool.HA_ENABLED),
                !state.table(Cluster.CLASS).rows().isEmpty(),
                pool.get(Pool.OTHER_CONFIG).containsKey(UPGRADE),
                pool.get(Pool.TLS_VERIFICATION_ENABLED),
                master.get(Host.EXTERNAL_AUTH_TYPE) + " " + master.get(Host.EXTERNAL_AUTH_SERVICE_NAME),
                storage);
    }

    String version(String name) {
        return versions.getOrDefault(name, "");
    }
}
