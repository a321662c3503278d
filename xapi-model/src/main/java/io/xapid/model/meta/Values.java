package io.xapid.model.meta;

/** An object's values, one for each field of its class. */
public interface Values<C> {
    ClassDef<C> definition();

    /** The value of {@code field}; a field never set has its default. */
    <T> T get(Field<C, T> field);
}
