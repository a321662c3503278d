package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A whole state as bytes: for each class its name, the names of its fields, the deletions that are remembered, and every
 * row with its versions. Rows name fields by their place in that list, and stand in parts of their own: so one release
 * skips classes and fields that only another knows.
 */
final class ImageCodec {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LARGEST_PART = 256 << 20;
    private static final int SMALLEST_NAME = 4;
    private static final int SMALLEST_DELETION = 20;

    private final Schema schema;

    ImageCodec(Schema schema) {
        this.schema = schema;
    }

    void write(Snapshot state, OutputStream target) throws IOException {
        var out = new Encoder(2 * BUFFER_BYTES);
        out.writeByte(Schema.VERSION);
        out.writeInt(state.tables().size());
        for (Table<?> table : state.tables()) {
            int head = out.beginPart();
            writeHead(table, out);
            endPart(head, out);
            for (Row<?> row : table.rows()) {
                int part = out.beginPart();
                writeRow(row, out);
                endPart(part, out);
                if (out.size() >= BUFFER_BYTES) {
                    flush(out, target);
                }
            }
        }
        flush(out, target);
    }

    Snapshot read(long index, InputStream source) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(source, BUFFER_BYTES));
        Schema.checkVersion(in.readUnsignedByte());
        var tables = new HashMap<ClassDef<?>, Table<?>>();
        var newMirrors = new ArrayList<Field<?, ?>>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            Decoder head = readPart(in);
            Optional<ClassDef<?>> definition = schema.stored(head.readText());
            if (definition.isPresent()) {
                Table<?> table = readTable(definition.get(), head, in, newMirrors);
                tables.put(table.definition(), table);
            } else {
                skipTable(head, in);
            }
        }
        if (in.read() != -1) {
            throw new IOException("goes on behind its end");
        }
        Snapshot state = Snapshot.empty(schema).with(index, tables);
        return newMirrors.isEmpty() ? state : Mirrors.filled(state, newMirrors);
    }

    /** Class, number of rows, fields, deletions. */
    private static void writeHead(Table<?> table, Encoder out) {
        out.writeText(table.definition().name());
        out.writeInt(table.size());
        out.writeInt(table.definition().fields().size());
        table.definition().fields().forEach(field -> out.writeText(field.wireName()));
        out.writeInt(table.deletions().size());
        for (Table.Deletion gone : table.deletions()) {
            out.writeText(gone.ref());
            out.writeLong(gone.createdAt());
            out.writeLong(gone.deletedAt());
        }
    }

    private static <C> void writeRow(Row<C> row, Encoder out) {
        out.writeText(row.ref().value());
        out.writeLong(row.createdAt());
        out.writeLong(row.modifiedAt());
        for (Field<C, ?> field : row.definition().fields()) {
            if (row.holds(field)) {
                out.writeShort(field.number());
                FieldsCodec.writeValue(field, row.get(field), out);
            }
        }
    }

    private <C> Table<C> readTable(
            ClassDef<C> definition, Decoder head, DataInputStream in, List<Field<?, ?>> newMirrors) throws IOException {
        int rows = head.readInt();
        List<@Nullable Field<C, ?>> fields = readFields(definition, head, newMirrors);
        int gone = head.readCount(SMALLEST_DELETION);
        var deletions = new ArrayList<Table.Deletion>();
        for (int i = 0; i < gone; i++) {
            deletions.add(new Table.Deletion(head.readText(), head.readLong(), head.readLong()));
        }
        head.expectEnd();
        Table<C> table = Table.empty(definition);
        for (int i = 0; i < rows; i++) {
            table = table.put(readRow(definition, fields, readPart(in)));
        }
        return table.remembering(deletions);
    }

    /** The writer's fields in its order, null where this daemon has none of that name. */
    private static <C> List<@Nullable Field<C, ?>> readFields(
            ClassDef<C> definition, Decoder head, List<Field<?, ?>> newMirrors) throws IOException {
        int count = head.readCount(SMALLEST_NAME);
        var fields = new ArrayList<@Nullable Field<C, ?>>();
        var known = new HashSet<Field<C, ?>>();
        for (int i = 0; i < count; i++) {
            Field<C, ?> field = definition.field(head.readText()).orElse(null);
            fields.add(field);
            if (field != null) {
                known.add(field);
            }
        }
        definition.fields().stream()
                .filter(field -> field.derivedFrom().isPresent() && !known.contains(field))
                .forEach(newMirrors::add);
        return fields;
    }

    private static <C> Row<C> readRow(ClassDef<C> definition, List<@Nullable Field<C, ?>> fields, Decoder in)
            throws IOException {
        Ref<C> ref = Ref.of(in.readText());
        long createdAt = in.readLong();
        long modifiedAt = in.readLong();
        var values = new LinkedHashMap<Field<?, ?>, Object>();
        while (!in.isAtEnd()) {
            int number = in.readShort();
            if (number >= fields.size()) {
                throw new IOException("a value for field %d of %d".formatted(number, fields.size()));
            }
            Field<C, ?> field = fields.get(number);
            Optional<Object> value = FieldsCodec.readValue(field, in);
            if (field != null && value.isPresent()) {
                values.put(field, value.get());
            }
        }
        return Row.restore(definition, ref, values, createdAt, modifiedAt);
    }

    private static void skipTable(Decoder head, DataInputStream in) throws IOException {
        int rows = head.readInt();
        for (int i = 0; i < rows; i++) {
            in.skipNBytes(partLength(in));
        }
    }

    private static Decoder readPart(DataInputStream in) throws IOException {
        int length = partLength(in);
        byte[] bytes;
        if (length <= BUFFER_BYTES) {
            bytes = new byte[length];
            in.readFully(bytes);
        } else {
            bytes = in.readNBytes(length); // makes room as bytes come, not as they are promised
            if (bytes.length < length) {
                throw new IOException("ends too early");
            }
        }
        return new Decoder(bytes);
    }

    private static int partLength(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_PART) {
            throw new IOException("an impossible length: " + length);
        }
        return length;
    }

    private static void endPart(int begin, Encoder out) throws IOException {
        if (out.size() - begin > LARGEST_PART) {
            throw new IOException("an object has grown too large to be kept: " + (out.size() - begin) + " bytes");
        }
        out.endPart(begin);
    }

    private static void flush(Encoder out, OutputStream target) throws IOException {
        target.write(out.buffer(), 0, out.size());
        out.clear();
    }
}
