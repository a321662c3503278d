package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/** Entries as bytes. Changes to classes and fields that this daemon does not know are passed over. */
final class EntryCodec {
    private static final int INSERT = 1;
    private static final int ASSIGN = 2;
    private static final int DELETE = 3;
    private static final int TOUCH = 4;

    private final Schema schema;

    EntryCodec(Schema schema) {
        this.schema = schema;
    }

    byte[] encode(Entry entry) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
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
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the array does not fail; a value without wire form might
        }
        return bytes.toByteArray();
    }

    Entry decode(byte[] bytes) throws LogException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version > Schema.VERSION) {
                throw new LogException(
                        "The state was written by a newer xapid (schema %d, this one knows %d). Start that one."
                                .formatted(version, Schema.VERSION));
            }
            var id = new UUID(in.readLong(), in.readLong());
            Instant at = Instant.ofEpochMilli(in.readLong());
            long basedOn = in.readLong();
            int relied = ValueCodec.readCount(in);
            var reliances = new ArrayList<Entry.Reliance>();
            for (int i = 0; i < relied; i++) {
                Optional<ClassDef<?>> definition = schema.stored(in.readUTF());
                Ref<?> ref = Ref.of(in.readUTF());
                long modifiedAt = in.readLong();
                definition.ifPresent(known -> reliances.add(new Entry.Reliance(known, ref, modifiedAt)));
            }
            int count = ValueCodec.readCount(in);
            var changes = new ArrayList<Change>();
            for (int i = 0; i < count; i++) {
                read(in).ifPresent(changes::add);
            }
            return new Entry(id, at, basedOn, reliances, changes);
        } catch (IOException damaged) {
            throw new LogException("An entry of the log cannot be read: " + damaged.getMessage(), damaged);
        }
    }

    private static void write(Change change, DataOutput out) throws IOException {
        if (change instanceof Change.Insert insert) {
            out.writeByte(INSERT);
            writeTarget(change.definition(), change.ref(), out);
            FieldsCodec.write(insert.values(), out);
        } else if (change instanceof Change.Assign assign) {
            out.writeByte(ASSIGN);
            writeTarget(change.definition(), change.ref(), out);
            FieldsCodec.writeOne(assign.field(), assign.value(), out);
        } else {
            out.writeByte(change instanceof Change.Delete ? DELETE : TOUCH);
            writeTarget(change.definition(), change.ref(), out);
        }
    }

    private Optional<Change> read(DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        String className = in.readUTF();
        ClassDef<?> definition = schema.stored(className).orElse(null);
        if (definition == null) {
            throw new IOException("class " + className + " is unknown");
        }
        Ref<?> ref = Ref.of(in.readUTF());
        return switch (kind) {
            case INSERT -> Optional.of(new Change.Insert(definition, ref, FieldsCodec.read(definition, in)));
            case ASSIGN ->
                FieldsCodec.readOne(definition, in)
                        .map(one -> new Change.Assign(definition, ref, one.field(), one.value()));
            case DELETE -> Optional.of(new Change.Delete(definition, ref));
            case TOUCH -> Optional.of(new Change.Touch(definition, ref));
            default -> throw new IOException("unknown change " + kind);
        };
    }

    private static void writeTarget(ClassDef<?> definition, Ref<?> ref, DataOutput out) throws IOException {
        out.writeUTF(definition.name());
        out.writeUTF(ref.value());
    }
}
