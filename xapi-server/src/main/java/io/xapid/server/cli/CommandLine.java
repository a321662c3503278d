package io.xapid.server.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a command, taken apart. A later word beats an earlier one of the same name. */
final class CommandLine {
    /** Never taken for the name of a field. */
    static final Set<String> STANDARD = Set.of(
            "server",
            "password",
            "port",
            "username",
            "minimal",
            "force",
            "multiple",
            "all",
            "message-priority",
            "trace");

    private static final Map<String, String> SHORT =
            Map.of("-u", "username", "-pw", "password", "-s", "server", "-h", "server", "-p", "port");
    private static final Map<Character, Integer> SHIFTS = Map.of('k', 10, 'm', 20, 'g', 30, 't', 40);

    private final String command;
    private final Map<String, String> parameters;

    private CommandLine(String command, Map<String, String> parameters) {
        this.command = command;
        this.parameters = parameters;
    }

    /** @param lines as they came, one word a line */
    static CommandLine parse(List<String> lines) throws CliFailure {
        var parameters = new LinkedHashMap<String, String>();
        String command = null;
        for (int i = 0; i < lines.size(); i++) {
            String word = lines.get(i);
            if (command == null && word.startsWith("session_id=")) {
                parameters.put("session_id", word.substring("session_id=".length()));
            } else if (command == null) {
                command = word;
            } else if (word.startsWith("--")) {
                parameters.put(word.substring(2), "true");
            } else if (word.startsWith("-")) {
                String name = SHORT.get(word);
                if (name == null || i + 1 == lines.size()) {
                    throw CliFailure.usage("Syntax error: " + word);
                }
                parameters.put(name, lines.get(++i));
            } else {
                int equals = word.indexOf('=');
                parameters.put(
                        equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
            }
        }
        if (command == null || command.contains("=") || command.isEmpty()) {
            throw CliFailure.usage("Syntax error: command name is missing");
        }
        return new CommandLine(command, parameters);
    }

    /** The same command with other parameters. */
    CommandLine with(Map<String, String> others) {
        return new CommandLine(command, others);
    }

    String command() {
        return command;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    String require(String name) throws CliFailure {
        String value = parameters.get(name);
        if (value == null) {
            throw CliFailure.missing(name);
        }
        return value;
    }

    boolean isSet(String name) throws CliFailure {
        String value = parameters.get(name);
        return value != null && toBoolean(name, value);
    }

    /** What was given as {@code name:key=value}, or in the old form {@code name-key=value}. */
    Map<String, String> map(String name) {
        var map = new LinkedHashMap<String, String>();
        parameters.forEach((key, value) -> {
            boolean fits = key.length() > name.length() + 1
                    && key.startsWith(name)
                    && (key.charAt(name.length()) == ':' || key.charAt(name.length()) == '-');
            if (fits) {
                map.put(key.substring(name.length() + 1), value);
            }
        });
        return map;
    }

    static boolean toBoolean(String name, String text) throws CliFailure {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1" -> true;
            case "false", "f", "no", "n", "0" -> false;
            default ->
                throw CliFailure.plain(
                        "Failed to parse parameter '" + name + "': expecting a boolean, got '" + text + "'");
        };
    }

    /** A size in bytes, with a suffix such as {@code MiB} or {@code g}, all of them powers of 1024. */
    static long toBytes(String name, String text) throws CliFailure {
        String low = text.trim().toLowerCase(Locale.ROOT);
        int end = low.startsWith("-") ? 1 : 0;
        while (end < low.length() && Character.isDigit(low.charAt(end))) {
            end++;
        }
        String suffix = low.substring(end).trim();
        int shift;
        if (suffix.isEmpty() || suffix.equals("b") || suffix.equals("bytes")) {
            shift = 0;
        } else if (suffix.matches("[kmgt](b|ib)?")) {
            shift = SHIFTS.getOrDefault(suffix.charAt(0), 0);
        } else {
            throw noNumber(name, text);
        }
        try {
            return Math.multiplyExact(Long.parseLong(low.substring(0, end)), 1L << shift);
        } catch (ArithmeticException | NumberFormatException e) {
            throw noNumber(name, text);
        }
    }

    static CliFailure noNumber(String name, String text) {
        return CliFailure.plain("Failed to parse parameter '" + name + "': expecting a number, got '" + text + "'");
    }
}
