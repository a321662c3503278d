package io.xapid.server.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A command of the table.
 *
 * @param ofClass the model's class by whose table it stands
 * @param flags as in the table: {@code V}, {@code H} and {@code S} choose objects, {@code X} hides it from help, {@code P}
 *     lists it in the short help
 * @param action the messages that it stands for; empty while there is none
 */
record Command(String name, String ofClass, List<String> required, List<String> optional, String flags, String action) {
    boolean is(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    /** Reads what stands behind the word {@code command}. */
    static Command parse(String line, String ofClass) {
        int equals = line.indexOf(" = ");
        String head = equals < 0 ? line : line.substring(0, equals);
        String action = equals < 0 ? "" : line.substring(equals + 3);
        var required = new ArrayList<String>();
        var optional = new ArrayList<String>();
        String flags = "";
        String name = "";
        boolean inOptional = false;
        for (String word : head.trim().split(" +")) {
            if (name.isEmpty()) {
                name = word;
            } else if (word.startsWith("{")) {
                flags = word.substring(1, word.length() - 1);
            } else {
                inOptional = inOptional || word.startsWith("[");
                String bare = word.replace("[", "").replace("]", "");
                if (!bare.isEmpty()) {
                    (inOptional ? optional : required).add(bare);
                }
                inOptional = inOptional && !word.endsWith("]");
            }
        }
        return new Command(name, ofClass, List.copyOf(required), List.copyOf(optional), flags, action);
    }

    /** Whether the parameter is the command's own, rather than the name of a field to choose by. */
    boolean takes(String parameter) {
        return required.contains(parameter)
                || optional.stream()
                        .anyMatch(one -> one.equals(parameter) || (one.endsWith(":") && parameter.startsWith(one)));
    }
}
