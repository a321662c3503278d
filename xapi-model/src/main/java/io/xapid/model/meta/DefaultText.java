package io.xapid.model.meta;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Reads the default of an optional parameter from the text that {@link Param#orElse} gives. */
final class DefaultText {
    private static final String DATE = "uuuuMMdd'T'HH:mm:ss'Z'";

    private DefaultText() {}

    /** @throws IllegalArgumentException saying why {@code text} is no value of {@code type} */
    static Object read(String text, XenType<?> type) {
        try {
            return switch (type.kind()) {
                case STRING -> text;
                case INT -> Long.valueOf(text);
                case FLOAT -> Double.valueOf(text);
                case BOOL -> readBoolean(text);
                case DATETIME -> readDate(text);
                case ENUM -> readEnum(text, (XenType.EnumOf<?>) type);
                case REF -> Ref.of(text);
                case SET, MAP, OPTION -> readEmpty(text, type);
                case RECORD, VOID -> throw new IllegalArgumentException("a " + type.describe() + " has no default");
            };
        } catch (NumberFormatException | DateTimeParseException noSuchValue) {
            throw new IllegalArgumentException("\"" + text + "\" is no " + type.describe(), noSuchValue);
        }
    }

    private static Instant readDate(String text) {
        var format = DateTimeFormatter.ofPattern(DATE, Locale.ROOT).withZone(ZoneOffset.UTC);
        return format.parse(text, Instant::from);
    }

    private static Boolean readBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is no bool");
        };
    }

    private static Object readEnum(String text, XenType.EnumOf<?> type) {
        return type.find(text)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no " + type.describe()));
    }

    private static Object readEmpty(String text, XenType<?> type) {
        if (!text.isEmpty()) {
            throw new IllegalArgumentException("the default of a " + type.describe() + " can only be empty");
        }
        return type.empty();
    }
}
