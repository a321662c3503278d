package io.xapid.server.job;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Transaction;
import java.util.HashMap;
import java.util.Map;

/**
 * An operation that shows in an object's {@code current_operations} while a job runs.
 *
 * @param operation a constant of the enumeration that the object's {@code current_operations} maps to
 */
public record Mark(ClassDef<?> definition, Ref<?> object, WireEnum operation) {

    /** Enters the operation under the task's reference. */
    void enter(Transaction transaction, Ref<?> task) {
        enterTyped(definition, transaction, task);
    }

    /** Removes what {@link #enter} entered; nothing happens when the object is gone. */
    void leave(Transaction transaction, Ref<?> task) {
        leave(transaction, definition, object, task);
    }

    String encoded() {
        return definition.name() + " " + object.value() + " " + operation.wireName();
    }

    static Mark decode(String encoded, Schema schema) {
        String[] parts = encoded.split(" ", 3);
        ClassDef<?> definition =
                schema.stored(parts[0]).orElseThrow(() -> new IllegalArgumentException("no class for mark " + encoded));
        WireEnum operation = (WireEnum) operations(definition)
                .find(parts[2])
                .orElseThrow(() -> new IllegalArgumentException("no operation for mark " + encoded));
        return new Mark(definition, Ref.of(parts[1]), operation);
    }

    private <C> void enterTyped(ClassDef<C> typed, Transaction transaction, Ref<?> task) {
        Row<C> row = transaction.get(typed, object.as());
        if (row != null) {
            Field<C, Map<String, WireEnum>> field = currentOperations(typed);
            var operations = new HashMap<>(row.get(field));
            operations.put(task.value(), operation);
            transaction.set(typed, row.ref(), field, operations);
        }
    }

    /** Removes whatever has been entered for a task on an object; nothing happens when the object is gone. */
    public static <C> void leave(Transaction transaction, ClassDef<C> definition, Ref<?> object, Ref<?> task) {
        Row<C> row = transaction.get(definition, object.as());
        if (row != null) {
            Field<C, Map<String, WireEnum>> field = currentOperations(definition);
            var operations = new HashMap<>(row.get(field));
            if (operations.remove(task.value()) != null) {
                transaction.set(definition, row.ref(), field, operations);
            }
        }
    }

    private static XenType.EnumOf<?> operations(ClassDef<?> definition) {
        XenType<?> type = currentOperations(definition).type();
        return (XenType.EnumOf<?>) ((XenType.MapOf<?, ?>) type).value();
    }

    @SuppressWarnings("unchecked") // the field of this name maps strings to an enumeration in every class that has it
    private static <C> Field<C, Map<String, WireEnum>> currentOperations(ClassDef<C> definition) {
        return (Field<C, Map<String, WireEnum>>) definition
                .field("current_operations")
                .orElseThrow(() -> new IllegalArgumentException(definition + " has no current_operations"));
    }
}
