package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** All objects of one class at one index, and the latest that are gone. Immutable. */
public final class Table<C> {
    private static final int REMEMBERED_DELETIONS = 512;

    private final ClassDef<C> definition;
    private final PMap<String, Row<C>> rows;
    private final PMap<String, Ref<C>> byUuid;
    private final List<Deletion> deletions;
    private final long modifiedAt;

    private Table(
            ClassDef<C> definition,
            PMap<String, Row<C>> rows,
            PMap<String, Ref<C>> byUuid,
            List<Deletion> deletions,
            long modifiedAt) {
        this.definition = definition;
        this.rows = rows;
        this.byUuid = byUuid;
        this.deletions = deletions;
        this.modifiedAt = modifiedAt;
    }

    static <C> Table<C> empty(ClassDef<C> definition) {
        return new Table<>(definition, HashTreePMap.empty(), HashTreePMap.empty(), List.of(), 0);
    }

    /** Objects that never change and stand in no state, such as the roles. */
    public static <C> Table<C> fixed(ClassDef<C> definition, Map<Ref<C>, Map<Field<C, ?>, Object>> objects) {
        Table<C> table = empty(definition);
        for (Map.Entry<Ref<C>, Map<Field<C, ?>, Object>> object : objects.entrySet()) {
            table = table.put(Row.create(definition, object.getKey(), object.getValue(), 0));
        }
        return table;
    }

    public ClassDef<C> definition() {
        return definition;
    }

    /** The index of the last entry that changed anything in it; 0 when there was none. */
    long modifiedAt() {
        return modifiedAt;
    }

    public int size() {
        return rows.size();
    }

    public Collection<Row<C>> rows() {
        return rows.values();
    }

    public Stream<Row<C>> stream() {
        return rows.values().stream();
    }

    public @Nullable Row<C> get(Ref<C> ref) {
        return rows.get(ref.value());
    }

    public Optional<Row<C>> find(Ref<C> ref) {
        return Optional.ofNullable(rows.get(ref.value()));
    }

    public Optional<Row<C>> findByUuid(String uuid) {
        return Optional.ofNullable(byUuid.get(uuid)).flatMap(this::find);
    }

    /** Objects that went, oldest first. Only the last few hundred are remembered. */
    public List<Deletion> deletions() {
        return deletions;
    }

    Table<C> put(Row<C> row) {
        Row<C> before = rows.get(row.ref().value());
        return new Table<>(
                definition,
                rows.plus(row.ref().value(), row),
                reindexed(before, row),
                deletions,
                Math.max(modifiedAt, row.modifiedAt()));
    }

    Table<C> remove(Row<C> row, long index) {
        var remembered = Stream.concat(
                        deletions.stream().skip(Math.max(0, deletions.size() + 1 - REMEMBERED_DELETIONS)),
                        Stream.of(new Deletion(row.ref().value(), row.createdAt(), index)))
                .toList();
        return new Table<>(definition, rows.minus(row.ref().value()), reindexed(row, null), remembered, index);
    }

    Table<C> remembering(List<Deletion> older) {
        long last = older.stream().mapToLong(Deletion::deletedAt).max().orElse(0);
        return new Table<>(definition, rows, byUuid, List.copyOf(older), Math.max(modifiedAt, last));
    }

    private PMap<String, Ref<C>> reindexed(@Nullable Row<C> before, @Nullable Row<C> after) {
        String old = before == null ? "" : uuidOf(before);
        String now = after == null ? "" : uuidOf(after);
        if (old.equals(now)) {
            return byUuid;
        }
        PMap<String, Ref<C>> index = byUuid;
        if (before != null && before.ref().equals(index.get(old))) {
            index = index.minus(old);
        }
        return after == null || now.isEmpty() ? index : index.plus(now, after.ref());
    }

    @SuppressWarnings("unchecked") // the field that is called uuid is a string in every class
    private String uuidOf(Row<C> row) {
        return definition
                .field("uuid")
                .map(field -> row.get((Field<C, String>) field))
                .orElse("");
    }

    /** An object that is gone: it lived from {@code createdAt} until {@code deletedAt}. */
    public record Deletion(String ref, long createdAt, long deletedAt) {}
}
