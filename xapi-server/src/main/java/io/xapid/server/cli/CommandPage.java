package io.xapid.server.cli;

import java.util.List;
import java.util.stream.Collectors;

/** The reference page of all commands. */
final class CommandPage {
    private static final String HEAD = """
            <!-- Written by CommandPageTest from the tables of commands. Change the tables, not this page. -->

            # Commands of xe

            What the server knows when `xe` asks. Words are `name=value`; `--name` stands for `name=true`; parameters in
            brackets may be left out; one that ends in a colon is a map, given as `name:key=value`. A command that
            *chooses* objects takes their fields as filters, and `--multiple` when it is to work on more than one.
            A command without a message answers `NOT_IMPLEMENTED`, and so does one whose message is
            [not served](coverage.md) yet.

            `--minimal` prints bare values in one line. Exit status 0 means success, 1 that something failed.

            ## Commands of every class

            `CLASS-list`, `CLASS-param-list`, `CLASS-param-get`, `CLASS-param-add`, `CLASS-param-remove`,
            `CLASS-param-clear`, and `CLASS-param-set` where something can be set. The classes:
            """;

    private CommandPage() {}

    static String of(Catalogue catalogue) {
        var page = new StringBuilder(HEAD);
        page.append(catalogue.classes().keySet().stream()
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(", ")))
                .append(
                        ".\n\n## Commands of their own\n\n| command | parameters | chooses | calls |\n|---|---|---|---|\n");
        for (Command command : catalogue.commands().values()) {
            page.append("| `")
                    .append(command.name())
                    .append("` | ")
                    .append(parameters(command))
                    .append(" | ")
                    .append(command.is('V') ? "VMs" : command.is('H') ? "hosts" : command.is('S') ? "SRs" : "")
                    .append(" | ")
                    .append(calls(command))
                    .append(" |\n");
        }
        return page.toString();
    }

    private static String parameters(Command command) {
        String required = String.join(" ", command.required());
        String optional = String.join(" ", command.optional());
        return (required + (optional.isEmpty() ? "" : " [" + optional + "]")).strip();
    }

    private static String calls(Command command) {
        if (Written.find(command.name()).isPresent()) {
            return "several";
        }
        return messages(command).stream().map(one -> "`" + one + "`").collect(Collectors.joining(", "));
    }

    /** The messages of all variants of a command. */
    static List<String> messages(Command command) {
        if (command.action().isEmpty()) {
            return List.of();
        }
        return CallCommand.variants(command.action()).stream()
                .map(variant -> variant.call().split(" ")[0])
                .toList();
    }
}
