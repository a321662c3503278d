package io.xapid.server.wire.codec;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Values;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.server.api.DerivedValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the records of one class look in one form: everything that does not depend on the object is encoded once. */
final class RecordLayout {
    private static final int AT_LEAST = 1024;

    private final List<Slot> slots;
    private final List<Field<?, ?>> computed;
    private volatile int usualSize = AT_LEAST;

    private RecordLayout(List<Slot> slots) {
        this.slots = List.copyOf(slots);
        this.computed = slots.stream()
                .filter(slot -> slot.isComputed)
                .<Field<?, ?>>map(slot -> slot.field)
                .toList();
    }

    static RecordLayout of(ClassDef<?> definition, WireFormat format, DerivedValues derived, ValueWriter values) {
        var slots = new ArrayList<Slot>();
        for (Field<?, ?> field : definition.fields()) {
            if (!field.isInternal()) {
                boolean isComputed = derived.computes(field);
                slots.add(new Slot(
                        field,
                        format.memberOpening(field.wireName()),
                        isComputed ? null : initialMember(field, format, values),
                        isComputed));
            }
        }
        return new RecordLayout(slots);
    }

    /** About how many bytes a record takes. */
    int usualSize() {
        return usualSize;
    }

    void sawSize(int bytes) {
        usualSize = bytes;
    }

    boolean hasComputedFields() {
        return !computed.isEmpty();
    }

    /** The computed fields' values, in the order of the fields. */
    List<Object> compute(Row<?> row, DerivedValues derived, DerivedValues.View view) {
        if (computed.isEmpty()) {
            return List.of();
        }
        var results = new ArrayList<Object>(computed.size());
        for (Field<?, ?> field : computed) {
            results.add(valueOf(row, field, derived, view));
        }
        return results;
    }

    /** Writes the record of {@code record}, with {@code computedValues} where fields are computed. */
    void write(
            ChunkBuffer out,
            Values<?> record,
            List<Object> computedValues,
            WireFormat format,
            ValueWriter values,
            Snapshot state) {
        format.openStruct(out);
        boolean first = true;
        int nextComputed = 0;
        Row<?> row = record instanceof Row<?> stored ? stored : null;
        for (Slot slot : slots) {
            Object value;
            if (slot.isComputed && !computedValues.isEmpty()) {
                value = computedValues.get(nextComputed++);
            } else if (row != null && slot.initialMember != null && !holds(row, slot.field)) {
                if (!first && slot.initialMember.length > 0) {
                    format.nextMember(out);
                }
                out.put(slot.initialMember);
                first = first && slot.initialMember.length == 0;
                continue;
            } else {
                value = get(record, slot.field);
            }
            if (value instanceof Optional<?> absent && absent.isEmpty()) {
                continue;
            }
            if (!first) {
                format.nextMember(out);
            }
            first = false;
            out.put(slot.opening);
            values.write(out, slot.field.type(), value, state);
            format.closeMember(out);
        }
        format.closeStruct(out);
    }

    private static byte @Nullable [] initialMember(Field<?, ?> field, WireFormat format, ValueWriter values) {
        if (field.type().kind() == XenType.Kind.RECORD) {
            return null;
        }
        if (field.initial() instanceof Optional<?> absent && absent.isEmpty()) {
            return new byte[0];
        }
        var out = new ChunkBuffer();
        format.openMember(out, field.wireName());
        values.writeStateless(out, field.type(), field.initial());
        format.closeMember(out);
        return out.takeBytes();
    }

    @SuppressWarnings("unchecked") // a layout is asked only for records of the class whose fields it has
    private static <C> boolean holds(Row<C> row, Field<?, ?> field) {
        return row.holds((Field<C, ?>) field);
    }

    @SuppressWarnings("unchecked") // as above
    private static <C> Object get(Values<C> record, Field<?, ?> field) {
        return record.get((Field<C, Object>) field);
    }

    @SuppressWarnings("unchecked") // as above
    private static <C> Object valueOf(Row<C> row, Field<?, ?> field, DerivedValues derived, DerivedValues.View view) {
        return derived.valueOf(row, (Field<C, Object>) field, view);
    }

    /** One field. */
    private static final class Slot {
        private final Field<?, ?> field;
        private final byte[] opening; // its name, up to where the value begins
        private final byte @Nullable [] initialMember; // all of it, when the field has its initial value
        private final boolean isComputed;

        Slot(Field<?, ?> field, byte[] opening, byte @Nullable [] initialMember, boolean isComputed) {
            this.field = field;
            this.opening = opening;
            this.initialMember = initialMember;
            this.isComputed = isComputed;
        }
    }
}
