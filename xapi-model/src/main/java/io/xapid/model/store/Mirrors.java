package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills sets that mirror references, where the release that wrote a state did not have them. */
final class Mirrors {
    private Mirrors() {}

    static Snapshot filled(Snapshot state, List<Field<?, ?>> sets) {
        var changed = new HashMap<ClassDef<?>, Table<?>>();
        for (Table<?> table : state.tables()) {
            List<? extends Field<?, ?>> here =
                    table.definition().fields().stream().filter(sets::contains).toList();
            if (!here.isEmpty()) {
                changed.put(table.definition(), filled(table, here, state));
            }
        }
        return state.with(state.index(), changed);
    }

    private static <C> Table<C> filled(Table<C> table, List<? extends Field<?, ?>> sets, Snapshot state) {
        Table<C> result = table;
        for (Field<?, ?> set : sets) {
            Map<Ref<?>, List<Ref<?>>> referrers = referrers(set.derivedFrom().orElseThrow(), state);
            for (Row<C> row : table.rows()) {
                List<Ref<?>> found = referrers.get(row.ref());
                Row<C> now = result.get(row.ref());
                if (found != null && now != null) {
                    result = result.put(now.with(set, List.copyOf(found), row.modifiedAt()));
                }
            }
        }
        return result;
    }

    /** Who refers to whom, the oldest first. */
    private static Map<Ref<?>, List<Ref<?>>> referrers(Field.Peer peer, Snapshot state) {
        ClassDef<?> source = state.schema().stored(peer.className()).orElseThrow();
        Field<?, ?> reference = source.field(peer.fieldName()).orElseThrow();
        var found = new HashMap<Ref<?>, List<Ref<?>>>();
        state.table(source).stream()
                .sorted(Comparator.comparingLong(Row::createdAt))
                .forEach(row -> StateBuilder.targets(row, reference)
                        .forEach(target -> found.computeIfAbsent(target, any -> new ArrayList<>())
                                .add(row.ref())));
        return found;
    }
}
