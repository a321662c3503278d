package io.xapid.model.meta;

import io.xapid.model.meta.Message.Trait;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks for contradictions in definitions and messages, and goes on after each to find them all. */
final class ModelCheck {
    private final Map<String, ClassDef<?>> classes;
    private final Consumer<String> faults;
    private final Map<String, Class<?>> enumsByName = new HashMap<>();

    ModelCheck(Map<String, ClassDef<?>> classes, Consumer<String> faults) {
        this.classes = classes;
        this.faults = faults;
    }

    void check(ClassDef<?> definition) {
        checkName(definition, definition.name());
        checkDoc(definition, definition.doc());
        XenClass about = definition.definition().getAnnotation(XenClass.class);
        if (!about.name().equals(definition.name())) {
            fault(definition, "is called " + about.name() + " by its @XenClass");
        }
        if (definition.ofFields().released() != about.since()
                || definition.ofFields().state() == Lifecycle.State.PROTOTYPED != about.prototype()) {
            fault(definition, "is of another release by its @XenClass than by its FieldFactory");
        }
        if (definition.isStored() && definition.field("uuid").isEmpty()) {
            fault(definition, "has rows and no uuid");
        }
        var names = new HashSet<String>();
        for (Field<?, ?> field : definition.fields()) {
            if (!names.add(field.wireName())) {
                fault(field, "is defined twice");
            }
            check(definition, field);
        }
    }

    private void check(ClassDef<?> owner, Field<?, ?> field) {
        checkName(field, field.wireName());
        checkDoc(field, field.doc());
        checkType(field, field.type());
        if (field.lifecycle().transitions().isEmpty()) {
            fault(field, "appeared in no release");
        }
        if (field.hasDefault() && !isValueOf(field.type(), field.initial())) {
            fault(field, "has a default that is no " + field.type().describe());
        }
        if (!field.keyRoles().isEmpty() && field.type().kind() != XenType.Kind.MAP) {
            fault(field, "has roles for keys and is no map");
        }
        field.derivedFrom().ifPresent(peer -> checkPeer(owner, field, peer));
    }

    private void checkPeer(ClassDef<?> owner, Field<?, ?> field, Field.Peer peer) {
        Optional<? extends Field<?, ?>> reference =
                Optional.ofNullable(classes.get(peer.className())).flatMap(other -> other.field(peer.fieldName()));
        if (reference.isEmpty()) {
            fault(field, "mirrors " + peer.className() + "." + peer.fieldName() + ", which does not exist");
        } else if (!refersTo(owner.name(), reference.get().type())) {
            fault(field, "mirrors " + reference.get() + ", which is no reference to a " + owner);
        }
    }

    private static boolean refersTo(String className, XenType<?> type) {
        XenType<?> one = type instanceof XenType.SetOf<?> set ? set.element() : type;
        return one.equals(XenType.ref(className));
    }

    void check(MessageDef message) {
        checkName(message, message.name());
        checkDoc(message, message.doc());
        checkType(message, message.result());
        var names = new HashSet<String>();
        boolean optional = false;
        for (ParamDef parameter : message.parameters()) {
            checkName(message, parameter.name());
            checkType(message, parameter.type());
            if (!names.add(parameter.name())) {
                fault(message, "has two parameters called " + parameter.name());
            }
            if (optional && parameter.isRequired()) {
                fault(message, "requires " + parameter.name() + " after an optional parameter");
            }
            optional |= !parameter.isRequired();
        }
        if (message.has(Trait.OF_CLASS) && message.has(Trait.OF_INSTANCE)) {
            fault(message, "is of the class and of an instance");
        }
    }

    private void checkEnum(XenType.EnumOf<?> type) {
        Class<?> other = enumsByName.putIfAbsent(type.wireName(), type.constants());
        if (other == type.constants()) {
            return;
        }
        if (other != null) {
            fault(
                    type.describe(),
                    "is both " + other.getName() + " and " + type.constants().getName());
        }
        if (type.values().isEmpty()) {
            fault(type.describe(), "has no values");
        }
        var words = new HashSet<String>();
        for (WireEnum value : type.values()) {
            if (value.wireName().isEmpty() || !words.add(value.wireName())) {
                fault(type.describe(), "has an empty value, or one twice: \"" + value.wireName() + "\"");
            }
            checkDoc(type.describe() + " value " + value, value.doc());
        }
    }

    private void checkType(Object where, XenType<?> type) {
        if (type instanceof XenType.RefTo<?> ref) {
            checkClass(where, ref.className());
        } else if (type instanceof XenType.RecordOf<?> record) {
            checkClass(where, record.className());
        } else if (type instanceof XenType.SetOf<?> set) {
            checkType(where, set.element());
        } else if (type instanceof XenType.OptionOf<?> option) {
            checkType(where, option.element());
        } else if (type instanceof XenType.MapOf<?, ?> map) {
            checkType(where, map.key());
            checkType(where, map.value());
        } else if (type instanceof XenType.EnumOf<?> enumeration) {
            checkEnum(enumeration);
        }
    }

    private void checkClass(Object where, String className) {
        if (!classes.containsKey(className)) {
            fault(where, "names class " + className + ", which does not exist");
        }
    }

    private void checkName(Object where, String name) {
        boolean usable = !name.isEmpty() && isLetter(name.charAt(0));
        for (int i = 1; usable && i < name.length(); i++) {
            char next = name.charAt(i);
            usable = isLetter(next) || (next >= '0' && next <= '9') || next == '_';
        }
        if (!usable) {
            fault(where, "has a name that no client can use: \"" + name + "\"");
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void checkDoc(Object where, String doc) {
        if (doc.isBlank() || doc.indexOf('\n') >= 0 || !doc.endsWith(".")) {
            fault(where, "is not explained in one line that ends with a full stop");
        }
    }

    private void fault(Object where, String what) {
        faults.accept(where + " " + what);
    }

    static boolean isValueOf(XenType<?> type, Object value) {
        return switch (type.kind()) {
            case STRING -> value instanceof String;
            case INT -> value instanceof Long;
            case FLOAT -> value instanceof Double;
            case BOOL -> value instanceof Boolean;
            case DATETIME -> value instanceof Instant;
            case ENUM -> ((XenType.EnumOf<?>) type).constants().isInstance(value);
            case REF -> value instanceof Ref;
            case SET ->
                value instanceof List<?> list
                        && list.stream().allMatch(member -> isValueOf(((XenType.SetOf<?>) type).element(), member));
            case MAP ->
                value instanceof Map<?, ?> map
                        && map.entrySet().stream()
                                .allMatch(entry -> isValueOf(((XenType.MapOf<?, ?>) type).key(), entry.getKey())
                                        && isValueOf(((XenType.MapOf<?, ?>) type).value(), entry.getValue()));
            case OPTION ->
                value instanceof Optional<?> option
                        && option.stream().allMatch(held -> isValueOf(((XenType.OptionOf<?>) type).element(), held));
            case RECORD -> value instanceof Values;
            case VOID -> false;
        };
    }
}
