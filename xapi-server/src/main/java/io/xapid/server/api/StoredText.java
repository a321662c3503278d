package io.xapid.server.api;

import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values and names of fields in the text form that filter expressions compare. */
final class StoredText {
    private static final int SIGNIFICANT_DIGITS = 18;
    private static final List<String> NAMESPACES =
            List.of("name_", "VCPUs_", "HVM_", "qos_", "actions_", "API_version_", "memory_", "io_");

    private StoredText() {}

    static String of(XenType<?> type, Object value) {
        return switch (type.kind()) {
            case STRING -> (String) value;
            case INT, BOOL -> String.valueOf(value);
            case FLOAT -> decimal((Double) value);
            case DATETIME -> Dates.format((Instant) value);
            case ENUM -> ((WireEnum) value).wireName();
            case REF -> ((Ref<?>) value).value();
            case SET -> {
                var text = new StringBuilder("(");
                for (Object element : (List<?>) value) {
                    separate(text);
                    quote(of(((XenType.SetOf<?>) type).element(), element), text);
                }
                yield text.append(')').toString();
            }
            case MAP -> {
                var types = (XenType.MapOf<?, ?>) type;
                var text = new StringBuilder("(");
                ((Map<?, ?>) value).forEach((key, held) -> {
                    separate(text);
                    text.append('(');
                    quote(of(types.key(), key), text);
                    text.append(' ');
                    quote(of(types.value(), held), text);
                    text.append(')');
                });
                yield text.append(')').toString();
            }
            case OPTION ->
                ((Optional<?>) value)
                        .map(held -> of(((XenType.OptionOf<?>) type).element(), held))
                        .orElse("");
            case RECORD, VOID -> "";
        };
    }

    /** The field's name with a double underscore after its namespace, where it stands in one. */
    static String nameOf(Field<?, ?> field) {
        String name = field.wireName();
        if (name.startsWith("PV_") && field.toString().startsWith("VM.")) {
            return "PV__" + name.substring(3);
        }
        for (String namespace : NAMESPACES) {
            if (name.startsWith(namespace)) {
                return namespace + "_" + name.substring(namespace.length());
            }
        }
        return name;
    }

    /** As {@code %0.18g} of C prints it. */
    private static String decimal(double number) {
        if (number == 0 || Double.isNaN(number) || Double.isInfinite(number)) {
            return number == 0 ? "0" : Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        BigDecimal rounded = new BigDecimal(number)
                .round(new MathContext(SIGNIFICANT_DIGITS, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < SIGNIFICANT_DIGITS) {
            return rounded.toPlainString();
        }
        String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        String digits = String.valueOf(Math.abs(exponent));
        return mantissa + (exponent < 0 ? "e-" : "e+") + (digits.length() < 2 ? "0" : "") + digits;
    }

    private static void separate(StringBuilder text) {
        if (text.length() > 1) {
            text.append(' ');
        }
    }

    private static void quote(String raw, StringBuilder text) {
        text.append('\'').append(raw.replace("\\", "\\\\").replace("'", "\\'")).append('\'');
    }
}
