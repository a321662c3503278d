package io.xapid.server.wire.codec;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.server.api.DerivedValues;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row's record in its wire forms, kept with the row.
 *
 * <p>It holds for a state in which the computed fields have the values they were written with. That is known at once
 * when the state is the one last asked about, or when the rows they were computed from are all the same; else the
 * fields are computed again and compared, which is far cheaper than writing the record.
 */
final class Rendering {
    private final Row<?> row;
    private final List<Object> computed;
    private volatile Basis basis;
    private volatile @Nullable Form xml;
    private volatile @Nullable Form json;

    // the cache's own notes, guarded by the cache
    long accounted;
    int uses;
    int challenges;
    boolean resident;

    Rendering(Row<?> row, List<Object> computed, Basis basis) {
        this.row = row;
        this.computed = computed;
        this.basis = basis;
    }

    /** The computed fields' values, in the order of the fields. */
    List<Object> computed() {
        return computed;
    }

    Row<?> row() {
        return row;
    }

    @Nullable
    Form in(RenderedForm form) {
        return form == RenderedForm.XML ? xml : json;
    }

    void keep(RenderedForm form, Form bytes) {
        if (form == RenderedForm.XML) {
            xml = bytes;
        } else {
            json = bytes;
        }
    }

    boolean holdsIn(Snapshot state, RecordLayout layout, DerivedValues derived) {
        Basis known = basis;
        if (computed.isEmpty() || known.index == state.index()) {
            return true;
        }
        if (known.rowsAreIn(state)) {
            basis = new Basis(state.index(), known.rows);
            return true;
        }
        var view = new DerivedValues.View(state);
        if (!layout.compute(row, derived, view).equals(computed)) {
            return false;
        }
        basis = Basis.of(state, view);
        return true;
    }

    /**
     * What the computed fields rest on.
     *
     * @param index of the state they were last found right in
     * @param rows what they were computed from, or null when that cannot be said
     */
    record Basis(long index, @Nullable Set<Row<?>> rows) {
        static Basis of(Snapshot state, DerivedValues.View view) {
            return new Basis(state.index(), view.dependencies().orElse(null));
        }

        private boolean rowsAreIn(Snapshot state) {
            if (rows == null) {
                return false;
            }
            for (Row<?> dependency : rows) {
                if (!isIn(state, dependency)) {
                    return false;
                }
            }
            return true;
        }

        @SuppressWarnings("ReferenceEquality") // a row that changed is another row
        private static <C> boolean isIn(Snapshot state, Row<C> row) {
            ClassDef<C> definition = row.definition();
            return state.get(definition, row.ref()) == row;
        }
    }

    /** The bytes of one form: a member of a map, named after the row's reference, with the record in it. */
    static final class Form {
        private final byte[] member;
        private final int from;
        private final int to;

        /**
         * @param from where the record begins
         * @param to where it ends
         */
        Form(byte[] member, int from, int to) {
            this.member = member;
            this.from = from;
            this.to = to;
        }

        int size() {
            return member.length;
        }

        void shareMember(ChunkBuffer out) {
            out.share(member, 0, member.length);
        }

        /** Writes the member where nobody keeps it. */
        void ownMember(ChunkBuffer out, Supplier<Form> again) {
            out.own(member, () -> again.get().member);
        }

        void shareRecord(ChunkBuffer out) {
            out.share(member, from, to - from);
        }
    }
}
