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
    private final Reader reader;

    private Snapshot(Schema schema, long index, Map<ClassDef<?>, Table<?>> tables, Reader reader) {
        this.schema = schema;
        this.index = index;
        this.tables = tables;
        this.reader = reader;
    }

    /** Who wants to know what is read. */
    interface Reader {
        Reader NOBODY = new Reader() {
            @Override
            public <C> void reads(ClassDef<C> definition) {}

            @Override
            public <C> void reads(ClassDef<C> definition, Ref<C> ref) {}
        };

        <C> void reads(ClassDef<C> definition);

        <C> void reads(ClassDef<C> definition, Ref<C> ref);
    }

    /** The same state, telling what is read of it. */
    Snapshot readBy(Reader another) {
        return new Snapshot(schema, index, tables, another);
    }

    /** The state before the first entry. */
    public static Snapshot empty(Schema schema) {
        var tables = new HashMap<ClassDef<?>, Table<?>>();
        schema.stored().forEach(definition -> tables.put(definition, Table.empty(definition)));
        return new Snapshot(schema, 0, tables, Reader.NOBODY);
    }

    public Schema schema() {
        return schema;
    }

    /** The index of the last entry in it: the generation of event tokens. */
    public long index() {
        return index;
    }

    public <C> Table<C> table(ClassDef<C> definition) {
        reader.reads(definition);
        return tableOf(definition);
    }

    @SuppressWarnings("unchecked") // empty() and with() put each table under its own class
    private <C> Table<C> tableOf(ClassDef<C> definition) {
        Table<?> table = tables.get(definition);
        if (table == null) {
            throw new IllegalArgumentException(definition + " has no table");
        }
        return (Table<C>) table;
    }

    public Collection<Table<?>> tables() {
        tables.keySet().forEach(reader::reads);
        return tables.values();
    }

    @Override
    public <C> @Nullable Row<C> get(ClassDef<C> definition, Ref<C> ref) {
        reader.reads(definition, ref);
        return tableOf(definition).get(ref);
    }

    public <C> Optional<Row<C>> find(ClassDef<C> definition, Ref<C> ref) {
        return Optional.ofNullable(get(definition, ref));
    }

    Snapshot with(long laterIndex, Map<ClassDef<?>, Table<?>> changed) {
        if (changed.isEmpty()) {
            return new Snapshot(schema, laterIndex, tables, reader);
        }
        var merged = new HashMap<ClassDef<?>, Table<?>>(tables);
        merged.putAll(changed);
        return new Snapshot(schema, laterIndex, merged, reader);
    }
}
