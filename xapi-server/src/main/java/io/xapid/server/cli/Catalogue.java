package io.xapid.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.XenModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All classes and commands, read from one table for each class of the model. */
final class Catalogue {
    private final Map<String, CliClass> classes = new TreeMap<>();
    private final Map<String, Command> commands = new TreeMap<>();

    static Catalogue of(XenModel model) {
        var catalogue = new Catalogue();
        for (ClassDef<?> definition : model.classes()) {
            catalogue.read(definition, model);
        }
        return catalogue;
    }

    Map<String, CliClass> classes() {
        return classes;
    }

    Map<String, Command> commands() {
        return commands;
    }

    private void read(ClassDef<?> definition, XenModel model) {
        Draft draft = null;
        for (String line : lines(definition.name() + ".xe")) {
            int space = line.indexOf(' ');
            String rest = line.substring(space + 1);
            switch (line.substring(0, space)) {
                case "class" -> {
                    keep(draft);
                    draft = new Draft(rest, definition, classes);
                }
                case "command" -> {
                    Command command = Command.parse(rest, definition.name());
                    commands.put(command.name(), command);
                }
                default -> Objects.requireNonNull(draft).line(line, rest, model);
            }
        }
        keep(draft);
    }

    private void keep(@Nullable Draft draft) {
        if (draft != null) {
            classes.put(draft.name, draft.done());
        }
    }

    static List<String> lines(String file) {
        try (InputStream in = Catalogue.class.getResourceAsStream(file)) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class while its lines are read. */
    private static final class Draft {
        final String name;
        private final ClassDef<?> definition;
        private final Map<String, String> where = new LinkedHashMap<>();
        private final List<CliField> fields = new ArrayList<>();
        private final Set<String> columns = new LinkedHashSet<>();

        Draft(String words, ClassDef<?> definition, Map<String, CliClass> known) {
            String[] parts = words.split(" ");
            this.name = parts[0];
            this.definition = definition;
            if (parts.length == 3) { // class template of vm
                fields.addAll(Objects.requireNonNull(known.get(parts[2])).fields());
            }
        }

        void line(String line, String rest, XenModel model) {
            if (line.startsWith("where ")) {
                for (String one : rest.split(" ")) {
                    where.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
                }
            } else if (line.startsWith("columns ")) {
                columns.addAll(Arrays.asList(rest.split(" ")));
            } else {
                String[] parts = rest.split(" = ");
                String[] words = parts[0].trim().split(" ");
                String flags = words.length > 2 ? words[2] : "";
                fields.add(CliField.of(words[0], words[1], flags, parts.length > 1 ? parts[1] : "", definition, model));
                if (flags.contains("*")) {
                    columns.add(words[0]);
                }
            }
        }

        CliClass done() {
            Set<String> shown = new LinkedHashSet<>(columns);
            if (shown.isEmpty()) {
                fields.forEach(field -> shown.add(field.name()));
            }
            return new CliClass(name, definition, Map.copyOf(where), List.copyOf(fields), shown);
        }
    }
}
