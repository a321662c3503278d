package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.HaFailure;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.PoolCoordinator;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Which host leads, as far as clients have a say in it. */
public final class Coordinators implements PoolCoordinator {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_MILLIS = 20;

    private final Store store;

    Coordinators(Store store) {
        this.store = store;
    }

    /** Nobody is in emergency mode here, so nobody has to be told. */
    @Override
    public CompletionStage<List<Ref<Host>>> recoverSlaves(Call call) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Void> designateNewMaster(Call call, Ref<Host> host) {
        transact(transaction -> {
            Row<Host> row = require(transaction, host);
            if (!leads(transaction.view().table(Pool.CLASS).rows().iterator().next(), host)) {
                transaction.set(
                        AuthorityRecord.CLASS, AuthorityRecord.ONLY, AuthorityRecord.SUCCESSOR, row.get(Host.UUID));
            }
        });
        try {
            await(host);
            return Members.done();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CallFailure.OperationNotAllowed("The daemon stops.");
        }
    }

    private static boolean leads(Row<Pool> pool, Ref<Host> host) {
        return pool.get(Pool.MASTER).equals(host);
    }

    private static Row<Host> require(Transaction transaction, Ref<Host> host) {
        Row<Host> row = transaction
                .find(Host.CLASS, host)
                .orElseThrow(() -> new CallFailure.HandleInvalid("host", host.value()));
        Row<Pool> pool = transaction.table(Pool.CLASS).rows().iterator().next();
        if (pool.get(Pool.HA_ENABLED)) {
            throw new HaFailure.IsEnabled();
        }
        Row<HostMetrics> metrics = transaction.get(HostMetrics.CLASS, row.get(Host.METRICS));
        if (metrics == null || !metrics.get(HostMetrics.LIVE)) {
            throw new HostFailure.Offline(host);
        }
        boolean votes = transaction.table(MemberRecord.CLASS).stream()
                .anyMatch(member -> member.get(MemberRecord.HOST).equals(host) && member.get(MemberRecord.VOTES));
        if (!votes && !leads(pool, host)) {
            throw new CallFailure.OperationNotAllowed(
                    "The host has no vote, so it cannot lead; the pool chooses up to seven that have.");
        }
        return row;
    }

    private void await(Ref<Host> host) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!leads(store.snapshot().table(Pool.CLASS).rows().iterator().next(), host)) {
            if (System.nanoTime() > until) {
                transact(transaction ->
                        transaction.set(AuthorityRecord.CLASS, AuthorityRecord.ONLY, AuthorityRecord.SUCCESSOR, ""));
                throw new CallFailure.OperationNotAllowed("The host does not take over.");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void transact(Consumer<Transaction> body) {
        Members.transact(store, body);
    }
}
