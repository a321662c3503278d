package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and reads fields by name, each with its length, so that a daemon skips the fields it does not know: that is
 * what lets one release read what the next has written.
 */
final class FieldsCodec {
    private FieldsCodec() {}

    static void write(Map<? extends Field<?, ?>, ?> values, DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<? extends Field<?, ?>, ?> entry : values.entrySet()) {
            writeOne(entry.getKey(), entry.getValue(), out);
        }
    }

    static Map<Field<?, ?>, Object> read(ClassDef<?> definition, DataInput in) throws IOException {
        int count = ValueCodec.readCount(in);
        var values = new LinkedHashMap<Field<?, ?>, Object>();
        for (int i = 0; i < count; i++) {
            readOne(definition, in).ifPresent(one -> values.put(one.field(), one.value()));
        }
        return values;
    }

    static void writeOne(Field<?, ?> field, Object value, DataOutput out) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ValueCodec.write(field.type(), value, new DataOutputStream(bytes));
        out.writeUTF(field.wireName());
        out.writeInt(bytes.size());
        out.write(bytes.toByteArray());
    }

    static Optional<FieldValue> readOne(ClassDef<?> definition, DataInput in) throws IOException {
        String name = in.readUTF();
        byte[] bytes = new byte[ValueCodec.readCount(in)];
        in.readFully(bytes);
        Field<?, ?> field = definition.field(name).orElse(null);
        if (field == null) {
            return Optional.empty();
        }
        try {
            Object value = ValueCodec.read(field.type(), new DataInputStream(new ByteArrayInputStream(bytes)));
            return Optional.of(new FieldValue(field, value));
        } catch (ValueCodec.UnknownWord newer) {
            return Optional.empty();
        }
    }

    record FieldValue(Field<?, ?> field, Object value) {}
}
