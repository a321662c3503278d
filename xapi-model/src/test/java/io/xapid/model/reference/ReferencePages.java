package io.xapid.model.reference;

import static java.util.stream.Collectors.joining;

import io.xapid.model.AllFailures;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.FailureDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Lifecycle;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.ParamDef;
import io.xapid.model.meta.Permission;
import io.xapid.model.meta.Role;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenClass.Trait;
import io.xapid.model.meta.XenModel;
import io.xapid.model.meta.XenType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The model as pages for people: one for each class, one for all failures, one that lists the classes. */
final class ReferencePages {
    private static final String NOTE =
            "<!-- Written by ReferenceTest from the model. Change the model, not this page. -->\n\n";

    private final XenModel model;
    private final Sources sources;

    ReferencePages(XenModel model, Sources sources) {
        this.model = model;
        this.sources = sources;
    }

    /** Each page's text, by its place in the reference. */
    Map<Path, String> all() {
        var pages = new TreeMap<Path, String>();
        pages.put(Path.of("classes.md"), listOfClasses());
        pages.put(Path.of("failures.md"), failures());
        for (ClassDef<?> definition : model.classes()) {
            pages.put(Path.of("classes", definition + ".md"), page(definition));
        }
        return pages;
    }

    private String listOfClasses() {
        var page = new StringBuilder(NOTE).append("# Classes of the API\n\n| class | what it is |\n|---|---|\n");
        for (ClassDef<?> definition : ApiDescription.sorted(model.classes())) {
            page.append("| [%s](classes/%s.md) | %s |\n".formatted(definition, definition, definition.doc()));
        }
        return page.append(
                        "\nFailures stand on [a page of their own](failures.md); the whole as data is [api.json](api.json).\n")
                .toString();
    }

    private String failures() {
        var page = new StringBuilder(NOTE)
                .append("# Failures\n\nA failed call answers with a code and parameters, in this order.\n");
        for (Class<?> family : AllFailures.families()) {
            page.append("\n## ")
                    .append(sources.docOf(family).replaceFirst("\\.$", ""))
                    .append("\n");
            page.append("\n| code | parameters | meaning |\n|---|---|---|\n");
            for (FailureDef failure : FailureDef.ofFamily(family)) {
                String parameters = ApiDescription.parametersOf(failure).stream()
                        .map(names -> names.isEmpty() ? "none" : String.join(", ", names))
                        .collect(joining("; or "));
                page.append("| <a id=\"%s\"></a>`%s` | %s | %s |\n"
                        .formatted(anchor(failure), failure.code(), parameters, sources.docOf(failure.type())));
            }
        }
        return page.toString();
    }

    private static String anchor(FailureDef failure) {
        return failure.code().toLowerCase(Locale.ROOT);
    }

    private String page(ClassDef<?> definition) {
        var page = new StringBuilder(NOTE);
        page.append("# ")
                .append(definition)
                .append("\n\n")
                .append(definition.doc())
                .append('\n');
        page.append("\n")
                .append(lifecycle(definition.lifecycle()))
                .append(traits(definition))
                .append('\n');
        fields(definition, page);
        messages(definition, page);
        enums(definition, page);
        return page.toString();
    }

    private static String traits(ClassDef<?> definition) {
        var said = new ArrayList<String>();
        if (!definition.isStored()) {
            said.add("It has no stored objects.");
        } else if (definition.has(Trait.TRANSIENT)) {
            said.add("Its objects go when the pool starts anew.");
        }
        if (definition.isStored() && !definition.hasEvents()) {
            said.add("Its changes cause no events.");
        }
        if (definition.has(Trait.HIDDEN)) {
            said.add("It is not part of the published description.");
        }
        return said.stream().map(sentence -> " " + sentence).collect(joining());
    }

