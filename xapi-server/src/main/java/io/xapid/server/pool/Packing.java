package io.xapid.server.pool;

import io.xapid.model.access.RbacRole;
import io.xapid.model.access.Session;
import io.xapid.model.access.Subject;
import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sm;
import io.xapid.model.store.Luggage;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Table;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.Account;
import io.xapid.server.job.JobRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a host takes with it into a pool: itself, its storage, its networks and its VMs, with their references and uuids. What
 * a pool has once, the pool's stays.
 */
final class Packing {
    private static final Set<ClassDef<?>> LEFT = Set.of(
            Pool.CLASS,
            RbacRole.CLASS,
            Subject.CLASS,
            Session.CLASS,
            Task.CLASS,
            Sm.CLASS,
            Account.CLASS,
            JobRecord.CLASS,
            MemberRecord.CLASS,
            AuthorityRecord.CLASS,
            JoinRecord.CLASS);

    private Packing() {}

    /** Packs what is to go, with the session and the task of who sends it: so he sees how it ended. */
    static Luggage pack(Snapshot state, Call call, Instant now) {
        List<Row<?>> rows = new ArrayList<>();
        for (Table<?> table : state.tables()) {
            if (!LEFT.contains(table.definition())) {
                table.rows().stream().filter(row -> !isOfEveryPool(row)).forEach(rows::add);
            }
        }
        Ref<Session> session = call.session().as();
        Ref<Task> task = call.task().as();
        state.find(Session.CLASS, session).ifPresent(rows::add);
        state.find(Task.CLASS, task).ifPresent(rows::add);
        return Luggage.of(rows)
                .setting(
                        task,
                        Map.of(
                                Task.STATUS,
                                TaskStatus.SUCCESS,
                                Task.PROGRESS,
                                1.0,
                                Task.FINISHED,
                                now,
                                Task.ALLOWED_OPERATIONS,
                                List.of()));
    }

    private static boolean isOfEveryPool(Row<?> row) {
        return row.definition().equals(Vm.CLASS) && vm(row).get(Vm.IS_DEFAULT_TEMPLATE);
    }

    @SuppressWarnings("unchecked") // the class is compared
    private static Row<Vm> vm(Row<?> row) {
        return (Row<Vm>) row;
    }

    /** Unpacks it in the pool: networks of the same bridge become one. What was unpacked. */
    static Luggage unpack(Luggage luggage, Transaction transaction) {
        Map<String, Ref<Network>> known = new HashMap<>();
        transaction.table(Network.CLASS).rows().forEach(row -> known.put(row.get(Network.BRIDGE), row.ref()));
        Map<Ref<?>, Ref<?>> same = new HashMap<>();
        for (Row<Network> network : luggage.of(Network.CLASS)) {
            Ref<Network> there = known.get(network.get(Network.BRIDGE));
            if (there != null) {
                same.put(network.ref(), there);
            }
        }
        Luggage rest = luggage.without(same.keySet()).withInsteadOf(same);
        rest.unpack(transaction);
        return rest;
    }

    /** Takes away again what was unpacked, as far as it is there. */
    static void remove(List<String> names, Transaction transaction, Snapshot state) {
        for (String name : names) {
            int space = name.indexOf(' ');
            state.schema()
                    .stored(name.substring(0, space))
                    .ifPresent(definition -> delete(transaction, definition, name.substring(space + 1)));
        }
    }

    private static <C> void delete(Transaction transaction, ClassDef<C> definition, String ref) {
        transaction.delete(definition, Ref.of(ref));
    }
}
