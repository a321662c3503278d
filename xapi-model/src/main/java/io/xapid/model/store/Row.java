package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object's values at an index of the log. Immutable.
 *
 * <p>Values stand in an array by field number; a slot that was never set is null and reads as the field's initial value,
 * which all rows share.
 */
public final class Row<C> implements Values<C> {
    private final ClassDef<C> definition;
    private final Ref<C> ref;
    private final @Nullable Object[] slots;
    private final long createdAt;
    private final long modifiedAt;
    private volatile @Nullable Object rendering;

    private Row(ClassDef<C> definition, Ref<C> ref, @Nullable Object[] slots, long createdAt, long modifiedAt) {
        this.definition = definition;
        this.ref = ref;
        this.slots = slots;
        this.createdAt = createdAt;
        this.modifiedAt = modifiedAt;
    }

    /** A value that stands in no table, for classes that are not stored and for tests. */
    public static <C> Row<C> of(ClassDef<C> definition, Map<? extends Field<?, ?>, ?> values) {
        return create(definition, Ref.none(), values, 0);
    }

    static <C> Row<C> create(ClassDef<C> definition, Ref<C> ref, Map<? extends Field<?, ?>, ?> values, long index) {
        return restore(definition, ref, values, index, index);
    }

    static <C> Row<C> restore(
            ClassDef<C> definition, Ref<C> ref, Map<? extends Field<?, ?>, ?> values, long createdAt, long modifiedAt) {
        var slots = new @Nullable Object[definition.fields().size()];
        values.forEach((field, value) -> {
            if (field.number() >= slots.length
                    || !definition.fields().get(field.number()).equals(field)) {
                throw new IllegalArgumentException(field + " is no field of " + definition);
            }
            slots[field.number()] = packed(field, value);
        });
        return new Row<>(definition, ref, slots, createdAt, modifiedAt);
    }

    @Override
    public ClassDef<C> definition() {
        return definition;
    }

    public Ref<C> ref() {
        return ref;
    }

    @Override
    @SuppressWarnings("unchecked") // create() and with() are the only ways in, and they tie value to field
    public <T> T get(Field<C, T> field) {
        Object value = slots[field.number()];
        return value == null ? field.initial() : (T) value;
    }

    /** Whether the field differs from its initial value. */
    public boolean holds(Field<C, ?> field) {
        return slots[field.number()] != null;
    }

    /** The index of the entry that made this object. */
    public long createdAt() {
        return createdAt;
    }

    /** The index of the last entry that changed this object, or an object that refers to it. */
    public long modifiedAt() {
        return modifiedAt;
    }

    /** What the wire layer keeps with this row; of no meaning here, and never part of a row's value. */
    public @Nullable Object rendering() {
        return rendering;
    }

    /** See {@link #rendering()}. */
    public void keepRendering(@Nullable Object bytes) {
        rendering = bytes;
    }

    Row<C> with(Field<?, ?> field, Object value, long index) {
        var changed = slots.clone();
        changed[field.number()] = packed(field, value);
        return new Row<>(definition, ref, changed, createdAt, index);
    }

    Row<C> touched(long index) {
        return new Row<>(definition, ref, slots, createdAt, index);
    }

    private static @Nullable Object packed(Field<?, ?> field, Object value) {
        return value.equals(field.initial()) ? null : value;
    }

    @Override
    public String toString() {
        return definition + " " + ref;
    }
}
