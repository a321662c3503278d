package io.xapid.server.api;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields that are computed when they are read and never stored, such as {@code allowed_operations}.
 *
 * <p>A computation reads the state through a {@link View}, which remembers what it looked at, so that a rendering of the
 * row can be kept until one of those rows changes.
 */
public final class DerivedValues {
    /** Computes one field of one row. Must not depend on anything but what it reads from the view. */
    @FunctionalInterface
    public interface Rule<C, T> {
        T valueOf(Row<C> row, View view);
    }

    private final Map<Field<?, ?>, Rule<?, ?>> rules;

    private DerivedValues(Map<Field<?, ?>, Rule<?, ?>> rules) {
        this.rules = rules;
    }

    public static DerivedValues none() {
        return new Builder().build();
    }

    public boolean computes(Field<?, ?> field) {
        return rules.containsKey(field);
    }

    /** The field's value, computed if there is a rule for it, else as stored. */
    @SuppressWarnings("unchecked") // Builder.add ties the rule to the field's class and type
    public <C, T> T valueOf(Row<C> row, Field<C, T> field, View view) {
        Rule<?, ?> rule = rules.get(field);
        return rule == null ? row.get(field) : ((Rule<C, T>) rule).valueOf(row, view);
    }

    /** Gathers rules while the daemon is wired. */
    public static final class Builder {
        private final Map<Field<?, ?>, Rule<?, ?>> rules = new HashMap<>();

        public <C, T> Builder add(Field<C, T> field, Rule<C, T> rule) {
            if (rules.put(field, rule) != null) {
                throw new IllegalArgumentException(field + " has two rules");
            }
            return this;
        }

        public DerivedValues build() {
            return new DerivedValues(new HashMap<>(rules));
        }
    }

    /** One state, and the rows that were looked at in it. Used by one thread. */
    public static final class View implements Lookup {
        private final Snapshot state;
        private final Map<Row<?>, Boolean> seen = new HashMap<>();
        private boolean looselyBound;

        public View(Snapshot state) {
            this.state = state;
        }

        @Override
        public <C> @Nullable Row<C> get(ClassDef<C> definition, Ref<C> ref) {
            Row<C> row = state.get(definition, ref);
            if (row == null) {
                looselyBound = looselyBound || !ref.isNull(); // absence cannot be remembered as a row
            } else {
                seen.put(row, true);
            }
            return row;
        }

        public <C> Row<C> require(ClassDef<C> definition, Ref<C> ref) {
            return Objects.requireNonNull(get(definition, ref));
        }

        /** The whole state, for a rule that looks at more than single rows; its result is then not kept. */
        public Snapshot whole() {
            looselyBound = true;
            return state;
        }

        /** The rows that the computations depended on, or none when that cannot be said. */
        public Optional<Set<Row<?>>> dependencies() {
            return looselyBound ? Optional.empty() : Optional.of(Set.copyOf(seen.keySet()));
        }
    }
}
