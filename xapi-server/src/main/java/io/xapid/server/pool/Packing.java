package io.xapid.server.pool;

import io.xapid.model.access.RbacRole;
import io.xapid.model.access.Session;
import io.xapid.model.access.Subject;
import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
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
import java.util.stream.Collectors;

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

    private static final Set<ClassDef<?>> BROUGHT = Set.of(Session.CLASS, Task.CLASS);

    private Packing() {}

    /** Packs what is to go, with the session and the task of who sends it: so he sees how it ended. */
    static Luggage pack(Snapshot state, Call call, Instant now) {
        List<Row<?>> rows = new ArrayList<>();
        Set<Ref<Vm>> ofEveryPool = state.table(Vm.CLASS).stream()
                .filter(vm -> vm.get(Vm.IS_DEFAULT_TEMPLATE))
                .map(Row::ref)
                .collect(Collectors.toSet());
        for (Table<?> table : state.tables()) {
            if (!LEFT.contains(table.definition())) {
                table.rows().stream()
                        .filter(row -> !ofEveryPool.contains(row.ref()))
                        .forEach(rows::add);
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

    /** Ends the task well in the state that is left behind, too. */
    static void finish(Transaction transaction, Ref<Task> task) {
        transaction.set(Task.CLASS, task, Task.PROGRESS, 1.0);
        transaction.set(Task.CLASS, task, Task.FINISHED, transaction.now());
        transaction.set(Task.CLASS, task, Task.ALLOWED_OPERATIONS, List.of());
        transaction.set(Task.CLASS, task, Task.STATUS, TaskStatus.SUCCESS);
    }

    /**
     * What of it may come: nothing that is the pool's own, and a session that may do no more than the one that brings it.
     *
     * @throws CallFailure.OperationNotAllowed when there is more in it
     */
    static Luggage permitted(Luggage luggage, Transaction transaction, Ref<Session> by) {
        for (ClassDef<?> definition : luggage.classes()) {
            if (LEFT.contains(definition) && !BROUGHT.contains(definition)) {
                throw new CallFailure.OperationNotAllowed(
                        "The host brings a %s, which is the pool's own.".formatted(definition.name()));
            }
        }
        Row<Session> bringer = transaction.get(Session.CLASS, by);
        Luggage permitted = luggage;
        for (Row<Session> session : luggage.of(Session.CLASS)) {
            permitted = bringer == null
                    ? permitted.without(Set.of(session.ref()))
                    : permitted.setting(
                            session.ref(),
                            Map.of(
                                    Session.IS_LOCAL_SUPERUSER, bringer.get(Session.IS_LOCAL_SUPERUSER),
                                    Session.POOL, bringer.get(Session.POOL),
                                    Session.SUBJECT, bringer.get(Session.SUBJECT),
                                    Session.AUTH_USER_SID, bringer.get(Session.AUTH_USER_SID),
                                    Session.AUTH_USER_NAME, bringer.get(Session.AUTH_USER_NAME),
                                    Session.RBAC_PERMISSIONS, bringer.get(Session.RBAC_PERMISSIONS)));
        }
        return permitted;
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
