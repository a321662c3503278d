package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;

/** Looks objects up that a caller has named. */
final class Rows {
    private Rows() {}

    /** @throws CallFailure.HandleInvalid when there is no such object */
    static <C> Row<C> require(Lookup state, ClassDef<C> definition, Ref<C> ref) {
        Row<C> row = state.get(definition, ref);
        if (row == null) {
            throw new CallFailure.HandleInvalid(definition.name(), ref.value());
        }
        return row;
    }
}
