package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostLifecycle;
import io.xapid.model.host.HostOperation;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.api.NeverBlocks;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Whether guests may start on a host.
 *
 * <pre>
 *   enabled ──disable──▶ disabled until the daemon starts again ──enable or a start──▶ enabled
 *      └──disable, without auto_enable──▶ disabled for good ──enable──▶ enabled
 * </pre>
 */
@NeverBlocks
public final class HostAvailability implements HostLifecycle {
    private final Store store;
    private final HostAdmission admission;

    public HostAvailability(Store store, HostAdmission admission) {
        this.store = store;
        this.admission = admission;
    }

    /** The daemon of this host starts, and with it the host is in service again, if nobody said otherwise. */
    public static void startOf(Transaction transaction, Ref<Host> host) {
        Row<HostRecord> record = transaction.get(HostRecord.CLASS, HostRecord.of(host));
        if (record == null || !record.get(HostRecord.STAYS_DISABLED)) {
            new Draft<>(Host.CLASS).with(Host.ENABLED, true).update(transaction, host);
        }
    }

    @Override
    public CompletionStage<Void> enable(Call call, Ref<Host> host) {
        return set(host, true, false);
    }

    @Override
    public CompletionStage<Void> disable(Call call, Ref<Host> host, boolean autoEnable) {
        return set(host, false, !autoEnable);
    }

    private CompletionStage<Void> set(Ref<Host> host, boolean enabled, boolean stays) {
        return store.transact(transaction -> {
                    Row<Host> row = transaction.get(Host.CLASS, host);
                    if (row == null) {
                        throw new CallFailure.HandleInvalid(Host.CLASS.name(), host.value());
                    }
                    if (enabled) {
                        admission.admit(transaction, row, HostOperation.ENABLE);
                    }
                    new Draft<>(Host.CLASS).with(Host.ENABLED, enabled).update(transaction, host);
                    remember(transaction, HostRecord.of(host), stays);
                    return true;
                })
                .thenCompose(done -> Answers.done());
    }

    private static void remember(Transaction transaction, Ref<HostRecord> record, boolean stays) {
        if (transaction.get(HostRecord.CLASS, record) == null) {
            transaction.insert(HostRecord.CLASS, record, Map.of(HostRecord.STAYS_DISABLED, stays));
        } else {
            transaction.set(HostRecord.CLASS, record, HostRecord.STAYS_DISABLED, stays);
        }
    }
}
