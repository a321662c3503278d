package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.HaFailure;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.Jobs;
import io.xapid.server.vm.LostGuests;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a host leave the pool: first its vote goes, if it has one, then, in one transaction, all that is the host's. The host sees that it
 * is not in the pool any more, whenever it hears of it, and begins anew.
 */
final class Leaving {
    private static final Logger log = LoggerFactory.getLogger(Leaving.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final long LOOK_MILLIS = 50;

    private final Store store;
    private final Jobs jobs;

    Leaving(Store store, Jobs jobs) {
        this.store = store;
        this.jobs = jobs;
    }

    /** @throws Failure when the host stays */
    void eject(Ref<Host> host) throws InterruptedException {
        UUID[] uuid = {null};
        transact(transaction -> {
            Row<Host> row = require(transaction, host);
            uuid[0] = UUID.fromString(row.get(Host.UUID));
            transaction.set(MemberRecord.CLASS, MemberRecord.of(uuid[0]), MemberRecord.LEAVES, true);
        });
        Ref<MemberRecord> member = MemberRecord.of(uuid[0]);
        try {
            awaitNoVote(member);
            transact(transaction -> {
                Row<Host> row = require(transaction, host);
                jobs.giveUp(transaction, host, new HostFailure.Offline(host));
                Farewell.to(row, store.snapshot().schema(), transaction);
            });
        } catch (Failure stays) {
            transact(transaction -> transaction.set(MemberRecord.CLASS, member, MemberRecord.LEAVES, false));
            throw stays;
        }
        log.info("host {} has left the pool", uuid[0]);
    }

    private Row<Host> require(Transaction transaction, Ref<Host> host) {
        Row<Host> row = transaction
                .find(Host.CLASS, host)
                .orElseThrow(() -> new CallFailure.HandleInvalid("host", host.value()));
        if (transaction.table(Pool.CLASS).rows().iterator().next().get(Pool.HA_ENABLED)) {
            throw new HaFailure.IsEnabled();
        }
        if (transaction.table(Host.CLASS).size() == 1) {
            throw new CallFailure.OperationNotAllowed("A pool has at least one host.");
        }
        Row<HostMetrics> metrics = transaction.get(HostMetrics.CLASS, row.get(Host.METRICS));
        if (metrics == null || !metrics.get(HostMetrics.LIVE)) {
            throw new HostFailure.Offline(host); // host.destroy is for those
        }
        if (!LostGuests.on(transaction, host).isEmpty()) {
            throw new CallFailure.OperationNotAllowed("VM resident on host");
        }
        return row;
    }

    private void awaitNoVote(Ref<MemberRecord> member) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (store.snapshot()
                .find(MemberRecord.CLASS, member)
                .map(row -> row.get(MemberRecord.VOTES))
                .orElse(false)) {
            if (System.nanoTime() > until) {
                throw new CallFailure.OperationNotAllowed(
                        "The host cannot be spared: no other has taken over its vote.");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void transact(Consumer<Transaction> body) {
        Members.transact(store, body);
    }
}
