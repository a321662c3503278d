package io.xapid.server.api;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Field;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;

/**
 * Writes a field whose writing is more than storing the value. It runs in the transaction of the message, be that
 * {@code set_}, {@code add_to_} or {@code remove_from_}; what has to happen in the world follows from the change feed.
 */
public interface Setter<C, T> {
    Field<C, T> field();

    /**
     * Checks and writes, and throws the documented failure if it must not be. May be run again, so it touches nothing but
     * the transaction.
     *
     * @param value differs from what the row holds
     */
    void set(Transaction transaction, Call call, Row<C> row, T value);
}