    private void fields(ClassDef<?> definition, StringBuilder page) {
        Map<String, String> headings = sources.headingsOf(definition);
        String heading = "";
        for (Field<?, ?> field : definition.fields()) {
            if (field.isInternal()) {
                continue;
            }
            String next = headings.getOrDefault(field.wireName(), "Fields");
            if (!next.equals(heading)) {
                page.append("\n## ")
                        .append(next)
                        .append("\n\n| field | type | written by | meaning |\n|---|---|---|---|\n");
                heading = next;
            }
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            field.wireName(),
                            type(field.type()),
                            writer(field),
                            field.doc() + more(definition, field)));
        }
    }

    private static String writer(Field<?, ?> field) {
        return switch (field.writer()) {
            case CLIENT -> role(field.setters());
            case CREATOR -> "whoever creates it";
            case SERVER -> "toolstack";
        };
    }

    private static String more(ClassDef<?> owner, Field<?, ?> field) {
        var said = new ArrayList<String>();
        field.derivedFrom()
                .ifPresent(peer -> said.add("Mirrors `%s.%s`.".formatted(peer.className(), peer.fieldName())));
        if (field.hasDefault() && !field.initial().equals(emptyOf(field.type()))) {
            said.add("Default: " + value(field.initial()) + ".");
        }
        new TreeMap<>(field.keyRoles())
                .forEach((key, role) -> said.add("Key `%s`: %s.".formatted(key, role.wireName())));
        if (!field.getters().equals(Permission.of(Role.READ_ONLY))) {
            said.add("Read by " + role(field.getters()) + ".");
        }
        if (isNews(field.lifecycle(), owner)) {
            said.add(lifecycle(field.lifecycle()));
        }
        return said.stream().map(sentence -> " " + sentence).collect(joining());
    }

    private static Object emptyOf(XenType<?> type) {
        return type.empty();
    }

    private static String value(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ReferencePages::value).collect(joining(", "));
        } else if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map)
                    .entrySet().stream()
                            .map(entry -> value(entry.getKey()) + " = " + value(entry.getValue()))
                            .collect(joining(", "));
        }
        return "`" + (value instanceof Boolean ? value : Json.text(value)) + "`";
    }

    private void messages(ClassDef<?> definition, StringBuilder page) {
        for (Class<?> topic : definition.topics()) {
            page.append("\n## ")
                    .append(sources.docOf(topic).replaceFirst("\\.$", ""))
                    .append('\n');
            for (MessageDef message : model.messages().values()) {
                if (message.method().filter(m -> m.getDeclaringClass() == topic).isPresent()) {
                    message(message, page);
                }
            }
        }
        List<MessageDef> implicit = model.messages().values().stream()
                .filter(message -> message.owner() == definition && !message.isCustom())
                .toList();
        if (!implicit.isEmpty()) {
            page.append("\n## Messages that every such class has\n\n");
            page.append(
                    implicit.stream().map(message -> "`" + message.name() + "`").collect(joining(", ")));
            page.append('\n');
        }
    }

    private void message(MessageDef message, StringBuilder page) {
        page.append("\n### ")
                .append(message)
                .append("\n\n")
                .append(message.doc())
                .append("\n\n");
        page.append("- `%s(%s)`"
                .formatted(
                        message.name(),
                        message.parameters().stream()
                                .map(ReferencePages::parameter)
                                .collect(joining(", "))));
        page.append(message.result().kind() == XenType.Kind.VOID ? "" : " gives " + type(message.result()));
        page.append(message.hasAsync() ? "; also as `Async." + message + "`" : "")
                .append('\n');
        message.parameters().stream()
                .filter(parameter -> !parameter.isRequired())
                .forEach(parameter -> page.append("- `%s` may be left out%s\n"
                        .formatted(
                                parameter.name(),
                                parameter
                                        .orElse()
                                        .filter(value -> !value.equals(emptyOf(parameter.type())))
                                        .map(value -> ", and is then " + value(value))
                                        .orElse(""))));
        page.append("- Allowed to ").append(role(message.permission())).append(keyRoles(message));
        page.append(message.needsSession() ? "" : "; needs no session").append('\n');
        if (isNews(message.lifecycle(), message.owner())) {
            page.append("- ").append(lifecycle(message.lifecycle())).append('\n');
        }
        if (message.isHidden()) {
            page.append("- Not in the published description\n");
        }
        if (!message.failures().isEmpty()) {
            String codes = message.failures().stream()
                    .map(FailureDef::of)
                    .map(failure -> "[%s](../failures.md#%s)".formatted(failure.code(), anchor(failure)))
                    .collect(joining(", "));
            page.append("- Fails with ").append(codes).append('\n');
        }
    }

    private static String keyRoles(MessageDef message) {
        return new TreeMap<>(message.keyRoles())
                .entrySet().stream()
                        .map(entry -> "; key `%s`: %s"
                                .formatted(entry.getKey(), entry.getValue().wireName()))
                        .collect(joining());
    }

    private static String parameter(ParamDef parameter) {
        return parameter.name() + ": " + parameter.type().describe();
    }

    private void enums(ClassDef<?> definition, StringBuilder page) {
        for (XenType.EnumOf<?> type : new Enums(model).usedBy(definition)) {
            page.append("\n## enum ").append(type.wireName()).append("\n\n").append(Enums.docOf(type));
            page.append("\n\n| value | meaning |\n|---|---|\n");
            for (WireEnum value : type.values()) {
                page.append("| `%s` | %s |\n".formatted(value.wireName(), value.doc()));
            }
        }
    }

    private static String type(XenType<?> type) {
        if (type instanceof XenType.RefTo<?> ref) {
            return "[%s](%s.md) ref".formatted(ref.className(), ref.className());
        } else if (type instanceof XenType.RecordOf<?> record) {
            return "[%s](%s.md) record".formatted(record.className(), record.className());
        } else if (type instanceof XenType.EnumOf<?> words) {
            return "[%s](#enum-%s)".formatted(words.wireName(), words.wireName());
        } else if (type instanceof XenType.SetOf<?> set) {
            return type(set.element()) + " set";
        } else if (type instanceof XenType.OptionOf<?> option) {
            return type(option.element()) + " option";
        } else if (type instanceof XenType.MapOf<?, ?> map) {
            return "(" + type(map.key()) + " -> " + type(map.value()) + ") map";
        }
        return type.describe();
    }

    private static String role(Permission permission) {
        return permission.describe().replace("+", " or ");
    }

    /** Whether a part of a class has another history than the class. */
    private static boolean isNews(Lifecycle lifecycle, ClassDef<?> owner) {
        return !lifecycle.equals(owner.lifecycle())
                && !lifecycle.equals(Lifecycle.publishedIn(owner.lifecycle().released()));
    }

    private static String lifecycle(Lifecycle lifecycle) {
        return lifecycle.transitions().stream()
                        .map(transition -> transition.change().name().toLowerCase(Locale.ROOT) + " in "
                                + transition.release().wireName())
                        .collect(joining(", "))
                        .replaceFirst("^p", "P")
                + ".";
    }
}
