package io.xapid.model.store;

import io.xapid.model.meta.Ref;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes and reads the values of fields as bytes. Bounded: no length read is believed beyond what is left to read. */
final class ValueCodec {
    static final int LONGEST = 64 << 20;
    private static final int DEEPEST = 8;

    private ValueCodec() {}

    static void write(XenType<?> type, Object value, DataOutput out) throws IOException {
        switch (type.kind()) {
            case STRING -> writeText((String) value, out);
            case INT -> out.writeLong((Long) value);
            case FLOAT -> out.writeDouble((Double) value);
            case BOOL -> out.writeBoolean((Boolean) value);
            case DATETIME -> out.writeLong(((Instant) value).getEpochSecond());
            case ENUM -> writeText(((WireEnum) value).wireName(), out);
            case REF -> writeText(((Ref<?>) value).value(), out);
            case SET -> {
                var elements = (List<?>) value;
                XenType<?> element = ((XenType.SetOf<?>) type).element();
                out.writeInt(elements.size());
                for (Object one : elements) {
                    write(element, one, out);
                }
            }
            case MAP -> {
                var map = (Map<?, ?>) value;
                var types = (XenType.MapOf<?, ?>) type;
                out.writeInt(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    write(types.key(), entry.getKey(), out);
                    write(types.value(), entry.getValue(), out);
                }
            }
            case OPTION -> {
                var option = (Optional<?>) value;
                out.writeBoolean(option.isPresent());
                if (option.isPresent()) {
                    write(((XenType.OptionOf<?>) type).element(), option.get(), out);
                }
            }
            case RECORD, VOID -> throw new IOException(type.describe() + " stands in no field");
        }
    }

    static Object read(XenType<?> type, DataInput in) throws IOException {
        return read(type, in, 0);
    }

    private static Object read(XenType<?> type, DataInput in, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("nested too deeply");
        }
        return switch (type.kind()) {
            case STRING -> readText(in);
            case INT -> in.readLong();
            case FLOAT -> in.readDouble();
            case BOOL -> in.readBoolean();
            case DATETIME -> Instant.ofEpochSecond(in.readLong());
            case ENUM -> constant((XenType.EnumOf<?>) type, readText(in));
            case REF -> Ref.of(readText(in));
            case SET -> {
                int size = readCount(in);
                var elements = new ArrayList<Object>(Math.min(size, 1024));
                for (int i = 0; i < size; i++) {
                    elements.add(read(((XenType.SetOf<?>) type).element(), in, depth + 1));
                }
                yield List.copyOf(elements);
            }
            case MAP -> {
                int size = readCount(in);
                var map = new LinkedHashMap<Object, Object>();
                for (int i = 0; i < size; i++) {
                    Object key = read(((XenType.MapOf<?, ?>) type).key(), in, depth + 1);
                    map.put(key, read(((XenType.MapOf<?, ?>) type).value(), in, depth + 1));
                }
                yield Map.copyOf(map);
            }
            case OPTION ->
                in.readBoolean()
                        ? Optional.of(read(((XenType.OptionOf<?>) type).element(), in, depth + 1))
                        : Optional.empty();
            case RECORD, VOID -> throw new IOException(type.describe() + " stands in no field");
        };
    }

    static void writeText(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInput in) throws IOException {
        int length = readCount(in);
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static int readCount(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > LONGEST) {
            throw new IOException("impossible length " + count);
        }
        return count;
    }

    private static Object constant(XenType.EnumOf<?> type, String word) throws IOException {
        Optional<?> found = type.find(word);
        if (found.isEmpty()) {
            throw new UnknownWord(type.wireName() + " has no " + word);
        }
        return found.get();
    }

    /** A word that only a newer daemon knows. The field falls back to its initial value. */
    static final class UnknownWord extends IOException {
        private static final long serialVersionUID = 1L;

        UnknownWord(String message) {
            super(message);
        }
    }
}
