package io.xapid.server.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A command that is a call: its line in the table names the message and says where each argument comes from.
 *
 * <pre>
 *   VM.clean_shutdown self ; force VM.hard_shutdown self
 *   VM.clone self str:new-name-label &gt; uuid VM
 *   VDI.create { SR=ref:SR:sr-uuid virtual_size=bytes:virtual-size } &gt; uuid VDI
 * </pre>
 *
 * <p>An argument is {@code self} (the object chosen), {@code true}, {@code false}, {@code []}, {@code {}}, a record in
 * braces, or a kind and a parameter: {@code str}, {@code int}, {@code bytes}, {@code float}, {@code bool}, {@code map},
 * {@code set}, {@code ref} and {@code refs} with a class, {@code named} likewise. A question mark makes it optional, with what follows an equals
 * sign in its place; {@code a|b} is either of two, of which {@code @here} is the pool's master and {@code @pool}
 * the pool.
 */
final class CallCommand {
    private final Api api;
    private final Records records;
    private final CommandLine line;

    CallCommand(Api api, Records records, CommandLine line) {
        this.api = api;
        this.records = records;
        this.line = line;
    }

    /**
     * Calls, and prints the answer, if there is one.
     *
     * @param self the object chosen; empty for none
     */
    void run(String action, String self, Output output)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        Variant chosen = variants(action).get(0);
        for (Variant variant : variants(action)) {
            if (variant.isMeant(line)) {
                chosen = variant;
            }
        }
        Deque<String> tokens = tokens(chosen.call());
        String message = tokens.remove();
        var arguments = new ArrayList<Object>();
        while (!tokens.isEmpty()) {
            arguments.add(argument(tokens, self));
        }
        Object result = api.run(message, arguments.toArray());
        if (!chosen.answer().isEmpty()) {
            new Answers(api, records, line).print(result, chosen.answer(), output);
        }
    }

    /**
     * One of the calls that a command may stand for.
     *
     * @param when the switch that chooses it, or a parameter and an equals sign; empty for the usual one
     * @param answer how the result is printed; empty for not at all
     */
    record Variant(String when, String call, String answer) {
        boolean isMeant(CommandLine line) throws CliFailure {
            return when.endsWith("=")
                    ? line.find(when.substring(0, when.length() - 1)).isPresent()
                    : !when.isEmpty() && line.isSet(when);
        }
    }

    static List<Variant> variants(String action) {
        var all = new ArrayList<Variant>();
        for (String text : action.split(" ; ")) {
            int space = all.isEmpty() ? -1 : text.indexOf(' ');
            String when = all.isEmpty() ? "" : text.substring(0, space);
            String[] parts = text.substring(space + 1).split(" > ");
            all.add(new Variant(when, parts[0].trim(), parts.length < 2 ? "" : parts[1].trim()));
        }
        return all;
    }

    /** How many arguments a call has. */
    static int count(String call) {
        int count = 0;
        boolean inRecord = false;
        for (String token : call.split(" +")) {
            inRecord = token.equals("{") || (inRecord && !token.equals("}"));
            count += inRecord ? 0 : 1;
        }
        return count - 1; // the first is the message
    }

    private static Deque<String> tokens(String call) {
        return new ArrayDeque<>(Arrays.asList(call.split(" +")));
    }

    private Object argument(Deque<String> tokens, String self)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        String token = tokens.remove();
        return switch (token) {
            case "self" -> self;
            case "true" -> true;
            case "false" -> false;
            case "[]" -> List.of();
            case "{}" -> Map.of();
            case "{" -> record(tokens, self);
            default -> value(token);
        };
    }

    private Map<String, Object> record(Deque<String> tokens, String self)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        var record = new LinkedHashMap<String, Object>();
        while (!tokens.getFirst().equals("}")) {
            String token = tokens.remove();
            int equals = token.indexOf('=');
            tokens.addFirst(token.substring(equals + 1));
            record.put(token.substring(0, equals), argument(tokens, self));
        }
        tokens.remove();
        return record;
    }

    private Object value(String token) throws ApiFailure, CliFailure, IOException, InterruptedException {
        int colon = token.indexOf(':');
        String kind = token.substring(0, colon);
        String rest = token.substring(colon + 1);
        if (kind.equals("lit")) {
            return rest;
        }
        if (kind.equals("map")) {
            return line.map(rest);
        }
        if (kind.equals("absent")) {
            return line.find(rest).isEmpty();
        }
        if (kind.equals("named")) {
            int second = rest.indexOf(':');
            return named(rest.substring(0, second), line.require(rest.substring(second + 1)));
        }
        boolean isOptional = kind.endsWith("?");
        String bare = isOptional ? kind.substring(0, kind.length() - 1) : kind;
        if (bare.equals("ref") || bare.equals("refs")) {
            int second = rest.indexOf(':');
            return reference(bare, rest.substring(0, second), rest.substring(second + 1), isOptional);
        }
        int equals = rest.indexOf('=');
        String name = equals < 0 ? rest : rest.substring(0, equals);
        String otherwise = equals < 0 ? "" : rest.substring(equals + 1);
        String text = isOptional ? line.find(name).orElse(otherwise) : line.require(name);
        return switch (bare) {
            case "int", "bytes" -> CommandLine.toBytes(name, text);
            case "bool" -> !text.isEmpty() && CommandLine.toBoolean(name, text);
            case "float" -> Typed.toDouble(name, text);
            case "set" -> Typed.list(text);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            default -> text;
        };
    }

    private Object reference(String kind, String className, String names, boolean isOptional)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        String[] either = names.split("\\|");
        for (String name : either) {
            if (name.equals("@here")) {
                var pool = (Map<?, ?>) records.all("pool").values().iterator().next();
                return String.valueOf(pool.get("master"));
            }
            if (name.equals("@pool")) {
                return records.all("pool").keySet().iterator().next();
            }
            String text = line.find(name).orElse(null);
            if (text != null && kind.equals("ref")) {
                return Typed.reference(className, text, api);
            }
            if (text != null) {
                var all = new ArrayList<Object>();
                for (String one : Typed.list(text)) {
                    all.add(Typed.reference(className, one, api));
                }
                return all;
            }
        }
        if (!isOptional) {
            throw CliFailure.missing(either[0]);
        }
        return kind.equals("refs") ? List.of() : Api.NULL;
    }

    /** An object by uuid, name, or what a host calls itself. */
    private String named(String className, String wanted)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        String found = "";
        for (Map.Entry<?, ?> one : records.all(className).entrySet()) {
            if (Selection.isNamed((Map<?, ?>) one.getValue(), wanted)) {
                if (!found.isEmpty()) {
                    throw CliFailure.plain(
                            "More than one " + className + " is called '" + wanted + "'; choose one by uuid");
                }
                found = String.valueOf(one.getKey());
            }
        }
        if (found.isEmpty()) {
            throw CliFailure.plain("No " + className + " is called '" + wanted + "'");
        }
        return found;
    }
}
