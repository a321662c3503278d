package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenType;
import io.xapid.server.api.WireCall.WireDate;
import io.xapid.server.api.WireCall.WireNil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a codec has read into values of one type, or refuses it: {@code FIELD_TYPE_ERROR} names the parameter when
 * it is of another kind, {@code INVALID_VALUE} also tells the value when it is of the right kind and makes no sense.
 */
@FunctionalInterface
interface Decoder {
    /** @param name of the parameter or field, for the failure */
    Object decode(Object wire, String name);

    static Decoder of(XenType<?> type) {
        return switch (type.kind()) {
            case STRING -> (wire, name) -> text(wire, name);
            case INT -> Decoder::integer;
            case FLOAT -> Decoder::decimal;
            case BOOL -> (wire, name) -> wire instanceof Boolean truth ? truth : refuse(name);
            case DATETIME -> Decoder::date;
            case ENUM -> ofEnum((XenType.EnumOf<?>) type);
            case REF -> (wire, name) -> Ref.of(text(wire, name));
            case SET -> ofSet((XenType.SetOf<?>) type);
            case MAP -> ofMap((XenType.MapOf<?, ?>) type);
            case OPTION -> ofOption((XenType.OptionOf<?>) type);
            case RECORD, VOID -> (wire, name) -> refuse(name);
        };
    }

    private static Decoder ofEnum(XenType.EnumOf<?> type) {
        return (wire, name) -> {
            String word = text(wire, name);
            Optional<? extends WireEnum> constant = type.find(word);
            return constant.<Object>map(found -> found).orElseThrow(() -> new CallFailure.InvalidValue(name, word));
        };
    }

    private static Decoder ofSet(XenType.SetOf<?> type) {
        Decoder element = of(type.element());
        return (wire, name) -> {
            if (!(wire instanceof List<?> list)) {
                return refuse(name);
            }
            var decoded = new ArrayList<Object>(list.size());
            for (Object each : list) {
                decoded.add(element.decode(each, name));
            }
            return List.copyOf(decoded);
        };
    }

    private static Decoder ofMap(XenType.MapOf<?, ?> type) {
        Decoder key = of(type.key());
        Decoder value = of(type.value());
        return (wire, name) -> {
            if (!(wire instanceof Map<?, ?> map)) {
                return refuse(name);
            }
            var decoded = new LinkedHashMap<Object, Object>();
            map.forEach((k, v) -> {
                if (decoded.put(key.decode(k, name), value.decode(v, name)) != null) {
                    throw new CallFailure.InvalidValue(name, "the key " + k + " comes twice");
                }
            });
            return Map.copyOf(decoded);
        };
    }

    private static Decoder ofOption(XenType.OptionOf<?> type) {
        Decoder element = of(type.element());
        return (wire, name) -> wire == WireNil.NIL ? Optional.empty() : Optional.of(element.decode(wire, name));
    }

    private static String text(Object wire, String name) {
        if (wire instanceof String text) {
            return text;
        }
        throw new CallFailure.FieldTypeError(name);
    }

    private static Object integer(Object wire, String name) {
        if (wire instanceof Long number) {
            return number;
        }
        String digits = text(wire, name);
        try {
            boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
            return hex ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseLong(digits);
        } catch (NumberFormatException noNumber) {
            throw new CallFailure.InvalidValue(name, digits);
        }
    }

    private static Object decimal(Object wire, String name) {
        if (wire instanceof Long number) {
            return number.doubleValue();
        }
        String shown = wire instanceof Double number ? number.toString() : text(wire, name);
        double number = wire instanceof Double already ? already : parseDecimal(shown);
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new CallFailure.InvalidValue(name, shown);
        }
        return number;
    }

    private static double parseDecimal(String text) {
        boolean plain = text.length() <= 400 && text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
        try {
            return plain ? Double.parseDouble(text) : Double.NaN;
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }

    private static Object date(Object wire, String name) {
        String written = wire instanceof WireDate date ? date.text() : text(wire, name);
        return Dates.parse(written)
                .<Object>map(date -> date)
                .orElseThrow(() -> new CallFailure.InvalidValue(name, written));
    }

    private static Object refuse(String name) {
        throw new CallFailure.FieldTypeError(name);
    }
}
