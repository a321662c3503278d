package io.xapid.server.api;

import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Rows as a map from reference to record, without copying them. */
final class RowsByRef<C> extends AbstractMap<Ref<C>, Row<C>> {
    private final Collection<Row<C>> rows;

    RowsByRef(Collection<Row<C>> rows) {
        this.rows = rows;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Set<Map.Entry<Ref<C>, Row<C>>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return rows.size();
            }

            @Override
            public Iterator<Map.Entry<Ref<C>, Row<C>>> iterator() {
                Iterator<Row<C>> each = rows.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return each.hasNext();
                    }

                    @Override
                    public Map.Entry<Ref<C>, Row<C>> next() {
                        Row<C> row = each.next();
                        return Map.entry(row.ref(), row);
                    }
                };
            }
        };
    }
}
