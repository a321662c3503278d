package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the next state from one by changes, and keeps the mirrors of references true. One thread, one use. */
final class StateBuilder {
    private final Snapshot base;
    private final long index;
    private final Map<ClassDef<?>, Table<?>> changed = new HashMap<>();
    private final Map<String, Row<?>> touched = new LinkedHashMap<>(); // by reference, in order of the first change

    StateBuilder(Snapshot base, long index) {
        this.base = base;
        this.index = index;
    }

    void apply(Change change) {
        applyTo(change.definition(), change);
    }

    Snapshot state() {
        return base.with(index, changed);
    }

    ChangeSet changes() {
        var rows = new ArrayList<ChangeSet.RowChange>(touched.size());
        touched.values().forEach(row -> addChange(row, rows));
        return new ChangeSet(index, rows);
    }

    @SuppressWarnings("unchecked") // put() stores each table under its own class
    <C> Table<C> table(ClassDef<C> definition) {
        Table<?> table = changed.get(definition);
        return table == null ? base.table(definition) : (Table<C>) table;
    }

    private <C> void applyTo(ClassDef<C> definition, Change change) {
        Row<C> row = table(definition).get(change.ref().as());
        if (change instanceof Change.Insert insert) {
            if (row == null) {
                insert(Row.create(definition, insert.ref().as(), insert.values(), index));
            }
        } else if (row != null) {
            if (change instanceof Change.Assign assign) {
                assign(row, assign.field(), assign.value());
            } else if (change instanceof Change.Delete) {
                delete(row);
            } else {
                put(row.touched(index));
            }
        }
    }

    private <C> void insert(Row<C> row) {
        put(row);
        for (Field<?, ?> reference : base.schema().mirrored(row.definition())) {
            targets(row, reference).forEach(target -> link(reference, row.ref(), target));
        }
    }

    private <C> void assign(Row<C> row, Field<?, ?> field, Object value) {
        List<Ref<?>> before = targets(row, field);
        if (value(row, field).equals(value)) {
            return;
        }
        Row<C> after = row.with(field, value, index);
        put(after);
        if (base.schema().mirrorOf(field).isPresent()) {
            List<Ref<?>> now = targets(after, field);
            before.stream().filter(target -> !now.contains(target)).forEach(t -> unlink(field, row.ref(), t));
            now.stream().filter(target -> !before.contains(target)).forEach(t -> link(field, row.ref(), t));
        }
    }

    private <C> void delete(Row<C> row) {
        ClassDef<C> definition = row.definition();
        remember(row);
        changed.put(definition, table(definition).remove(row, index));
        for (Field<?, ?> reference : base.schema().mirrored(definition)) {
            targets(row, reference).forEach(target -> unlink(reference, row.ref(), target));
        }
        for (Field<C, ?> set : definition.fields()) {
            set.derivedFrom().ifPresent(peer -> forget(peer, row, set));
        }
    }

    /** Clears the references to a row that goes: none may point at nothing unless its field says so. */
    private <C> void forget(Field.Peer peer, Row<C> gone, Field<C, ?> set) {
        ClassDef<?> source = base.schema().stored(peer.className()).orElseThrow();
        Field<?, ?> reference = source.field(peer.fieldName()).orElseThrow();
        if (reference.mayDangle()) {
            return;
        }
        for (Ref<?> referrer : references(value(gone, set))) {
            clear(source, referrer, reference, gone.ref());
        }
    }

    private <D> void clear(ClassDef<D> source, Ref<?> referrer, Field<?, ?> reference, Ref<?> gone) {
        Row<D> row = table(source).get(referrer.as());
        if (row != null) {
            Object without = value(row, reference) instanceof List<?> list
                    ? list.stream().filter(ref -> !ref.equals(gone)).toList()
                    : Ref.none();
            put(row.with(reference, without, index));
        }
    }

    private void link(Field<?, ?> reference, Ref<?> from, Ref<?> to) {
        base.schema().mirrorOf(reference).ifPresent(mirror -> mirror(mirror.target(), mirror.set(), from, to, true));
    }

    private void unlink(Field<?, ?> reference, Ref<?> from, Ref<?> to) {
        base.schema().mirrorOf(reference).ifPresent(mirror -> mirror(mirror.target(), mirror.set(), from, to, false));
    }

    private <D> void mirror(ClassDef<D> target, Field<?, ?> set, Ref<?> from, Ref<?> to, boolean present) {
        Row<D> row = table(target).get(to.as());
        if (row == null) {
            return;
        }
        List<Ref<?>> now = new ArrayList<>(references(value(row, set)));
        now.remove(from);
        if (present) {
            now.add(from);
        }
        put(row.with(set, List.copyOf(now), index));
    }

    private <C> void put(Row<C> row) {
        Table<C> table = table(row.definition());
        if (!touched.containsKey(row.ref().value())) {
            Row<C> before = table.get(row.ref());
            touched.put(row.ref().value(), before == null ? row : before);
        }
        changed.put(row.definition(), table.put(row));
    }

    private void remember(Row<?> row) {
        touched.putIfAbsent(row.ref().value(), row);
    }

    private <C> void addChange(Row<C> first, List<ChangeSet.RowChange> rows) {
        @Nullable Row<C> before = base.table(first.definition()).get(first.ref());
        @Nullable Row<C> after = table(first.definition()).get(first.ref());
        if (before != after) {
            rows.add(new ChangeSet.RowChange(before, after));
        }
    }

    @SuppressWarnings("unchecked") // the caller took the field from the row's own class
    private static <C> Object value(Row<C> row, Field<?, ?> field) {
        return row.get((Field<C, Object>) field);
    }

    private static List<Ref<?>> targets(Row<?> row, Field<?, ?> field) {
        return Schema.isReferences(field.type()) ? references(value(row, field)) : List.of();
    }

    private static List<Ref<?>> references(Object value) {
        var references = new ArrayList<Ref<?>>();
        if (value instanceof Ref<?> ref) {
            if (!ref.isNull()) {
                references.add(ref);
            }
        } else {
            ((List<?>) value).forEach(ref -> references.add((Ref<?>) ref));
        }
        return references;
    }
}
