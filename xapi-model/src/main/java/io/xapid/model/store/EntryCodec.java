package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entries as bytes. Of what a newer release has written, changes to classes that this one does not know are passed over;
 * changes to fields that it does not know leave the object marked as modified.
 */
final class EntryCodec {
    private static final int INSERT = 1;
    private static final int ASSIGN = 2;
    private static final int DELETE = 3;
    private static final int TOUCH = 4;

    private static final int SMALLEST_RELIANCE = 16;
    private static final int SMALLEST_CHANGE = 13;

    private final Schema schema;

    EntryCodec(Schema schema) {
        this.schema = schema;
    }

    byte[] encode(Entry entry) {
        var out = new Encoder(512);
        out.writeByte(Schema.VERSION);
        out.writeLong(entry.id().getMostSignificantBits());
        out.writeLong(entry.id().getLeastSignificantBits());
        out.writeLong(entry.at().toEpochMilli());
        out.writeLong(entry.basedOn());
        out.writeInt(entry.reliedOn().size());
        for (Entry.Reliance reliance : entry.reliedOn()) {
            writeTarget(reliance.definition(), reliance.ref(), out);
            out.writeLong(reliance.modifiedAt());
        }
        out.writeInt(entry.changes().size());
        for (Change change : entry.changes()) {
            write(change, out);
        }
        return out.toByteArray();
    }

    /** @throws LogException when the bytes are no entry, or one of a release that is too new */
    Entry decode(byte[] bytes) throws LogException {
        try {
            var in = new Decoder(bytes);
            Schema.checkVersion(in.readByte());
            var id = new UUID(in.readLong(), in.readLong());
            Instant at = Instant.ofEpochMilli(in.readLong());
            long basedOn = in.readLong();
            int relied = in.readCount(SMALLEST_RELIANCE);
            var reliances = new ArrayList<Entry.Reliance>();
            for (int i = 0; i < relied; i++) {
                Optional<ClassDef<?>> definition = schema.stored(in.readText());
                Ref<?> ref = Ref.of(in.readText());
                long modifiedAt = in.readLong();
                definition.ifPresent(known -> reliances.add(new Entry.Reliance(known, ref, modifiedAt)));
            }
            int count = in.readCount(SMALLEST_CHANGE);
            var changes = new ArrayList<Change>();
            for (int i = 0; i < count; i++) {
                changes.addAll(read(in.readByte(), in.readPart()));
            }
            in.expectEnd();
            return new Entry(id, at, basedOn, reliances, changes);
        } catch (IOException damaged) {
            throw new LogException("An entry of the log cannot be read: " + damaged.getMessage(), damaged);
        }
    }

    private static void write(Change change, Encoder out) {
        out.writeByte(kind(change));
        int part = out.beginPart(); // so that a daemon that does not know the class can pass over it
        writeTarget(change.definition(), change.ref(), out);
        if (change instanceof Change.Insert insert) {
            FieldsCodec.write(insert.values(), out);
        } else if (change instanceof Change.Assign assign) {
            FieldsCodec.writeOne(assign.field(), assign.value(), out);
        }
        out.endPart(part);
    }

    private static int kind(Change change) {
        if (change instanceof Change.Insert) {
            return INSERT;
        } else if (change instanceof Change.Assign) {
            return ASSIGN;
        }
        return change instanceof Change.Delete ? DELETE : TOUCH;
    }

    private List<Change> read(int kind, Decoder in) throws IOException {
        ClassDef<?> definition = schema.stored(in.readText()).orElse(null);
        if (definition == null) {
            return List.of();
        }
        Ref<?> ref = Ref.of(in.readText());
        List<Change> changes =
                switch (kind) {
                    case INSERT -> List.of(new Change.Insert(definition, ref, FieldsCodec.read(definition, in)));
                    case ASSIGN -> readAssign(definition, ref, in);
                    case DELETE -> List.of(new Change.Delete(definition, ref));
                    case TOUCH -> List.of(new Change.Touch(definition, ref));
                    default -> throw new IOException("unknown change " + kind);
                };
        in.expectEnd();
        return changes;
    }

    private static List<Change> readAssign(ClassDef<?> definition, Ref<?> ref, Decoder in) throws IOException {
        @Nullable Field<?, ?> field = definition.field(in.readText()).orElse(null);
        Optional<Object> value = FieldsCodec.readValue(field, in);
        if (field == null) {
            return List.of(new Change.Touch(definition, ref));
        } else if (value.isEmpty()) {
            return List.of(
                    new Change.Assign(definition, ref, field, initial(field)), new Change.Touch(definition, ref));
        }
        return List.of(new Change.Assign(definition, ref, field, value.get()));
    }

    private static <T> Object initial(Field<?, T> field) {
        return field.initial();
    }

    private static void writeTarget(ClassDef<?> definition, Ref<?> ref, Encoder out) {
        out.writeText(definition.name());
        out.writeText(ref.value());
    }
}
