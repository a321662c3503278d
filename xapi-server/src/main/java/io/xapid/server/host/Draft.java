package io.xapid.server.host;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for one object, each of its field's type, on their way into the store. */
final class Draft<C> {
    private final ClassDef<C> definition;
    private final Map<Field<C, ?>, Object> values = new LinkedHashMap<>();

    Draft(ClassDef<C> definition) {
        this.definition = definition;
    }

    <T> Draft<C> with(Field<C, T> field, T value) {
        values.put(field, value);
        return this;
    }

    Draft<C> with(Draft<C> other) {
        values.putAll(other.values);
        return this;
    }

    /** Makes the object. */
    Ref<C> insert(Transaction transaction) {
        return transaction.insert(definition, values);
    }

    /** Writes those values that the object does not have already. */
    void update(Transaction transaction, Ref<C> ref) {
        Row<C> row = transaction.get(definition, ref);
        if (row != null) {
            values.forEach((field, value) -> assign(transaction, row, field, value));
        }
    }

    /** Whether writing it would change anything; false when there is no such object. */
    boolean differsFrom(@Nullable Row<C> row) {
        return row != null
                && values.entrySet().stream()
                        .anyMatch(entry -> !row.get(entry.getKey()).equals(entry.getValue()));
    }

    @SuppressWarnings("unchecked") // with() is the only way in, and it ties value to field
    private <T> void assign(Transaction transaction, Row<C> row, Field<C, T> field, Object value) {
        if (!row.get(field).equals(value)) {
            transaction.set(definition, row.ref(), field, (T) value);
        }
    }
}
