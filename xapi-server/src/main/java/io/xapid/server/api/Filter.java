package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.store.Row;
import java.util.HashMap;

/**
 * An expression of {@code get_all_records_where}, ready to be asked of rows.
 *
 * <pre>
 *   expr  := value "=" value | expr "and" expr | expr "or" expr | "not" expr | "true" | "false" | "(" expr ")"
 *   value := "literal" in double quotes | field "name"
 * </pre>
 *
 * <p>{@code and} and {@code or} bind alike, to the left; {@code not} takes in all that follows it. Comparison is
 * equality of text.
 */
final class Filter<C> {
    private final Test<C> test;

    private Filter(Test<C> test) {
        this.test = test;
    }

    /** @throws CallFailure.InvalidValue when the expression cannot be read, or names a field that the class lacks */
    static <C> Filter<C> parse(ClassDef<C> definition, String expression, Reader<C> reader) {
        var names = new HashMap<String, Field<C, ?>>();
        for (Field<C, ?> field : definition.fields()) {
            names.put(StoredText.nameOf(field), field);
            names.put(field.wireName(), field);
        }
        return new Filter<>(new FilterParser<>(expression, names, reader).parse());
    }

    boolean accepts(Row<C> row) {
        return test.of(row);
    }

    /** Reads a field of a row: stored, or computed. */
    @FunctionalInterface
    interface Reader<C> {
        Object read(Row<C> row, Field<C, ?> field);
    }

    /** Says yes or no of a row. */
    @FunctionalInterface
    interface Test<C> {
        boolean of(Row<C> row);
    }

    /** One side of a comparison. */
    @FunctionalInterface
    interface Text<C> {
        String of(Row<C> row);
    }
}
