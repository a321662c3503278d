package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import java.util.List;

/** The repositories that only one host has. */
public final class LocalRepositories {
    private LocalRepositories() {}

    /** Forgets a host's connections, and repositories that nobody else is connected to. */
    public static void forget(Transaction transaction, Ref<Host> host) {
        for (Row<Pbd> pbd : List.copyOf(transaction.table(Pbd.CLASS).rows())) {
            if (pbd.get(Pbd.HOST).equals(host)) {
                transaction.delete(Pbd.CLASS, pbd.ref());
                transaction
                        .find(Sr.CLASS, pbd.get(Pbd.SR))
                        .filter(sr -> !sr.get(Sr.SHARED) && sr.get(Sr.PBDS).isEmpty())
                        .ifPresent(sr -> SrService.removeRows(transaction, sr));
            }
        }
    }
}
