package io.xapid.model.store;

import io.xapid.model.meta.Ref;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes and reads the values of fields as bytes. Values are {@linkplain Canonical canonical}. */
final class ValueCodec {
    private ValueCodec() {}

    static void write(XenType<?> type, Object value, Encoder out) {
        switch (type.kind()) {
            case STRING -> out.writeText((String) value);
            case INT -> out.writeLong((Long) value);
            case FLOAT -> out.writeLong(Double.doubleToLongBits((Double) value));
            case BOOL -> out.writeByte((Boolean) value ? 1 : 0);
            case DATETIME -> out.writeLong(((Instant) value).getEpochSecond());
            case ENUM -> out.writeText(((WireEnum) value).wireName());
            case REF -> out.writeText(((Ref<?>) value).value());
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
                out.writeByte(option.isPresent() ? 1 : 0);
                if (option.isPresent()) {
                    write(((XenType.OptionOf<?>) type).element(), option.get(), out);
                }
            }
            case RECORD, VOID -> throw new IllegalArgumentException(type.describe() + " stands in no field");
        }
    }

    /** The depth that it reads to is that of {@code type}, whatever the bytes say. */
    static Object read(XenType<?> type, Decoder in) throws IOException {
        return switch (type.kind()) {
            case STRING -> in.readText();
            case INT -> in.readLong();
            case FLOAT -> Double.longBitsToDouble(in.readLong());
            case BOOL -> in.readBoolean();
            case DATETIME -> instant(in.readLong());
            case ENUM -> constant((XenType.EnumOf<?>) type, in.readText());
            case REF -> Ref.of(in.readText());
            case SET -> {
                var elements = new Object[in.readCount(1)];
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = read(((XenType.SetOf<?>) type).element(), in);
                }
                yield List.of(elements);
            }
            case MAP -> {
                int size = in.readCount(2);
                var map = new HashMap<Object, Object>();
                for (int i = 0; i < size; i++) {
                    Object key = read(((XenType.MapOf<?, ?>) type).key(), in);
                    map.put(key, read(((XenType.MapOf<?, ?>) type).value(), in));
                }
                yield Map.copyOf(map);
            }
            case OPTION ->
                in.readBoolean() ? Optional.of(read(((XenType.OptionOf<?>) type).element(), in)) : Optional.empty();
            case RECORD, VOID -> throw new IOException(type.describe() + " stands in no field");
        };
    }

    private static Instant instant(long second) throws IOException {
        try {
            return Instant.ofEpochSecond(second);
        } catch (DateTimeException beyond) {
            throw new IOException("no time: " + second, beyond);
        }
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
