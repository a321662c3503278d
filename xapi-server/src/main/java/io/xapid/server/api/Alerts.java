package io.xapid.server.api;

import io.xapid.model.event.MessageSubject;
import io.xapid.model.event.PoolMessage;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Table;
import io.xapid.model.store.Transaction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/** Alerts, which the API calls messages: notes about objects, kept until someone deletes them or newer ones push them out. */
public final class Alerts {
    private static final int MOST_KEPT = 10_000;
    private static final int DROPPED_AT_ONCE = 100; // so that a full table is searched once in a while only

    private Alerts() {}

    /**
     * Raises an alert in a transaction that somebody else makes.
     *
     * @param priority used unless the name is one that has its own
     */
    public static Ref<PoolMessage> raise(
            Transaction transaction, String name, long priority, MessageSubject kind, String objectUuid, String body) {
        dropOldest(transaction);
        var values = new HashMap<Field<PoolMessage, ?>, Object>();
        values.put(PoolMessage.NAME, name);
        values.put(PoolMessage.PRIORITY, AlertPriorities.of(name, priority));
        values.put(PoolMessage.CLS, kind);
        values.put(PoolMessage.OBJ_UUID, objectUuid);
        values.put(PoolMessage.TIMESTAMP, transaction.now());
        values.put(PoolMessage.BODY, body);
        return transaction.insert(PoolMessage.CLASS, values);
    }

    private static void dropOldest(Transaction transaction) {
        Table<PoolMessage> table = transaction.table(PoolMessage.CLASS);
        if (table.size() >= MOST_KEPT) {
            List<Ref<PoolMessage>> oldest = table.stream()
                    .sorted(Comparator.comparingLong(Row::createdAt))
                    .limit(table.size() - MOST_KEPT + DROPPED_AT_ONCE)
                    .map(Row::ref)
                    .toList();
            oldest.forEach(ref -> transaction.delete(PoolMessage.CLASS, ref));
        }
    }
}
