package io.xapid.server.cli;

import io.xapid.model.meta.Field;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.XenType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects of all classes as one command sees them, each class read once, and their fields as text. */
final class Records {
    static final String NOTHING = "<not in database>";
    private static final String UNKNOWN = "<unknown>";

    private final Api api;
    private final Map<String, Map<?, ?>> read = new HashMap<>();

    Records(Api api) {
        this.api = api;
    }

    /** All objects of a class by reference; none of a class that cannot be listed. */
    Map<?, ?> all(String className) throws ApiFailure, IOException, InterruptedException {
        Map<?, ?> known = read.get(className);
        if (known == null) {
            String message = className + ".get_all_records";
            known = api.has(message) ? (Map<?, ?>) api.call(message) : Map.of();
            read.put(className, known);
        }
        return known;
    }

    @Nullable
    Map<?, ?> find(String className, String reference) throws ApiFailure, IOException, InterruptedException {
        return (Map<?, ?>) all(className).get(reference);
    }

    /** The values of a field that holds several; none where the record has no such field. */
    static List<?> several(Map<?, ?> record, String field) {
        return record.get(field) instanceof List<?> list ? list : List.of();
    }

    /**
     * A record as it is printed: its fields in the order of the class.
     *
     * @param isList whether it is one of many, which leaves out what takes long to find
     */
    List<Output.Entry> entries(CliClass of, Map<?, ?> record, Set<String> columns, boolean isList)
            throws ApiFailure, IOException, InterruptedException {
        var entries = new ArrayList<Output.Entry>();
        for (CliField field : of.fields()) {
            if (columns.contains(field.name()) && !field.is('h')) {
                boolean isTooMuch = isList && field.is('e');
                entries.add(new Output.Entry(field.label(), isTooMuch ? "<expensive field>" : text(field, record)));
            }
        }
        return entries;
    }

    /** A field's value as it is printed. */
    String text(CliField field, Map<?, ?> record) throws ApiFailure, IOException, InterruptedException {
        if (field.computed().equals(CliField.HOST_OF_SR)) {
            return hostOfStorage(record);
        }
        if (field.computed().startsWith(CliField.CALL)) {
            return asked(field.computed().substring(CliField.CALL.length()), record);
        }
        if (field.path().isEmpty()) {
            return UNKNOWN;
        }
        Map<?, ?> at = record;
        int last = field.path().size() - 1;
        for (int i = 0; i < last; i++) {
            Field<?, ?> step = field.path().get(i);
            String target = ((XenType.RefTo<?>) step.type()).className();
            at = find(target, String.valueOf(at.get(step.wireName())));
            if (at == null) {
                return NOTHING;
            }
        }
        Field<?, ?> end = field.path().get(last);
        Object value = at.get(end.wireName());
        if (field.isSet() && !field.is('p') && end.type() instanceof XenType.MapOf<?, ?> map) {
            return underWay(map, value);
        }
        return text(end.type(), value, field.asName());
    }

    /** Of operations under way, by their tasks, only what they are. */
    private String underWay(XenType.MapOf<?, ?> map, @Nullable Object value)
            throws ApiFailure, IOException, InterruptedException {
        var parts = new ArrayList<String>();
        for (Map.Entry<?, ?> one : value instanceof Map<?, ?> pairs ? inOrder(pairs) : List.<Map.Entry<?, ?>>of()) {
            parts.add(text(map.value(), one.getValue(), false));
        }
        return String.join("; ", parts);
    }

    private String asked(String message, Map<?, ?> record) throws IOException, InterruptedException {
        MessageDef definition = api.model().message(message).orElse(null);
        if (definition == null) {
            return UNKNOWN;
        }
        try {
            Object self = api.call(definition.owner().name() + ".get_by_uuid", String.valueOf(record.get("uuid")));
            return text(definition.result(), api.call(message, self), false);
        } catch (ApiFailure notNow) {
            return UNKNOWN;
        }
    }

    /** The only host of the storage by its name. */
    private String hostOfStorage(Map<?, ?> record) throws ApiFailure, IOException, InterruptedException {
        List<?> links = several(record, "PBDs");
        if (links.size() > 1) {
            return "<shared>";
        }
        Map<?, ?> link = links.isEmpty() ? null : find("PBD", String.valueOf(links.get(0)));
        Map<?, ?> host = link == null ? null : find("host", String.valueOf(link.get("host")));
        return host == null ? NOTHING : String.valueOf(host.get("name_label"));
    }

    /** The value of a field that holds several, before it is made text. */
    @Nullable
    Object raw(CliField field, Map<?, ?> record) throws ApiFailure, IOException, InterruptedException {
        Map<?, ?> at = record;
        for (int i = 0; i < field.path().size(); i++) {
            Field<?, ?> step = field.path().get(i);
            Object value = at.get(step.wireName());
            if (i == field.path().size() - 1) {
                return value;
            }
            at = find(((XenType.RefTo<?>) step.type()).className(), String.valueOf(value));
            if (at == null) {
                return null;
            }
        }
        return null;
    }

    /** By the keys' text: what keeps a map has no order, or another one in each run, and scripts compare what they read. */
    static List<Map.Entry<?, ?>> inOrder(Map<?, ?> map) {
        var entries = new ArrayList<Map.Entry<?, ?>>(map.entrySet());
        entries.sort(Comparator.comparing(entry -> String.valueOf(entry.getKey())));
        return entries;
    }

    private String text(XenType<?> type, @Nullable Object value, boolean asName)
            throws ApiFailure, IOException, InterruptedException {
        if (value == null) {
            return UNKNOWN;
        }
        if (type instanceof XenType.RefTo<?> ref) {
            Map<?, ?> target = find(ref.className(), value.toString());
            Object shown = target == null ? null : target.get(asName ? "name_label" : "uuid");
            return shown == null ? NOTHING : shown.toString();
        }
        if (type instanceof XenType.EnumOf<?> choice) {
            return Spelling.shown(choice.wireName(), value.toString());
        }
        if (type instanceof XenType.SetOf<?> set) {
            var parts = new ArrayList<String>();
            for (Object one : (List<?>) value) {
                parts.add(text(set.element(), one, asName));
            }
            return String.join("; ", parts);
        }
        if (type instanceof XenType.MapOf<?, ?> map) {
            var parts = new ArrayList<String>();
            for (Map.Entry<?, ?> one : inOrder((Map<?, ?>) value)) {
                String key = map.key() instanceof XenType.RefTo<?>
                        ? one.getKey().toString()
                        : text(map.key(), one.getKey(), asName);
                parts.add(key + ": " + text(map.value(), one.getValue(), asName));
            }
            return String.join("; ", parts);
        }
        if (type.kind() == XenType.Kind.FLOAT && value instanceof Number number) {
            return String.format(Locale.ROOT, "%.3f", number.doubleValue());
        }
        return value.toString();
    }
}
