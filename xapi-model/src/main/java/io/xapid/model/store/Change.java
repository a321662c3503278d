package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.util.Map;

/** One step of an entry. It means the same on every host, whenever it is applied. */
public sealed interface Change {
    ClassDef<?> definition();

    Ref<?> ref();

    /** Makes an object. Fields left out have their initial value. */
    record Insert(ClassDef<?> definition, Ref<?> ref, Map<Field<?, ?>, Object> values) implements Change {
        public Insert {
            values = Map.copyOf(values);
        }
    }

    /** Writes one field. Nothing happens when the object is gone or holds an equal value. */
    record Assign(ClassDef<?> definition, Ref<?> ref, Field<?, ?> field, Object value) implements Change {}

    /** Takes an object away. Nothing happens when it is gone. */
    record Delete(ClassDef<?> definition, Ref<?> ref) implements Change {}

    /** Marks an object as modified without changing it: what follows from it reads differently now. */
    record Touch(ClassDef<?> definition, Ref<?> ref) implements Change {}
}
