package io.xapid.server.api;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Values;
import java.util.Map;

/** What a client asks a new object to be. Only fields that clients may set are in it. */
public final class NewObject<C> implements Values<C> {
    private final ClassDef<C> definition;
    private final Map<Field<C, ?>, Object> given;

    /** @param given values of the fields' types */
    public NewObject(ClassDef<C> definition, Map<Field<C, ?>, Object> given) {
        this.definition = definition;
        this.given = Map.copyOf(given);
    }

    @Override
    public ClassDef<C> definition() {
        return definition;
    }

    @Override
    @SuppressWarnings("unchecked") // the maker of this object has decoded each value by its field's type
    public <T> T get(Field<C, T> field) {
        Object value = given.get(field);
        return value == null ? field.initial() : (T) value;
    }

    /** Whether the client has said what the field shall hold. */
    public boolean isGiven(Field<C, ?> field) {
        return given.containsKey(field);
    }

    /** What the client has given, ready to insert. */
    public Map<Field<C, ?>, Object> values() {
        return given;
    }
}
