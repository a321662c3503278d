package io.xapid.server.cli;

import io.xapid.model.meta.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commands that every class has: its list, and those that look at parameters and change them. */
final class GenericCommands {
    private final Api api;
    private final Records records;
    private final Output output;
    private final CommandLine line;
    private final CliClass of;

    GenericCommands(Api api, Records records, Output output, CommandLine line, CliClass of) {
        this.api = api;
        this.records = records;
        this.output = output;
        this.line = line;
        this.of = of;
    }

    /** Does {@code verb}, such as {@code param-get}; false if the class has no such command. */
    boolean run(String verb) throws ApiFailure, CliFailure, IOException, InterruptedException {
        switch (verb) {
            case "list" -> list();
            case "param-list" -> paramList();
            case "param-get" -> paramGet();
            case "param-set" -> {
                if (!of.isSettable()) {
                    return false;
                }
                paramSet();
            }
            case "param-add" -> paramAdd();
            case "param-remove" -> paramRemove();
            case "param-clear" -> paramClear();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void list() throws ApiFailure, CliFailure, IOException, InterruptedException {
        var filters = new LinkedHashMap<String, String>();
        if (!line.isSet("all")) {
            line.parameters().forEach((name, value) -> {
                if (!CommandLine.STANDARD.contains(name)
                        && !name.equals("params")
                        && !name.equals("session_id")
                        && !name.startsWith("database:")) {
                    filters.put(name, value);
                }
            });
        }
        if (line.find("database:vdi-uuid").isPresent()
                || line.find("database:filename").isPresent()) {
            throw new ApiFailure(List.of("NOT_IMPLEMENTED", "VDI.open_database"));
        }
        Map<String, Map<?, ?>> found = new Selection(records).matching(of, filters);
        Set<String> columns = columns();
        output.answered();
        for (Map<?, ?> record : found.values()) {
            output.record(records.entries(of, record, columns, true));
        }
    }

    private Set<String> columns() throws CliFailure {
        String wanted = line.find("params").orElse("");
        if (wanted.isEmpty()) {
            return of.columns();
        }
        var all = new LinkedHashSet<String>();
        if (wanted.equals("all")) {
            of.fields().forEach(field -> all.add(field.name()));
            return all;
        }
        for (String name : wanted.split(",")) {
            if (of.field(name).isEmpty()) {
                throw CliFailure.plain("Unknown field '" + name + "'");
            }
            all.add(name);
        }
        return all;
    }

    private void paramList() throws ApiFailure, CliFailure, IOException, InterruptedException {
        var all = new LinkedHashSet<String>();
        of.fields().forEach(field -> all.add(field.name()));
        output.record(records.entries(of, record(self()), all, false));
    }

    private void paramGet() throws ApiFailure, CliFailure, IOException, InterruptedException {
        Map<?, ?> record = record(self());
        CliField field = named();
        String key = line.find("param-key").orElse("");
        if (key.isEmpty()) {
            output.list(List.of(records.text(field, record)));
            return;
        }
        Object value = records.raw(field, record) instanceof Map<?, ?> map ? map.get(key) : null;
        if (value == null) {
            throw CliFailure.plain("Key " + key + " not found in map");
        }
        output.list(List.of(value.toString()));
    }

    private void paramSet() throws ApiFailure, CliFailure, IOException, InterruptedException {
        String self = self();
        var changes = new ArrayList<Change>();
        for (Map.Entry<String, String> word : line.parameters().entrySet()) {
            String name = word.getKey();
            if (name.equals("uuid") || name.equals("session_id") || CommandLine.STANDARD.contains(name)) {
                continue;
            }
            changes.add(change(name, word.getValue()));
        }
        for (Change change : changes) { // only once all of them are known to make sense
            set(self, change);
        }
    }

    private record Change(CliField field, String key, String value) {}

    private Change change(String name, String value) throws CliFailure {
        CliField field = of.field(name).orElse(null);
        if (field != null) {
            if (field.isMap()) {
                throw CliFailure.plain("Field '" + name + "' is a map: use " + name + ":key=value to set a key of it");
            }
            if (field.isSet()) {
                throw CliFailure.plain("Field '" + name + "' is a set: use " + of.name() + "-param-add and " + of.name()
                        + "-param-remove");
            }
            if (!field.isWritable()) {
                throw CliFailure.plain("Field '" + name + "' is read-only.");
            }
            return new Change(field, "", value);
        }
        for (CliField map : of.fields()) {
            boolean fits = map.isMap()
                    && name.startsWith(map.name())
                    && name.length() > map.name().length() + 1
                    && (name.charAt(map.name().length()) == ':'
                            || name.charAt(map.name().length()) == '-');
            if (fits) {
                return new Change(map, name.substring(map.name().length() + 1), value);
            }
        }
        throw CliFailure.plain("Unknown field '" + name + "'");
    }

    private void set(String self, Change change) throws ApiFailure, CliFailure, IOException, InterruptedException {
        Field<?, ?> field = writable(change.field());
        if (!change.key().isEmpty()) {
            call("remove_from_", field, self, change.key());
            call("add_to_", field, self, change.key(), change.value());
        } else {
            call("set_", field, self, typed(field, change.value()));
        }
    }

    private void paramAdd() throws ApiFailure, CliFailure, IOException, InterruptedException {
        String self = self();
        CliField shown = named();
        Field<?, ?> field = writable(shown);
        if (shown.isSet()) {
            call("add_", field, self, line.require("param-key"));
            return;
        }
        if (!shown.isMap()) {
            throw CliFailure.plain("Cannot add to parameter '" + shown.name() + "'");
        }
        for (Map.Entry<String, String> word : line.parameters().entrySet()) {
            boolean isOwn = Set.of("uuid", "param-name", "session_id").contains(word.getKey());
            if (!isOwn && !CommandLine.STANDARD.contains(word.getKey())) {
                call("add_to_", field, self, word.getKey(), word.getValue());
            }
        }
    }

    private void paramRemove() throws ApiFailure, CliFailure, IOException, InterruptedException {
        String self = self();
        CliField shown = named();
        String key = line.require("param-key");
        Object held = records.raw(shown, record(self));
        Field<?, ?> field = writable(shown);
        if (held instanceof List<?> set) {
            if (!set.contains(key)) {
                throw CliFailure.plain("Key " + key + " is not in the set");
            }
            call("remove_", field, self, key);
        } else if (held instanceof Map<?, ?> map) {
            if (!map.containsKey(key)) {
                throw CliFailure.plain("Key " + key + " is not in map");
            }
            call("remove_from_", field, self, key);
        } else {
            throw CliFailure.plain("Cannot remove from parameter '" + shown.name() + "'");
        }
    }

    private void paramClear() throws ApiFailure, CliFailure, IOException, InterruptedException {
        String self = self();
        CliField shown = named();
        Field<?, ?> field = writable(shown);
        Object held = records.raw(shown, record(self));
        if (held instanceof List<?> set) {
            for (Object one : set) {
                call("remove_", field, self, one);
            }
        } else if (held instanceof Map<?, ?> map) {
            for (Object key : map.keySet()) {
                call("remove_from_", field, self, key);
            }
        } else {
            call("set_", field, self, typed(field, ""));
        }
    }

    private Field<?, ?> writable(CliField shown) throws CliFailure {
        Field<?, ?> field = shown.own().orElse(null);
        if (field == null || !shown.isWritable()) {
            throw CliFailure.plain("Field '" + shown.name() + "' is read-only.");
        }
        return field;
    }

    private void call(String verb, Field<?, ?> field, String self, Object... arguments)
            throws ApiFailure, IOException, InterruptedException {
        var all = new ArrayList<Object>();
        all.add(self);
        all.addAll(List.of(arguments));
        api.call(of.definition().name() + "." + verb + field.wireName(), all.toArray());
    }

    private Object typed(Field<?, ?> field, String text)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        return Typed.of(field.type(), field.wireName(), text, api);
    }

    private CliField named() throws CliFailure {
        String name = line.require("param-name");
        return of.field(name).orElseThrow(() -> CliFailure.plain("Unknown field '" + name + "'"));
    }

    private String self() throws ApiFailure, CliFailure, IOException, InterruptedException {
        return (String) api.call(of.definition().name() + ".get_by_uuid", line.require("uuid"));
    }

    private Map<?, ?> record(String self) throws ApiFailure, IOException, InterruptedException {
        return (Map<?, ?>) api.call(of.definition().name() + ".get_record", self);
    }
}
