package io.xapid.model;

import static java.util.stream.Collectors.joining;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.FailureDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Lifecycle;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.ParamDef;
import io.xapid.model.meta.Permission;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenClass.Trait;
import io.xapid.model.meta.XenModel;
import io.xapid.model.meta.XenType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says of the model what {@link Facts#ofTheApi} says of the published API, in the same words. */
final class ModelFacts {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final XenModel model;
    private final Facts facts = new Facts();

    private ModelFacts(XenModel model) {
        this.model = model;
    }

    static Facts of(XenModel model) {
        var told = new ModelFacts(model);
        model.classes().forEach(told::tell);
        model.messages().values().forEach(told::tell);
        AllFailures.families().forEach(family -> FailureDef.ofFamily(family).forEach(told::tell));
        return told.facts;
    }

    private void tell(ClassDef<?> definition) {
        String subject = "class " + definition;
        var traits = new ArrayList<String>();
        if (definition.isStored()) {
            traits.add("in_database");
            if (!definition.has(Trait.TRANSIENT)) {
                traits.add("persistent");
            }
        }
        if (definition.hasEvents()) {
            traits.add("events");
        }
        if (!definition.has(Trait.NO_GET_ALL)) {
            traits.add("get_all");
        }
        Map.of(Trait.CONSTRUCTIBLE, "auto_ctor_dtor", Trait.NO_TASK, "no_task", Trait.LOG_DESTROY, "log_destroy")
                .forEach((trait, word) -> {
                    if (definition.has(trait)) {
                        traits.add(word);
                    }
                });
        if (definition.has(Trait.HIDDEN)) {
            traits.add("hidden");
        }
        facts.say(subject, "traits", String.join(" ", traits));
        facts.say(subject, "lifecycle", lifecycle(definition.lifecycle()));
        definition.fields().forEach(field -> tell(definition, field));
    }

    private void tell(ClassDef<?> owner, Field<?, ?> field) {
        String subject = "field " + field;
        boolean kept = owner.isStored() && !owner.has(Trait.TRANSIENT);
        facts.say(subject, "type", field.type().describe());
        facts.say(
                subject,
                "qualifier",
                switch (field.writer()) {
                    case CLIENT -> "RW";
                    case CREATOR -> "RO/constructor";
                    case SERVER -> "RO/runtime";
                });
        facts.say(subject, "lifecycle", lifecycle(field.lifecycle()));
        facts.say(subject, "state", lower(field.lifecycle().state()));
        if (field.hasDefault()) {
            facts.say(subject, "default", value(field.initial()));
        }
        if (field.isTransient() || !kept || field.derivedFrom().isPresent()) {
            facts.say(subject, "persistent", "false");
        }
        field.derivedFrom().ifPresent(peer -> tellRelation(field, peer));
        if (field.writer() == Field.Writer.CLIENT) {
            facts.say(subject, "set_roles", field.setters().describe());
        }
        if (!field.getters().equals(Permission.of(Role.READ_ONLY))) {
            facts.say(subject, "get_roles", field.getters().describe());
        }
        if (!field.keyRoles().isEmpty()) {
            facts.say(subject, "key_roles", value(field.keyRoles()));
        }
        facts.say(subject, "internal", field.isInternal());
        facts.say(subject, "custom_setter", field.hasCustomSetter());
        facts.say(subject, "dangling_ok", field.mayDangle());
        facts.say(subject, "secret", field.isSecret());
        tellEnums(field.type());
    }

    private void tellRelation(Field<?, ?> set, Field.Peer peer) {
        String source = peer.className() + "." + peer.fieldName();
        boolean many = model.classNamed(peer.className())
                        .orElseThrow()
                        .field(peer.fieldName())
                        .orElseThrow()
                        .type()
                instanceof XenType.SetOf<?>;
        facts.say("field " + set, "derived_from", source);
        facts.say("relation " + set, "side", many ? "many-to-many" : "many");
        facts.say("relation " + set, "peer", source);
        facts.say("relation " + source, "side", many ? "many-to-many" : "one");
        facts.say("relation " + source, "peer", set.toString());
    }

    private void tell(MessageDef message) {
        String subject = "message " + message;
        if (!message.isCustom()) {
            facts.say(subject, "kind", message.kind().wireName());
        }
        facts.say(subject, "scope", message.isOfInstance() ? "instance" : "class");
        facts.say(
                subject,
                "params",
                message.parameters().stream().map(ModelFacts::parameter).collect(joining("; ")));
        facts.say(subject, "result", message.result().describe());
        facts.say(subject, "roles", message.permission().describe());
        facts.say(subject, "lifecycle", lifecycle(message.lifecycle()));
        facts.say(subject, "state", lower(message.lifecycle().state()));
        facts.say(subject, "async", message.hasAsync());
        facts.say(subject, "hidden", message.isHidden());
        facts.say(subject, "pool_internal", message.isPoolInternal());
        facts.say(subject, "emergency", message.has(Message.Trait.EMERGENCY));
        facts.say(subject, "no_slave_redirect", message.has(Message.Trait.LOCAL));
        facts.say(subject, "secret_result", message.has(Message.Trait.SECRET_RESULT));
        facts.say(subject, "custom_marshaller", message.has(Message.Trait.OWN_WIRE_FORM));
        if (!message.needsSession()) {
            facts.say(subject, "session", "none");
        }
        if (!message.marks().isEmpty()) {
            facts.say(subject, "marks", String.join(", ", message.marks()));
        }
        if (!message.keyRoles().isEmpty()) {
            facts.say(subject, "key_roles", value(message.keyRoles()));
        }
        if (!message.failures().isEmpty()) {
            String codes = message.failures().stream()
                    .map(failure -> FailureDef.of(failure).code())
                    .sorted()
                    .collect(joining(" "));
            facts.say(subject, "errors", codes);
        }
        message.parameters().forEach(parameter -> tellEnums(parameter.type()));
        tellEnums(message.result());
    }

    private static String parameter(ParamDef parameter) {
        return parameter.name()
                + ": "
                + parameter.type().describe()
                + parameter.orElse().map(value -> " else " + value(value)).orElse("")
                + parameter
                        .since()
                        .map(release -> " since " + release.wireName())
                        .orElse("")
                + (parameter.secret() ? " secret" : "");
    }

    private void tellEnums(XenType<?> type) {
        if (type instanceof XenType.EnumOf<?> words) {
            String values = words.values().stream().map(WireEnum::wireName).collect(joining(" "));
            facts.say("enum " + words.wireName(), "values", values);
        } else if (type instanceof XenType.SetOf<?> set) {
            tellEnums(set.element());
        } else if (type instanceof XenType.OptionOf<?> option) {
            tellEnums(option.element());
        } else if (type instanceof XenType.MapOf<?, ?> map) {
            tellEnums(map.key());
            tellEnums(map.value());
        }
    }

    private void tell(FailureDef failure) {
        String code = failure.code().replaceFirst("^SR_BACKEND_FAILURE_0$", "SR_BACKEND_FAILURE_<n>");
        String parameters = failure.parameters().stream()
                .map(names -> names.equals(List.of("details...")) ? "?" : String.join(", ", names))
                .sorted()
                .collect(joining(" | "));
        facts.say("error " + code, "params", parameters);
    }

    private static String lifecycle(Lifecycle lifecycle) {
        return lifecycle.transitions().stream()
                .map(transition ->
                        lower(transition.change()) + " " + transition.release().wireName())
                .collect(joining(", "));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String value(Object value) {
        if (value instanceof Double number) {
            return number == Math.rint(number) ? Long.toString(number.longValue()) : number.toString();
        } else if (value instanceof Instant time) {
            return DATE.format(time);
        } else if (value instanceof WireEnum word) {
            return word.wireName();
        } else if (value instanceof Role role) {
            return role.wireName();
        } else if (value instanceof List<?> list) {
            return list.stream().map(ModelFacts::value).collect(joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, String>();
            map.forEach((key, held) -> sorted.put(value(key), value(held)));
            return sorted.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(joining(", ", "{", "}"));
        } else if (value instanceof Ref<?>
                || value instanceof String
                || value instanceof Long
                || value instanceof Boolean) {
            return value.toString();
        }
        throw new IllegalArgumentException("a default of type " + value.getClass());
    }
}
