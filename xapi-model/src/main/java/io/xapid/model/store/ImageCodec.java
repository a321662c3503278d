package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole state as bytes: every row with its versions, and the deletions that are remembered. */
final class ImageCodec {
    private final Schema schema;

    ImageCodec(Schema schema) {
        this.schema = schema;
    }

    void write(Snapshot state, OutputStream target) throws IOException {
        var out = new DataOutputStream(new BufferedOutputStream(target, 1 << 16));
        out.writeByte(Schema.VERSION);
        out.writeInt(state.tables().size());
        for (Table<?> table : state.tables()) {
            writeTable(table, out);
        }
        out.flush();
    }

    Snapshot read(long index, InputStream source) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(source, 1 << 16));
        int version = in.readUnsignedByte();
        if (version > Schema.VERSION) {
            throw new IOException("written by a newer xapid (schema %d, this one knows %d); start that one"
                    .formatted(version, Schema.VERSION));
        }
        int count = ValueCodec.readCount(in);
        var tables = new HashMap<ClassDef<?>, Table<?>>();
        for (int i = 0; i < count; i++) {
            String className = in.readUTF();
            ClassDef<?> definition =
                    schema.stored(className).orElseThrow(() -> new IOException("class " + className + " is unknown"));
            tables.put(definition, readTable(definition, in));
        }
        return Snapshot.empty(schema).with(index, tables);
    }

    private static <C> void writeTable(Table<C> table, DataOutputStream out) throws IOException {
        out.writeUTF(table.definition().name());
        out.writeInt(table.deletions().size());
        for (Table.Deletion gone : table.deletions()) {
            out.writeUTF(gone.ref());
            out.writeLong(gone.createdAt());
            out.writeLong(gone.deletedAt());
        }
        out.writeInt(table.size());
        for (Row<C> row : table.rows()) {
            out.writeUTF(row.ref().value());
            out.writeLong(row.createdAt());
            out.writeLong(row.modifiedAt());
            var values = new LinkedHashMap<Field<C, ?>, Object>();
            for (Field<C, ?> field : table.definition().fields()) {
                if (row.holds(field)) {
                    values.put(field, row.get(field));
                }
            }
            FieldsCodec.write(values, out);
        }
    }

    private static <C> Table<C> readTable(ClassDef<C> definition, DataInputStream in) throws IOException {
        int gone = ValueCodec.readCount(in);
        var deletions = new ArrayList<Table.Deletion>();
        for (int i = 0; i < gone; i++) {
            deletions.add(new Table.Deletion(in.readUTF(), in.readLong(), in.readLong()));
        }
        Table<C> table = Table.empty(definition);
        int rows = ValueCodec.readCount(in);
        for (int i = 0; i < rows; i++) {
            Ref<C> ref = Ref.of(in.readUTF());
            long createdAt = in.readLong();
            long modifiedAt = in.readLong();
            Map<Field<?, ?>, Object> values = FieldsCodec.read(definition, in);
            table = table.put(Row.restore(definition, ref, values, createdAt, modifiedAt));
        }
        return table.remembering(deletions);
    }
}
