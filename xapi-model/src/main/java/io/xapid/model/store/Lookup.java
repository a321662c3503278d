package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import org.jspecify.annotations.Nullable;

/** Something that objects can be looked up in: a state, a transaction, a computation's view. Rules read through it. */
@FunctionalInterface
public interface Lookup {
    /** The object, or null when there is none. */
    <C> @Nullable Row<C> get(ClassDef<C> definition, Ref<C> ref);
}
