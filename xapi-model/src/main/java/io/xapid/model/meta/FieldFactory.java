package io.xapid.model.meta;

import java.util.ArrayList;
import java.util.List;

/** Makes the fields of one class, in order, and then the class. */
public final class FieldFactory<C> {
    private final String className;
    private final Release since;
    private final List<Field<C, ?>> fields = new ArrayList<>();
    private boolean complete;

    /** @param since the release of fields that name no other */
    public FieldFactory(String className, Release since) {
        this.className = className;
        this.since = since;
    }

    public <T> Field<C, T> readWrite(String wireName, XenType<T> type, String doc, FieldOption... options) {
        return add(wireName, type, Field.Writer.CLIENT, doc, options);
    }

    public <T> Field<C, T> setAtCreation(String wireName, XenType<T> type, String doc, FieldOption... options) {
        return add(wireName, type, Field.Writer.CREATOR, doc, options);
    }

    public <T> Field<C, T> serverOnly(String wireName, XenType<T> type, String doc, FieldOption... options) {
        return add(wireName, type, Field.Writer.SERVER, doc, options);
    }

    /** The class, once all its fields are made. {@code definition} carries {@link XenClass}. */
    public ClassDef<C> complete(Class<C> definition) {
        complete = true;
        return new ClassDef<>(className, definition, since, List.copyOf(fields));
    }

    private <T> Field<C, T> add(
            String wireName, XenType<T> type, Field.Writer writer, String doc, FieldOption... options) {
        if (complete) {
            throw new IllegalStateException("class " + className + " is complete; " + wireName + " comes too late");
        }
        var collected = new FieldOptions(since);
        for (FieldOption option : options) {
            option.applyTo(collected);
        }
        var field = new Field<C, T>(className, wireName, fields.size(), type, writer, doc, collected);
        fields.add(field);
        return field;
    }
}
