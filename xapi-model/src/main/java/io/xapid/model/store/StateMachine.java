package io.xapid.model.store;

import io.xapid.model.meta.Ref;

/** Turns the log's entries into states, the same way on every host. */
public final class StateMachine {
    private StateMachine() {}

    /**
     * The state after {@code entry}. An entry that relied on a row which has changed since has no effect and is
     * {@linkplain Applied#isAccepted() not accepted}; the index moves on all the same.
     */
    public static Applied apply(Snapshot before, long index, Entry entry) {
        for (Entry.Reliance reliance : entry.reliedOn()) {
            if (versionOf(before, reliance) != reliance.modifiedAt()) {
                var unchanged = new StateBuilder(before, index);
                return new Applied(unchanged.state(), unchanged.changes(), false);
            }
        }
        var builder = new StateBuilder(before, index);
        entry.changes().forEach(builder::apply);
        return new Applied(builder.state(), builder.changes(), true);
    }

    private static long versionOf(Snapshot state, Entry.Reliance reliance) {
        Row<?> row = rowOf(state.table(reliance.definition()), reliance.ref());
        return row == null ? 0 : row.modifiedAt();
    }

    private static <C> @org.jspecify.annotations.Nullable Row<C> rowOf(Table<C> table, Ref<?> ref) {
        return table.get(ref.as());
    }

    /** What came of an entry. */
    public record Applied(Snapshot state, ChangeSet changes, boolean isAccepted) {}
}
