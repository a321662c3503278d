package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Pif;
import io.xapid.model.network.PifMetrics;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Row;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;
import io.xapid.server.job.JobRecord;
import io.xapid.server.storage.LocalRepositories;
import java.util.List;
import java.util.UUID;

/** Takes all that is a host's out of the pool's state. */
final class Farewell {
    private static final String OWNER = "host";

    private Farewell() {}

    static void to(Row<Host> host, Schema schema, Transaction transaction) {
        Ref<Host> ref = host.ref();
        LocalRepositories.forget(transaction, ref);
        transaction.find(Vm.CLASS, host.get(Host.CONTROL_DOMAIN)).ifPresent(domain -> {
            transaction.delete(VmMetrics.CLASS, domain.get(Vm.METRICS));
            transaction.delete(Vm.CLASS, domain.ref());
        });
        for (Row<Pif> nic : List.copyOf(transaction.table(Pif.CLASS).rows())) {
            if (nic.get(Pif.HOST).equals(ref)) {
                transaction.delete(PifMetrics.CLASS, nic.get(Pif.METRICS));
            }
        }
        for (ClassDef<?> definition : schema.stored()) {
            if (!definition.equals(JobRecord.CLASS)) {
                removeOwned(transaction, definition, ref);
            }
        }
        transaction.delete(HostMetrics.CLASS, host.get(Host.METRICS));
        transaction.delete(Host.CLASS, ref);
        transaction.delete(MemberRecord.CLASS, MemberRecord.of(UUID.fromString(host.get(Host.UUID))));
        forgetDefaults(transaction);
    }

    private static <C> void removeOwned(Transaction transaction, ClassDef<C> definition, Ref<Host> host) {
        Field<C, ?> owner = definition.fields().stream()
                .filter(field -> field.wireName().equals(OWNER))
                .findFirst()
                .orElse(null);
        if (owner == null) {
            return;
        }
        for (Row<C> row : List.copyOf(transaction.table(definition).rows())) {
            if (row.get(owner).equals(host)) {
                transaction.delete(definition, row.ref());
            }
        }
    }

    /** What the pool was told to use first may have been that host's. */
    private static void forgetDefaults(Transaction transaction) {
        Row<Pool> pool = transaction.table(Pool.CLASS).rows().iterator().next();
        for (Field<Pool, Ref<Sr>> field : List.of(Pool.DEFAULT_SR, Pool.SUSPEND_IMAGE_SR, Pool.CRASH_DUMP_SR)) {
            if (transaction.get(Sr.CLASS, pool.get(field)) == null) {
                transaction.set(Pool.CLASS, pool.ref(), field, Ref.none());
            }
        }
    }
}
