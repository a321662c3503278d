package io.xapid.server.pool;

import io.xapid.model.access.Session;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.LogException;
import io.xapid.model.store.Luggage;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets hosts into this pool: any host of it can, and what it decides is agreed on. */
final class Reception {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);

    private final Store store;
    private final Ref<Host> here;
    private final PoolSeat seat;
    private final Clock clock;

    Reception(Store store, Ref<Host> here, PoolSeat seat, Clock clock) {
        this.store = store;
        this.here = here;
        this.seat = seat;
        this.clock = clock;
    }

    Facts facts() {
        return Facts.of(store.snapshot());
    }

    /**
     * Lets a host in: from then on it belongs to the pool, though it has not come yet. Asked again, it answers the same.
     *
     * @param by the session that asks: who brings a session along may do with it what that one may
     * @throws Failure when it is not let in, and nothing has changed
     */
    JoinWords.Welcome admit(JoinWords.Wish wish, Ref<Session> by) throws IOException {
        PublicKey key = Authority.readPublicKey(JoinWords.bytes(wish.publicKey()));
        Luggage luggage = Luggage.decode(store.snapshot().schema(), JoinWords.bytes(wish.objects()));
        String address = store.snapshot().find(Host.CLASS, here).orElseThrow().get(Host.ADDRESS);
        try {
            seat.found(store, here, address);
        } catch (IOException | LogException problem) {
            log.error("this host cannot found a pool", problem);
            throw new CallFailure.OperationNotAllowed(
                    "The host at %s cannot found a pool: %s".formatted(address, problem.getMessage()));
        }
        Members.transact(store, transaction -> enter(transaction, wish, luggage, by));
        log.info("host {} is let in, to be reached at {}:{}", wish.host(), wish.address(), wish.port());
        return welcome(wish, key);
    }

    private void enter(Transaction transaction, JoinWords.Wish wish, Luggage luggage, Ref<Session> by) {
        Row<JoinRecord> known = transaction.get(JoinRecord.CLASS, JoinRecord.of(wish.join()));
        if (known != null && known.get(JoinRecord.WITHDRAWN)) {
            throw new CallFailure.OperationNotAllowed("The host has taken back its wish to join.");
        } else if (known != null
                && !known.get(JoinRecord.HOST_UUID).equals(wish.host().toString())) {
            throw new CallFailure.OperationNotAllowed("Another host has that wish.");
        } else if (known != null) {
            return;
        }
        Ref<Host> host = luggage.of(Host.CLASS).stream()
                .filter(row -> row.get(Host.UUID).equals(wish.host().toString()))
                .map(Row::ref)
                .findFirst()
                .orElseThrow(() -> new CallFailure.OperationNotAllowed("The host does not say who it is."));
        if (transaction.findByUuid(Host.CLASS, wish.host().toString()).isPresent()) {
            throw new CallFailure.OperationNotAllowed("There is a host with that uuid in the pool already.");
        }
        Luggage unpacked;
        try {
            unpacked = Packing.unpack(Packing.permitted(luggage, transaction, by), transaction);
        } catch (IllegalArgumentException taken) {
            throw new CallFailure.OperationNotAllowed(
                    "The pool has something of the host's already: " + taken.getMessage());
        }
        awaitHost(transaction, host);
        Members.insert(transaction, host, new Roster.Peer(wish.host(), wish.address(), wish.port(), false));
        transaction.insert(
                JoinRecord.CLASS,
                JoinRecord.of(wish.join()),
                Map.of(
                        JoinRecord.HOST_UUID, wish.host().toString(),
                        JoinRecord.SINCE, transaction.now(),
                        JoinRecord.OBJECTS, unpacked.names()));
    }

    /** Nothing is to be started there before it has come. */
    private static void awaitHost(Transaction transaction, Ref<Host> host) {
        transaction.set(Host.CLASS, host, Host.ENABLED, false);
        Row<Host> row = transaction.get(Host.CLASS, host);
        if (row != null) {
            transaction.set(HostMetrics.CLASS, row.get(Host.METRICS), HostMetrics.LIVE, false);
        }
    }

    private JoinWords.Welcome welcome(JoinWords.Wish wish, PublicKey key) throws IOException {
        Snapshot state = store.snapshot();
        Row<AuthorityRecord> row =
                state.find(AuthorityRecord.CLASS, AuthorityRecord.ONLY).orElseThrow();
        Authority authority = AuthorityRecord.authority(row);
        List<Roster.Peer> peers =
                state.table(MemberRecord.CLASS).stream().map(MemberRecord::peer).toList();
        return new JoinWords.Welcome(
                seat.roster().orElseThrow().pool(),
                UUID.fromString(row.get(AuthorityRecord.FOUNDER)),
                authority.text(),
                Authority.text(authority.issue(wish.host(), key, clock)),
                peers);
    }

    /** Undoes a host's joining if it was let in, and sees to it that it is not let in later. */
    void withdraw(JoinWords.Withdrawal withdrawal) {
        Members.transact(store, transaction -> {
            Ref<JoinRecord> ref = JoinRecord.of(withdrawal.join());
            Row<JoinRecord> known = transaction.get(JoinRecord.CLASS, ref);
            if (known == null) {
                transaction.insert(
                        JoinRecord.CLASS,
                        ref,
                        Map.of(
                                JoinRecord.HOST_UUID, withdrawal.host().toString(),
                                JoinRecord.SINCE, transaction.now(),
                                JoinRecord.WITHDRAWN, true));
            } else if (!known.get(JoinRecord.WITHDRAWN)) {
                Packing.remove(known.get(JoinRecord.OBJECTS), transaction, store.snapshot());
                transaction.delete(
                        MemberRecord.CLASS, MemberRecord.of(UUID.fromString(known.get(JoinRecord.HOST_UUID))));
                transaction.set(JoinRecord.CLASS, ref, JoinRecord.WITHDRAWN, true);
                transaction.set(JoinRecord.CLASS, ref, JoinRecord.OBJECTS, List.of());
            }
        });
        log.info("host {} does not join", withdrawal.host());
    }
}
