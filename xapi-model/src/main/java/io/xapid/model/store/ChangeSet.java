package io.xapid.model.store;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one entry did to the rows. Delivered as a whole. */
public record ChangeSet(long index, List<RowChange> rows) {
    public ChangeSet {
        rows = List.copyOf(rows);
    }

    /** What happened to one object: {@code before} is null when it is new, {@code after} when it is gone. */
    public record RowChange(
            @Nullable Row<?> before, @Nullable Row<?> after) {
        public RowChange {
            if (before == null && after == null) {
                throw new IllegalArgumentException("nothing became nothing");
            }
        }

        /** The object's latest state: what it is, or was when it went. */
        public Row<?> row() {
            return after != null ? after : Objects.requireNonNull(before);
        }

        public boolean isAddition() {
            return before == null;
        }

        public boolean isDeletion() {
            return after == null;
        }
    }
}
