package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees that references which clients write name objects of the right class. */
final class References {
    private References() {}

    /** @throws CallFailure.HandleInvalid naming the class and the first reference in {@code value} that names nothing */
    static void requireTargets(Tables tables, Snapshot state, Field<?, ?> field, Object value) {
        if (!field.mayDangle()) {
            require(tables, state, field.type(), value);
        }
    }

    private static void require(Tables tables, Snapshot state, XenType<?> type, Object value) {
        if (type instanceof XenType.RefTo<?> reference) {
            Optional<ClassDef<?>> target = state.schema().stored(reference.className());
            if (target.isPresent()) {
                require(tables, state, target.get(), (Ref<?>) value);
            }
        } else if (type instanceof XenType.SetOf<?> set && set.element().kind() == XenType.Kind.REF) {
            ((List<?>) value).forEach(element -> require(tables, state, set.element(), element));
        } else if (type instanceof XenType.MapOf<?, ?> map && map.key().kind() == XenType.Kind.REF) {
            ((Map<?, ?>) value).keySet().forEach(key -> require(tables, state, map.key(), key));
        }
    }

    private static <C> void require(Tables tables, Snapshot state, ClassDef<C> target, Ref<?> ref) {
        if (!ref.isNull()) {
            tables.require(state, target, ref.as());
        }
    }
}
