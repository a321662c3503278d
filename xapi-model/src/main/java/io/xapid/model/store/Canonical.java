package io.xapid.model.store;

import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values in the one form that they keep through bytes: whole seconds, well-formed text, one null reference, collections
 * that nobody changes. So the state that a transaction leaves is the state that a restart reads.
 */
final class Canonical {
    private static final char REPLACEMENT = '\ufffd';

    private Canonical() {}

    /** @throws IllegalArgumentException if the value is not of the field's type */
    static Object value(Field<?, ?> field, Object value) {
        try {
            return of(field.type(), value);
        } catch (ClassCastException | NullPointerException wrong) {
            throw new IllegalArgumentException(
                    "%s holds %s, not %s"
                            .formatted(
                                    field,
                                    field.type().describe(),
                                    value.getClass().getSimpleName()),
                    wrong);
        }
    }

    private static Object of(XenType<?> type, Object value) {
        return switch (type.kind()) {
            case STRING -> text((String) value);
            case INT -> (Long) value;
            case FLOAT -> (Double) value;
            case BOOL -> (Boolean) value;
            case DATETIME -> ((Instant) value).truncatedTo(ChronoUnit.SECONDS);
            case ENUM -> constant((XenType.EnumOf<?>) type, (WireEnum) value);
            case REF -> reference((Ref<?>) value);
            case SET -> {
                XenType<?> element = ((XenType.SetOf<?>) type).element();
                yield List.of(
                        ((List<?>) value).stream().map(one -> of(element, one)).toArray());
            }
            case MAP -> {
                var types = (XenType.MapOf<?, ?>) type;
                var copy = new HashMap<Object, Object>();
                ((Map<?, ?>) value).forEach((key, held) -> copy.put(of(types.key(), key), of(types.value(), held)));
                yield Map.copyOf(copy);
            }
            case OPTION -> ((Optional<?>) value).map(held -> of(((XenType.OptionOf<?>) type).element(), held));
            case RECORD, VOID -> throw new ClassCastException(type.describe() + " stands in no field");
        };
    }

    private static Object constant(XenType.EnumOf<?> type, WireEnum value) {
        return type.constants().cast(value);
    }

    private static Ref<?> reference(Ref<?> ref) {
        String text = text(ref.value());
        return text.equals(ref.value()) && !text.isEmpty() ? ref : Ref.of(text);
    }

    /** Half a character cannot be written as UTF-8. */
    private static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return wellFormed(text);
            }
        }
        return text;
    }

    private static String wellFormed(String text) {
        var result = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point <= Character.MAX_VALUE && Character.isSurrogate((char) point) ? REPLACEMENT : point)
                .forEach(result::appendCodePoint);
        return result.toString();
    }
}
