package io.xapid.server.api;

import io.xapid.model.access.RbacRole;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Table;

/** Where the objects of a class stand: in the state, but for those that never change. */
final class Tables {
    private final Roles roles;

    Tables(Roles roles) {
        this.roles = roles;
    }

    @SuppressWarnings("unchecked") // the definitions are compared
    <C> Table<C> of(Snapshot state, ClassDef<C> definition) {
        return definition.equals(RbacRole.CLASS) ? (Table<C>) roles.table() : state.table(definition);
    }

    /** @throws CallFailure.HandleInvalid when there is no such object of the class */
    <C> Row<C> require(Snapshot state, ClassDef<C> definition, Ref<C> ref) {
        Row<C> row = of(state, definition).get(ref);
        if (row == null) {
            throw new CallFailure.HandleInvalid(definition.name(), ref.value());
        }
        return row;
    }
}
