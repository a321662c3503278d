package io.xapid.model.meta;

import static io.xapid.model.meta.Message.Trait.HIDDEN;
import static io.xapid.model.meta.Message.Trait.NO_SESSION;
import static io.xapid.model.meta.Message.Trait.POOL_INTERNAL;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A message of the API, be it declared by a topic interface or implied by a class and its fields.
 *
 * @param field of the messages that a field implies
 * @param keyRoles for messages that add or remove a map's key: keys, or prefixes ending in {@code *}, for which another
 *     role suffices or is needed
 * @param marks operations entered in {@code current_operations} while it runs, such as {@code VM:start}
 * @param method of custom messages: where it is declared
 */
public record MessageDef(
        ClassDef<?> owner,
        String name,
        Kind kind,
        Optional<Field<?, ?>> field,
        List<ParamDef> parameters,
        XenType<?> result,
        Permission permission,
        Map<String, Role> keyRoles,
        Set<Message.Trait> traits,
        Lifecycle lifecycle,
        List<String> marks,
        String doc,
        Optional<Method> method) {

    /** Where a message comes from. */
    public enum Kind {
        /** Declared by a topic interface, and answered by a service. All others follow from the definitions. */
        CUSTOM,
        GETTER,
        SETTER,
        /** {@code add_to_} a map, {@code add_} to a set. */
        ADD,
        /** {@code remove_from_} a map, {@code remove_} from a set. */
        REMOVE,
        CREATE,
        DESTROY,
        GET_BY_UUID,
        GET_BY_LABEL,
        GET_RECORD,
        GET_ALL,
        GET_ALL_RECORDS,
        GET_ALL_WHERE,
        GET_ALL_RECORDS_WHERE;

        /** Its name in the API description. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MessageDef {
        parameters = List.copyOf(parameters);
        keyRoles = Map.copyOf(keyRoles);
        traits = Set.copyOf(traits);
        marks = List.copyOf(marks);
    }

    public String className() {
        return owner.name();
    }

    /** As called, such as {@code VM.start}. */
    public String wireName() {
        return owner.name() + "." + name;
    }

    public boolean isCustom() {
        return kind == Kind.CUSTOM;
    }

    public boolean has(Message.Trait trait) {
        return traits.contains(trait);
    }

    /** Whether {@code Async.<class>.<name>} exists. */
    public boolean hasAsync() {
        return !has(SYNCHRONOUS);
    }

    /** Whether a session comes before the parameters. */
    public boolean needsSession() {
        return !has(NO_SESSION);
    }

    /** Whether it is missing from the published description. */
    public boolean isHidden() {
        return has(HIDDEN);
    }

    /** Whether only sessions of pool members may send it. */
    public boolean isPoolInternal() {
        return has(POOL_INTERNAL);
    }

    /** How many parameters a caller must give, the session not counted. */
    public int requiredParameters() {
        return (int) parameters.stream().filter(ParamDef::isRequired).count();
    }

    /** Whether its first parameter is the object it is about. */
    public boolean isOfInstance() {
        if (has(Message.Trait.OF_CLASS) || has(Message.Trait.OF_INSTANCE)) {
            return has(Message.Trait.OF_INSTANCE);
        }
        return !parameters.isEmpty() && parameters.get(0).type().equals(XenType.ref(owner.name()));
    }

    /** The failures it documents. Others may occur as well: those of any call, and those of what it does in turn. */
    public List<Class<? extends Failure>> failures() {
        return method.map(declaration ->
                        List.of(declaration.getAnnotation(Message.class).fails()))
                .orElse(List.of());
    }

    @Override
    public String toString() {
        return wireName();
    }
}
