package io.xapid.server.api;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text that {@code task.result} holds: the call's result as XML-RPC, and nothing at all for void. */
final class ResultText {
    private ResultText() {}

    static String of(XenType<?> type, @Nullable Object value) {
        if (type.kind() == XenType.Kind.VOID || value == null) {
            return "";
        }
        var text = new StringBuilder();
        write(type, value, text);
        return text.toString();
    }

    private static void write(XenType<?> type, Object value, StringBuilder text) {
        text.append("<value>");
        switch (type.kind()) {
            case STRING -> escape((String) value, text);
            case INT -> text.append(value);
            case FLOAT ->
                text.append("<double>").append(FloatText.of((Double) value)).append("</double>");
            case BOOL ->
                text.append("<boolean>").append((Boolean) value ? '1' : '0').append("</boolean>");
            case DATETIME ->
                text.append("<dateTime.iso8601>")
                        .append(Dates.format((Instant) value))
                        .append("</dateTime.iso8601>");
            case ENUM -> escape(((WireEnum) value).wireName(), text);
            case REF -> escape(((Ref<?>) value).value(), text);
            case SET -> {
                text.append("<array><data>");
                for (Object element : (List<?>) value) {
                    write(((XenType.SetOf<?>) type).element(), element, text);
                }
                text.append("</data></array>");
            }
            case MAP -> {
                var types = (XenType.MapOf<?, ?>) type;
                text.append("<struct>");
                ((Map<?, ?>) value).forEach((key, held) -> member(keyText(key), types.value(), held, text));
                text.append("</struct>");
            }
            case RECORD -> {
                text.append("<struct>");
                writeFields((Values<?>) value, text);
                text.append("</struct>");
            }
            case OPTION, VOID -> {} // an option never stands alone
        }
        text.append("</value>");
    }

    private static <C> void writeFields(Values<C> record, StringBuilder text) {
        ClassDef<C> definition = record.definition();
        for (Field<C, ?> field : definition.fields()) {
            if (!field.isInternal()) {
                member(field.wireName(), field.type(), record.get(field), text);
            }
        }
    }

    private static void member(String name, XenType<?> type, @Nullable Object value, StringBuilder text) {
        XenType<?> shown = type;
        Object held = value;
        if (type instanceof XenType.OptionOf<?> option) {
            shown = option.element();
            held = value == null ? null : ((Optional<?>) value).orElse(null);
        }
        if (held != null) {
            text.append("<member><name>");
            escape(name, text);
            text.append("</name>");
            write(shown, held, text);
            text.append("</member>");
        }
    }

    private static String keyText(Object key) {
        return key instanceof WireEnum word ? word.wireName() : String.valueOf(key);
    }

    private static void escape(String raw, StringBuilder text) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                default -> {
                    if (c >= ' ' || c == '\t' || c == '\n' || c == '\r') {
                        text.append(c);
                    }
                }
            }
        }
    }
}
