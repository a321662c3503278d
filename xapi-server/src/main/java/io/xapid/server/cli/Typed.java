package io.xapid.server.cli;

import io.xapid.model.meta.XenType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Turns what was typed into a value of the API. */
final class Typed {
    private Typed() {}

    static Object of(XenType<?> type, String name, String text, Api api)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        if (type instanceof XenType.RefTo<?> ref) {
            return reference(ref.className(), text, api);
        }
        if (type instanceof XenType.EnumOf<?> choice) {
            return Spelling.typed(choice.wireName(), text);
        }
        return switch (type.kind()) {
            case INT -> CommandLine.toBytes(name, text);
            case BOOL -> CommandLine.toBoolean(name, text);
            case FLOAT -> toDouble(name, text);
            default -> text;
        };
    }

    static Object reference(String className, String uuid, Api api)
            throws ApiFailure, IOException, InterruptedException {
        return uuid.isEmpty() ? Api.NULL : api.call(className + ".get_by_uuid", uuid);
    }

    static List<String> list(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
    }

    static double toDouble(String name, String text) throws CliFailure {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw CommandLine.noNumber(name, text);
        }
    }
}
