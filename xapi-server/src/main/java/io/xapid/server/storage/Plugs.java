package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which hosts have a repository plugged. */
final class Plugs {
    private static final String RESERVED = "SRmaster";

    private Plugs() {}

    /** @throws SrFailure.HasNoPbds when the host does not have it plugged */
    static void require(Lookup state, Row<Sr> sr, Ref<Host> host) {
        if (find(state, sr, host).filter(Plugs::isPlugged).isEmpty()) {
            throw new SrFailure.HasNoPbds(sr.ref());
        }
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
