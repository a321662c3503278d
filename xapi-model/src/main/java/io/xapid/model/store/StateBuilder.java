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
    private final Map<Target, Row<?>> touched = new LinkedHashMap<>(); // in order of the first change
    private final Map<Target, List<Link>> awaited = new HashMap<>(); // references to what may come later in this entry

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
        List<Link> early = awaited.remove(Target.of(row));
        if (early != null) {
            early.forEach(link -> connect(link, row.ref()));
        }
        for (Field<?, ?> reference : base.schema().mirrored(row.definition())) {
            Link link = new Link(row.definition(), reference, row.ref());
            targets(row, reference).forEach(target -> link(link, target));
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
            Link link = new Link(row.definition(), field, row.ref());
            before.stream().filter(target -> !now.contains(target)).forEach(target -> unlink(link, target));
            now.stream().filter(target -> !before.contains(target)).forEach(target -> link(link, target));
        }
    }

    private <C> void delete(Row<C> row) {
        ClassDef<C> definition = row.definition();
        remember(row);
        changed.put(definition, table(definition).remove(row, index));
        for (Field<?, ?> reference : base.schema().mirrored(definition)) {
            Link link = new Link(definition, reference, row.ref());
            targets(row, reference).forEach(target -> unlink(link, target));
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

    private void link(Link link, Ref<?> to) {
        base.schema().mirrorOf(link.reference()).ifPresent(mirror -> {
            if (!list(mirror.target(), mirror.set(), link.from(), to, true)) {
                awaited.computeIfAbsent(new Target(mirror.target(), to.value()), any -> new ArrayList<>())
                        .add(link);
            }
        });
    }

    private void unlink(Link link, Ref<?> to) {
        base.schema()
                .mirrorOf(link.reference())
                .ifPresent(mirror -> list(mirror.target(), mirror.set(), link.from(), to, false));
    }

    /** Enters or strikes out {@code from} in the list of {@code owner}; false when there is no such owner. */
    private <D> boolean list(ClassDef<D> definition, Field<?, ?> set, Ref<?> from, Ref<?> owner, boolean present) {
        Row<D> row = rowOf(definition, owner);
        if (row == null) {
            return false;
        }
        List<Ref<?>> now = new ArrayList<>(references(value(row, set)));
        now.remove(from);
        if (present) {
            now.add(from);
        }
        put(row.with(set, List.copyOf(now), index));
        return true;
    }

    /** Lists a reference that was there before its target, if it still points there. */
    private void connect(Link link, Ref<?> target) {
        Row<?> referrer = rowOf(link.source(), link.from());
        if (referrer != null && targets(referrer, link.reference()).contains(target)) {
            link(link, target);
        }
    }

    private <C> @Nullable Row<C> rowOf(ClassDef<C> definition, Ref<?> ref) {
        return table(definition).get(ref.as());
    }

    private <C> void put(Row<C> row) {
        Table<C> table = table(row.definition());
        touched.putIfAbsent(Target.of(row), row);
        changed.put(row.definition(), table.put(row));
    }

    private void remember(Row<?> row) {
        touched.putIfAbsent(Target.of(row), row);
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

    /** The objects that a reference, or a set of them, names; none for a field of another type. */
    static List<Ref<?>> targets(Row<?> row, Field<?, ?> field) {
        return Schema.isReferences(field.type()) ? references(value(row, field)) : List.of();
    }

    private static List<Ref<?>> references(Object value) {
        var references = new ArrayList<Ref<?>>();
        if (value instanceof Ref<?> ref) {
            if (!ref.isNull()) {
                references.add(ref);
            }
        } else {
            ((List<?>) value)
                    .stream()
                            .map(ref -> (Ref<?>) ref)
                            .filter(ref -> !ref.isNull())
                            .forEach(references::add);
        }
        return references;
    }

    /** An object's place in the state. */
    record Target(ClassDef<?> definition, String ref) {
        static Target of(Row<?> row) {
            return new Target(row.definition(), row.ref().value());
        }
    }

    /** An object that refers to others by one of its fields. */
    private record Link(ClassDef<?> source, Field<?, ?> reference, Ref<?> from) {}
}
