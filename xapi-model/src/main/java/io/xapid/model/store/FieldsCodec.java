package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads fields by name, each value with its length, so that a daemon skips the fields it does not know: that
 * is what lets one release read what the next has written.
 */
final class FieldsCodec {
    private static final int SMALLEST_FIELD = 8;

    private FieldsCodec() {}

    static void write(Map<? extends Field<?, ?>, ?> values, Encoder out) {
        out.writeInt(values.size());
        for (Map.Entry<? extends Field<?, ?>, ?> entry : values.entrySet()) {
            writeOne(entry.getKey(), entry.getValue(), out);
        }
    }

    static Map<Field<?, ?>, Object> read(ClassDef<?> definition, Decoder in) throws IOException {
        int count = in.readCount(SMALLEST_FIELD);
        var values = new LinkedHashMap<Field<?, ?>, Object>();
        for (int i = 0; i < count; i++) {
            Field<?, ?> field = definition.field(in.readText()).orElse(null);
            Optional<Object> value = readValue(field, in);
            if (field != null && value.isPresent()) {
                values.put(field, value.get());
            }
        }
        return values;
    }

    static void writeOne(Field<?, ?> field, Object value, Encoder out) {
        out.writeText(field.wireName());
        writeValue(field, value, out);
    }

    static void writeValue(Field<?, ?> field, Object value, Encoder out) {
        int part = out.beginPart();
        ValueCodec.write(field.type(), value, out);
        out.endPart(part);
    }

    /** Empty when the field is unknown, that is null, or holds a word that is unknown. */
    static Optional<Object> readValue(@Nullable Field<?, ?> field, Decoder in) throws IOException {
        Decoder part = in.readPart();
        if (field == null) {
            return Optional.empty();
        }
        try {
            Object value = ValueCodec.read(field.type(), part);
            part.expectEnd();
            return Optional.of(value);
        } catch (ValueCodec.UnknownWord newer) {
            return Optional.empty();
        }
    }
}
