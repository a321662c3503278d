package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whole state after the entry at one index. Immutable, so reading it never waits. */
public final class Snapshot implements Lookup {
    private final Schema schema;
    private final long index;
    private final Map<ClassDef<?>, Table<?>> tables;

    private Snapshot(Schema schema, long index, Map<ClassDef<?>, Table<?>> tables) {
        this.schema = schema;
        this.index = index;
        this.tables = tables;
    }

    /** The state before the first entry. */
    public static Snapshot empty(Schema schema) {
        var tables = new HashMap<ClassDef<?>, Table<?>>();
        schema.stored().forEach(definition -> tables.put(definition, Table.empty(definition)));
        return new Snapshot(schema, 0, tables);
    }

    public Schema schema() {
        return schema;
    }

    /** The index of the last entry in it: the generation of event tokens. */
    public long index() {
        return index;
    }

    @SuppressWarnings("unchecked") // empty() and with() put each table under its own class
    public <C> Table<C> table(ClassDef<C> definition) {
        Table<?> table = tables.get(definition);
        if (table == null) {
            throw new IllegalArgumentException(definition + " has no table");
        }
        return (Table<C>) table;
    }

    public Collection<Table<?>> tables() {
        return tables.values();
    }

    @Override
    public <C> @Nullable Row<C> get(ClassDef<C> definition, Ref<C> ref) {
        return table(definition).get(ref);
    }

    public <C> Optional<Row<C>> find(ClassDef<C> definition, Ref<C> ref) {
        return table(definition).find(ref);
    }

    Snapshot with(long laterIndex, Map<ClassDef<?>, Table<?>> changed) {
        if (changed.isEmpty()) {
            return new Snapshot(schema, laterIndex, tables);
        }
        var merged = new HashMap<ClassDef<?>, Table<?>>(tables);
        merged.putAll(changed);
        return new Snapshot(schema, laterIndex, merged);
    }
}
