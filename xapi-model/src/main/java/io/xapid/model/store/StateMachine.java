package io.xapid.model.store;

import io.xapid.model.meta.Ref;
import org.jspecify.annotations.Nullable;

/** Turns the log's entries into states, the same way on every host. */
public final class StateMachine {
    private StateMachine() {}

    /**
     * The state after {@code entry}. An entry that relied on a row which has changed since has no effect and is
     * {@linkplain Applied#isAccepted() not accepted}; the index moves on all the same. One that read the very state
     * before it is accepted without a look: an older release, which passes over fields that it does not know, may count
     * versions in another way than the one which wrote the entry.
     */
    public static Applied apply(Snapshot before, long index, Entry entry) {
        if (entry.basedOn() != before.index() && !holds(before, entry)) {
            var unchanged = new StateBuilder(before, index);
            return new Applied(unchanged.state(), unchanged.changes(), false);
        }
        var builder = new StateBuilder(before, index);
        entry.changes().forEach(builder::apply);
        return new Applied(builder.state(), builder.changes(), true);
    }

    private static boolean holds(Snapshot before, Entry entry) {
        return entry.reliedOn().stream().allMatch(reliance -> versionOf(before, reliance) == reliance.modifiedAt());
    }

    private static long versionOf(Snapshot state, Entry.Reliance reliance) {
        if (reliance.isAboutAll()) {
            return state.table(reliance.definition()).modifiedAt();
        }
        Row<?> row = rowOf(state.table(reliance.definition()), reliance.ref());
        return row == null ? 0 : row.modifiedAt();
    }

    private static <C> @Nullable Row<C> rowOf(Table<C> table, Ref<?> ref) {
        return table.get(ref.as());
    }

    /** What came of an entry. */
    public record Applied(Snapshot state, ChangeSet changes, boolean isAccepted) {}
}
