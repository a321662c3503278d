package io.xapid.model.reference;

import io.xapid.model.AllFailures;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.FailureDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Lifecycle;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.ParamDef;
import io.xapid.model.meta.Permission;
import io.xapid.model.meta.Release;
import io.xapid.model.meta.Role;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenClass;
import io.xapid.model.meta.XenModel;
import io.xapid.model.meta.XenType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The model as data, for clients that generate code from it. Members that say nothing unusual are left out. */
final class ApiDescription {
    private final XenModel model;
    private final Sources sources;

    ApiDescription(XenModel model, Sources sources) {
        this.model = model;
        this.sources = sources;
    }

    String json() {
        var api = new LinkedHashMap<String, Object>();
        api.put("releases", Stream.of(Release.values()).map(Release::wireName).toList());
        api.put("classes", sorted(model.classes()).stream().map(this::describe).toList());
        api.put(
                "enums",
                new Enums(model).all().stream().map(ApiDescription::describe).toList());
        api.put(
                "failures",
                AllFailures.families().stream()
                        .flatMap(family -> FailureDef.ofFamily(family).stream())
                        .sorted(Comparator.comparing(FailureDef::code))
                        .map(this::describe)
                        .toList());
        return Json.document(api);
    }

    static List<ClassDef<?>> sorted(Iterable<ClassDef<?>> classes) {
        var sorted = new ArrayList<ClassDef<?>>();
        classes.forEach(sorted::add);
        sorted.sort(Comparator.comparing(definition -> definition.name().toLowerCase(Locale.ROOT)));
        return sorted;
    }

    private Map<String, Object> describe(ClassDef<?> definition) {
        var described = new LinkedHashMap<String, Object>();
        described.put("name", definition.name());
        described.put("doc", definition.doc());
        described.put("lifecycle", lifecycle(definition.lifecycle()));
        putUnlessEmpty(
                described,
                "traits",
                Stream.of(XenClass.Trait.values())
                        .filter(definition::has)
                        .map(ApiDescription::lower)
                        .toList());
        putUnlessEmpty(
                described,
                "fields",
                definition.fields().stream()
                        .filter(field -> !field.isInternal())
                        .map(ApiDescription::describe)
                        .toList());
        putUnlessEmpty(
                described,
                "messages",
                model.messages().values().stream()
                        .filter(message -> message.owner() == definition)
                        .map(ApiDescription::describe)
                        .toList());
        return described;
    }

    private static Map<String, Object> describe(Field<?, ?> field) {
        var described = new LinkedHashMap<String, Object>();
        described.put("name", field.wireName());
        described.put("type", field.type().describe());
        described.put("writer", lower(field.writer()));
        if (field.writer() == Field.Writer.CLIENT) {
            described.put("set_by", field.setters().describe());
        }
        putPermission(described, "read_by", field.getters());
        if (!field.keyRoles().isEmpty()) {
            described.put("key_roles", keyRoles(field.keyRoles()));
        }
        if (field.hasDefault()) {
            described.put("default", inOrder(field.initial()));
        }
        field.derivedFrom().ifPresent(peer -> described.put("derived_from", peer.className() + "." + peer.fieldName()));
        putIfTrue(described, "transient", field.isTransient());
        putIfTrue(described, "secret", field.isSecret());
        described.put("lifecycle", lifecycle(field.lifecycle()));
        described.put("doc", field.doc());
        return described;
    }

    /** A map that a definition holds has no order of its own. */
    private static Object inOrder(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, held) -> sorted.put(Json.text(key), held));
        return sorted;
    }

    private static Map<String, Object> describe(MessageDef message) {
        var described = new LinkedHashMap<String, Object>();
        described.put("name", message.name());
        described.put("kind", message.kind().wireName());
        putUnlessEmpty(
                described,
                "params",
                message.parameters().stream().map(ApiDescription::describe).toList());
        described.put("result", message.result().describe());
        described.put("role", message.permission().describe());
        if (!message.keyRoles().isEmpty()) {
            described.put("key_roles", keyRoles(message.keyRoles()));
        }
        putIfTrue(described, "async", message.hasAsync());
        putUnlessEmpty(
                described,
                "traits",
                Stream.of(Message.Trait.values())
                        .filter(trait -> trait != Message.Trait.SYNCHRONOUS && message.has(trait))
                        .map(ApiDescription::lower)
                        .toList());
        putUnlessEmpty(
                described,
                "fails",
                message.failures().stream()
                        .map(failure -> FailureDef.of(failure).code())
                        .toList());
        putUnlessEmpty(described, "marks", message.marks());
        described.put("lifecycle", lifecycle(message.lifecycle()));
        if (message.isCustom()) {
            described.put("doc", message.doc());
        }
        return described;
    }

    private static Map<String, Object> describe(ParamDef parameter) {
        var described = new LinkedHashMap<String, Object>();
        described.put("name", parameter.name());
        described.put("type", parameter.type().describe());
        parameter.orElse().ifPresent(value -> described.put("default", value));
        parameter.since().ifPresent(release -> described.put("since", release.wireName()));
        putIfTrue(described, "secret", parameter.secret());
        return described;
    }

    private static Map<String, Object> describe(XenType.EnumOf<?> type) {
        var values = new LinkedHashMap<String, Object>();
        for (WireEnum value : type.values()) {
            values.put(value.wireName(), value.doc());
        }
        var described = new LinkedHashMap<String, Object>();
        described.put("name", type.wireName());
        described.put("doc", Enums.docOf(type));
        described.put("values", values);
        return described;
    }

    private Map<String, Object> describe(FailureDef failure) {
        var described = new LinkedHashMap<String, Object>();
        described.put("code", failure.code());
        List<List<String>> parameters = parametersOf(failure);
        described.put("params", parameters.get(0));
        if (parameters.size() > 1) {
            described.put("or", parameters.subList(1, parameters.size()));
        }
        described.put("doc", sources.docOf(failure.type()));
        return described;
    }

    /** The names of a failure's parameters, spelt as those of messages are. */
    static List<List<String>> parametersOf(FailureDef failure) {
        return failure.parameters().stream()
                .map(names -> names.stream().map(ApiDescription::snakeCase).toList())
                .toList();
    }

    private static String snakeCase(String javaName) {
        return javaName.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> keyRoles(Map<String, Role> roles) {
        var sorted = new TreeMap<String, Object>();
        roles.forEach((key, role) -> sorted.put(key, role.wireName()));
        return sorted;
    }

    private static List<List<String>> lifecycle(Lifecycle lifecycle) {
        return lifecycle.transitions().stream()
                .map(transition ->
                        List.of(lower(transition.change()), transition.release().wireName()))
                .toList();
    }

    private static void putPermission(Map<String, Object> described, String name, Permission permission) {
        if (!permission.equals(Permission.of(Role.READ_ONLY))) {
            described.put(name, permission.describe());
        }
    }

    private static void putIfTrue(Map<String, Object> described, String name, boolean value) {
        if (value) {
            described.put(name, true);
        }
    }

    private static void putUnlessEmpty(Map<String, Object> described, String name, List<?> values) {
        if (!values.isEmpty()) {
            described.put(name, values);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
