package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Makes of a host that is alone the first of a pool: what it needs for that, and what it writes down. */
final class Founding {
    private final MemberFiles files;

    Founding(MemberFiles files) {
        this.files = files;
    }

    /**
     * Makes certificates, and notes that a pool is being founded.
     *
     * @param address where others reach this host
     * @param port for what hosts agree on
     */
    Roster begin(Snapshot state, Ref<Host> here, String address, int port, Clock clock) throws IOException {
        UUID self = UUID.fromString(state.find(Host.CLASS, here).orElseThrow().get(Host.UUID));
        UUID pool =
                UUID.fromString(state.table(Pool.CLASS).rows().iterator().next().get(Pool.UUID));
        Authority authority = Authority.make(pool, clock);
        KeyPair keys = Authority.newKeys();
        var roster = new Roster(
                pool, self, self, Roster.Stage.FOUNDING, List.of(new Roster.Peer(self, address, port, true)));
        var credentials = new Credentials(
                keys.getPrivate(),
                authority.issue(self, keys.getPublic(), clock),
                Authority.readCertificate(authority.text()));
        files.begin(roster, credentials, authority.keyText() + authority.text());
        return roster;
    }

    /** Writes into the state what others who come will need; can be done again after a crash. */
    Roster complete(Store store, Roster founding) throws IOException {
        Authority authority = files.foundingAuthority();
        try {
            store.transact(transaction -> {
                        if (transaction.get(AuthorityRecord.CLASS, AuthorityRecord.ONLY) == null) {
                            AuthorityRecord.insert(transaction, authority, founding.self());
                            Ref<Host> host = transaction
                                    .findByUuid(Host.CLASS, founding.self().toString())
                                    .map(Row::ref)
                                    .orElse(Ref.none());
                            Members.insert(transaction, host, founding.peers().get(0));
                        }
                        return true;
                    })
                    .join();
        } catch (CompletionException refused) {
            throw new IOException("the pool that was founded cannot be written down", refused.getCause());
        }
        files.founded(founding, authority.text());
        return founding.at(Roster.Stage.MEMBER);
    }
}
