package io.xapid.server.host;

import io.xapid.hypervisor.CpuFeatureSet;
import io.xapid.model.host.Host;
import io.xapid.model.store.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What the processors of a pool's hosts have in common, which is what a guest can count on wherever it goes. */
final class PoolProcessors {
    private static final String FEATURES = "features";

    private PoolProcessors() {}

    /** {@code pool.cpu_info}: sums of counts, and under each name of features those that all hosts have. */
    static Map<String, String> of(Collection<Row<Host>> hosts) {
        List<Map<String, String>> infos =
                hosts.stream().map(host -> host.get(Host.CPU_INFO)).toList();
        var common = new TreeMap<String, String>();
        for (String count : List.of("cpu_count", "socket_count")) {
            common.put(
                    count,
                    String.valueOf(infos.stream()
                            .mapToLong(info -> number(info, count))
                            .sum()));
        }
        List<String> vendors = infos.stream()
                .map(info -> info.getOrDefault("vendor", ""))
                .distinct()
                .toList();
        common.put("vendor", vendors.size() == 1 ? vendors.get(0) : "");
        infos.stream()
                .flatMap(info -> info.keySet().stream())
                .filter(key -> key.startsWith(FEATURES))
                .distinct()
                .forEach(key -> shared(infos, key).ifPresent(words -> common.put(key, words.toString())));
        return common;
    }

    /** Empty if not all hosts tell. */
    private static Optional<CpuFeatureSet> shared(List<Map<String, String>> infos, String key) {
        List<CpuFeatureSet> told = infos.stream()
                .map(info -> info.get(key))
                .filter(Objects::nonNull)
                .flatMap(words -> CpuFeatureSet.parse(words).stream())
                .toList();
        return told.size() == infos.size() ? told.stream().reduce(CpuFeatureSet::and) : Optional.empty();
    }

    private static long number(Map<String, String> info, String key) {
        String text = info.getOrDefault(key, "");
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }
}
