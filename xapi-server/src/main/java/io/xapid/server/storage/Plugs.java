package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which hosts have a repository plugged. */
final class Plugs {
    private static final String RESERVED = "SRmaster";

    private Plugs() {}

    /**
     * A host that has all of some repositories plugged: {@code here} if it has, since nobody is to be told then.
     *
     * @throws SrFailure.HasNoPbds when no host has one of them plugged, or none has all
     * @throws HostFailure.Offline when only hosts have that are not live
     */
    static Ref<Host> acting(Lookup state, Ref<Host> here, List<Row<Sr>> repositories) {
        List<Ref<Host>> able =
                of(state, repositories.get(0)).map(pbd -> pbd.get(Pbd.HOST)).toList();
        for (Row<Sr> sr : repositories) {
            able = able.stream().filter(host -> isPlugged(state, sr, host)).toList();
            if (able.isEmpty()) {
                throw new SrFailure.HasNoPbds(sr.ref());
            }
        }
        if (able.contains(here)) {
            return here;
        }
        Ref<Host> first = able.get(0);
        return able.stream()
                .filter(host -> isLive(state, host))
                .findFirst()
                .orElseThrow(() -> new HostFailure.Offline(first));
    }

    /** The same for one. */
    static Ref<Host> acting(Lookup state, Ref<Host> here, Row<Sr> repository) {
        return acting(state, here, List.of(repository));
    }

    private static boolean isPlugged(Lookup state, Row<Sr> sr, Ref<Host> host) {
        return find(state, sr, host).filter(Plugs::isPlugged).isPresent();
    }

    private static boolean isLive(Lookup state, Ref<Host> ref) {
        Row<Host> host = state.get(Host.CLASS, ref);
        Row<HostMetrics> metrics = host == null ? null : state.get(HostMetrics.CLASS, host.get(Host.METRICS));
        return metrics != null && metrics.get(HostMetrics.LIVE);
    }

    static Optional<Row<Pbd>> find(Lookup state, Row<Sr> sr, Ref<Host> host) {
        return of(state, sr).filter(pbd -> pbd.get(Pbd.HOST).equals(host)).findFirst();
    }

    static Stream<Row<Pbd>> of(Lookup state, Row<Sr> sr) {
        return sr.get(Sr.PBDS).stream()
                .map(pbd -> state.get(Pbd.CLASS, pbd))
                .filter(Objects::nonNull)
                .map(pbd -> pbd);
    }

    /** @throws CallFailure.ValueNotSupported when a client's settings hold what only the toolstack sets */
    static void refuseReservedKeys(Map<String, String> deviceConfig) {
        String value = deviceConfig.get(RESERVED);
        if (value != null) {
            throw new CallFailure.ValueNotSupported(RESERVED, value, "The key belongs to the toolstack.");
        }
    }

    static boolean isPlugged(Row<Pbd> pbd) {
        return pbd.get(Pbd.CURRENTLY_ATTACHED);
    }
}
