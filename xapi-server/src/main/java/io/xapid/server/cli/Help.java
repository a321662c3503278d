package io.xapid.server.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells what commands there are and what they take. Needs no login. */
final class Help {
    private static final int MOST_NEAR = 3;
    private static final int FARTHEST = 3;

    private final Catalogue catalogue;

    Help(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    void run(CommandLine line, Output output) throws CliFailure, IOException {
        var asked = line.parameters().entrySet().stream()
                .filter(word -> word.getValue().isEmpty() && !CommandLine.STANDARD.contains(word.getKey()))
                .map(word -> word.getKey())
                .toList();
        if (!asked.isEmpty()) {
            for (String name : asked) {
                one(name, output);
            }
            return;
        }
        boolean isAll = line.isSet("all");
        var names = names(isAll);
        if (output.isMinimal()) {
            output.list(names);
            return;
        }
        output.message("Usage: xe <command> [-s server] [-pw passwd] [-p port] [-u user] [-pwf password-file]\n"
                + "        [command specific arguments]\n\n"
                + "To get help on a specific command: xe help <command>\n"
                + (isAll ? "" : "To get a full listing of commands: xe help --all\n") + "\n"
                + (isAll ? "Full command list" : "Common command list") + "\n"
                + "-".repeat(17) + "\n\n    " + String.join(", ", names));
    }

    private List<String> names(boolean isAll) {
        var names = new TreeSet<String>();
        for (Command command : catalogue.commands().values()) {
            if (isAll ? !command.is('X') : command.is('P')) {
                names.add(command.name());
            }
        }
        if (isAll) {
            catalogue.classes().values().forEach(of -> names.addAll(generic(of)));
        }
        return new ArrayList<>(names);
    }

    private static List<String> generic(CliClass of) {
        var names = new ArrayList<String>();
        for (String verb : List.of("list", "param-list", "param-get", "param-add", "param-remove", "param-clear")) {
            names.add(of.name() + "-" + verb);
        }
        if (of.isSettable()) {
            names.add(of.name() + "-param-set");
        }
        return names;
    }

    private void one(String name, Output output) throws CliFailure, IOException {
        Command command = catalogue.commands().get(name);
        if (command == null && !everything().contains(name)) {
            throw unknown(name);
        }
        var entries = new ArrayList<Output.Entry>();
        entries.add(new Output.Entry("command name", name));
        entries.add(new Output.Entry("reqd params", command == null ? "" : String.join(", ", command.required())));
        entries.add(new Output.Entry("optional params", command == null ? "" : String.join(", ", command.optional())));
        output.record(entries);
    }

    private Set<String> everything() {
        var names = new TreeSet<>(catalogue.commands().keySet());
        catalogue.classes().values().forEach(of -> names.addAll(generic(of)));
        return names;
    }

    /** The failure for a command that is not there, with those that are spelt alike. */
    CliFailure unknown(String name) {
        String shortened = name.length() > 60 ? name.substring(0, 60) + "..." : name;
        List<String> near = name.length() > 60
                ? List.of()
                : everything().stream()
                        .filter(one -> distance(one, name) <= FARTHEST)
                        .sorted(Comparator.comparingInt(one -> distance(one, name)))
                        .limit(MOST_NEAR)
                        .toList();
        return CliFailure.usage("Unknown command: " + shortened
                + (near.isEmpty() ? "" : "\nDid you mean: " + String.join(", ", near) + "?"));
    }

    /** How many letters have to change to make one of the other. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(before[j - 1] + change, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
