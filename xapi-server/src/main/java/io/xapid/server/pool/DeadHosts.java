package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.HostLifecycle;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.Jobs;
import io.xapid.server.vm.LostGuests;
import java.util.concurrent.CompletionStage;

/**
 * What is said of hosts that do not answer. Silence alone proves nothing of a host's guests: they may run on. So somebody who
 * knows has to say that it is off.
 */
public final class DeadHosts implements HostLifecycle {
    private final Store store;
    private final Ref<Host> here;
    private final Jobs jobs;

    DeadHosts(Store store, Ref<Host> here, Jobs jobs) {
        this.store = store;
        this.here = here;
        this.jobs = jobs;
    }

    @Override
    public CompletionStage<Void> declareDead(Call call, Ref<Host> host) {
        return store.transact(transaction -> {
            Row<Host> row = requireSilent(transaction, host);
            transaction.set(HostMetrics.CLASS, row.get(Host.METRICS), HostMetrics.LIVE, false);
            jobs.giveUp(transaction, host, new HostFailure.Offline(host));
            LostGuests.halt(transaction, host);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Host> self) {
        return store.transact(transaction -> {
            Row<Host> row = requireSilent(transaction, self);
            if (!LostGuests.on(transaction, self).isEmpty()) {
                throw new HostFailure.HasResidentVms(self);
            }
            jobs.giveUp(transaction, self, new HostFailure.Offline(self));
            Farewell.to(row, store.snapshot().schema(), transaction);
            return null;
        });
    }

    private Row<Host> requireSilent(Transaction transaction, Ref<Host> host) {
        Row<Host> row = transaction
                .find(Host.CLASS, host)
                .orElseThrow(() -> new CallFailure.HandleInvalid("host", host.value()));
        if (host.equals(here)) {
            throw new HostFailure.CannotDestroySelf(host);
        }
        Row<HostMetrics> metrics = transaction.get(HostMetrics.CLASS, row.get(Host.METRICS));
        if (metrics != null && metrics.get(HostMetrics.LIVE)) {
            throw new HostFailure.IsLive(host);
        }
        return row;
    }
}
