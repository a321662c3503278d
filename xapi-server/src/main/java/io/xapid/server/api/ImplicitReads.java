package io.xapid.server.api;

import io.xapid.model.access.RbacRole;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import java.util.Collection;
import java.util.function.Predicate;

/** The implicit messages that look and change nothing. All answer from one state, on the caller's thread. */
final class ImplicitReads {
    private final Tables tables;
    private final DerivedValues derived;

    ImplicitReads(Tables tables, DerivedValues derived) {
        this.tables = tables;
        this.derived = derived;
    }

    <C, T> Body getter(ClassDef<C> owner, Field<C, T> field) {
        if (derived.computes(field)) {
            return (call, arguments, state) -> derived.valueOf(
                    tables.require(state, owner, self(arguments)), field, new DerivedValues.View(state));
        }
        return (call, arguments, state) ->
                tables.require(state, owner, self(arguments)).get(field);
    }

    <C> Body getRecord(ClassDef<C> owner) {
        return (call, arguments, state) -> tables.require(state, owner, self(arguments));
    }

    <C> Body getByUuid(ClassDef<C> owner) {
        return (call, arguments, state) -> {
            String uuid = (String) arguments[0];
            return tables.of(state, owner)
                    .findByUuid(uuid)
                    .map(Row::ref)
                    .orElseThrow(() -> new CallFailure.UuidInvalid(owner.name(), uuid));
        };
    }

    <C> Body getByLabel(ClassDef<C> owner) {
        Field<C, ?> label = owner.field("name_label").orElseThrow();
        return (call, arguments, state) -> tables.of(state, owner).stream()
                .filter(row -> row.get(label).equals(arguments[0]))
                .map(Row::ref)
                .toList();
    }

    <C> Body getAll(ClassDef<C> owner) {
        return (call, arguments, state) ->
                tables.of(state, owner).stream().map(Row::ref).toList();
    }

    <C> Body getAllRecords(ClassDef<C> owner) {
        return (call, arguments, state) ->
                new RowsByRef<>(tables.of(state, owner).rows());
    }

    <C> Body getAllWhere(ClassDef<C> owner) {
        return (call, arguments, state) ->
                matching(owner, arguments, state).stream().map(Row::ref).toList();
    }

    <C> Body getAllRecordsWhere(ClassDef<C> owner) {
        return (call, arguments, state) -> new RowsByRef<>(matching(owner, arguments, state));
    }

    private <C> Collection<Row<C>> matching(ClassDef<C> owner, Object[] arguments, Snapshot state) {
        return tables.of(state, owner).stream()
                .filter(filter(owner, (String) arguments[0], state))
                .toList();
    }

    @SuppressWarnings("unchecked") // rows of class role
    private <C> Predicate<Row<C>> filter(ClassDef<C> owner, String expression, Snapshot state) {
        if (owner.equals(RbacRole.CLASS)) {
            return row -> Roles.isComposite((Row<RbacRole>) row); // clients list roles so, whatever they ask for
        }
        var view = new DerivedValues.View(state);
        return Filter.parse(owner, expression, reader(view))::accepts;
    }

    private <C> Filter.Reader<C> reader(DerivedValues.View view) {
        return new Filter.Reader<>() {
            @Override
            public Object read(Row<C> row, Field<C, ?> field) {
                return value(row, field);
            }

            private <T> Object value(Row<C> row, Field<C, T> field) {
                return derived.valueOf(row, field, view);
            }
        };
    }

    @SuppressWarnings("unchecked") // the first argument was decoded as a reference to the owner
    private static <C> Ref<C> self(Object[] arguments) {
        return (Ref<C>) arguments[0];
    }
}
