package io.xapid.model.meta;

import io.xapid.model.meta.Lifecycle.Change;
import io.xapid.model.meta.Message.Trait;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads messages from the methods of topic interfaces. */
final class CustomMessages {
    private static final List<String> KEY_CHANGES = List.of("add_to_", "remove_from_");

    private final TypeReader types;
    private final Consumer<String> faults;

    /** @param faults hears of each method that is no proper message */
    CustomMessages(TypeReader types, Consumer<String> faults) {
        this.types = types;
        this.faults = faults;
    }

    /** The messages of the class's topics, in the order of the topics and by name. */
    List<MessageDef> of(ClassDef<?> owner) {
        var messages = new ArrayList<MessageDef>();
        for (Class<?> topic : owner.topics()) {
            if (!topic.isInterface()) {
                faults.accept(topic.getName() + " is listed as a topic of " + owner + " and is no interface");
                continue;
            }
            Stream.of(topic.getDeclaredMethods())
                    .filter(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()))
                    .sorted(Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount))
                    .forEach(method -> read(owner, method).ifPresent(messages::add));
        }
        return messages;
    }

    private Optional<MessageDef> read(ClassDef<?> owner, Method method) {
        String where = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        Message about = method.getAnnotation(Message.class);
        if (about == null) {
            faults.accept(where + " lacks @Message");
            return Optional.empty();
        }
        try {
            return Optional.of(read(owner, method, about));
        } catch (IllegalArgumentException notAMessage) {
            faults.accept(where + ": " + notAMessage.getMessage());
            return Optional.empty();
        }
    }

    private MessageDef read(ClassDef<?> owner, Method method, Message about) {
        if (!method.isDefault()) {
            throw new IllegalArgumentException("is not a default method that throws NotImplemented");
        }
        String name = about.name().isEmpty() ? snakeCase(method.getName()) : about.name();
        Set<Trait> traits = Set.of(about.traits());
        return new MessageDef(
                owner,
                name,
                MessageDef.Kind.CUSTOM,
                Optional.empty(),
                parameters(method),
                result(method, traits.contains(Trait.OWN_WIRE_FORM)),
                new Permission(about.role(), about.orClientCertificate()),
                keyRoles(owner, name),
                traits,
                lifecycle(about),
                List.of(about.marks()),
                about.doc(),
                Optional.of(method));
    }

    private List<ParamDef> parameters(Method method) {
        Parameter[] parameters = method.getParameters();
        Type[] given = method.getGenericParameterTypes();
        if (given.length == 0 || given[0] != Call.class) {
            throw new IllegalArgumentException("does not take a Call first");
        }
        var read = new ArrayList<ParamDef>();
        for (int i = 1; i < given.length; i++) {
            read.add(parameter(parameters[i], types.read(given[i])));
        }
        return read;
    }

    private static ParamDef parameter(Parameter parameter, XenType<?> type) {
        if (!parameter.isNamePresent()) {
            throw new IllegalArgumentException("was compiled without the names of its parameters");
        }
        Param about = parameter.getAnnotation(Param.class);
        if (about == null) {
            return ParamDef.required(snakeCase(parameter.getName()), type);
        }
        return new ParamDef(
                about.value().isEmpty() ? snakeCase(parameter.getName()) : about.value(),
                type,
                Stream.of(about.orElse()).findFirst().map(text -> DefaultText.read(text, type)),
                Stream.of(about.since()).findFirst(),
                about.secret());
    }

    private XenType<?> result(Method method, boolean ownForm) {
        Type stage = method.getGenericReturnType();
        if (!(stage instanceof ParameterizedType generic) || generic.getRawType() != CompletionStage.class) {
            throw new IllegalArgumentException("does not return a CompletionStage");
        }
        Type result = generic.getActualTypeArguments()[0];
        boolean wrapped = result instanceof ParameterizedType inner && inner.getRawType() == OwnForm.class;
        if (wrapped != ownForm) {
            throw new IllegalArgumentException("OWN_WIRE_FORM and a result of type OwnForm go together");
        }
        return types.read(wrapped ? ((ParameterizedType) result).getActualTypeArguments()[0] : result);
    }

    private static Map<String, Role> keyRoles(ClassDef<?> owner, String message) {
        for (String change : KEY_CHANGES) {
            if (message.startsWith(change)) {
                return owner.field(message.substring(change.length()))
                        .map(field -> field.keyRoles())
                        .orElse(Map.of());
            }
        }
        return Map.of();
    }

    private static Lifecycle lifecycle(Message about) {
        Change first = about.prototype() ? Change.PROTOTYPED : Change.PUBLISHED;
        Lifecycle beginning = Lifecycle.startingWith(first, about.since());
        Lifecycle known = about.prototype() ? beginning.with(Change.PUBLISHED, about.published()) : beginning;
        Lifecycle whole = known.with(Change.EXTENDED, about.extended())
                .with(Change.CHANGED, about.changed())
                .with(Change.DEPRECATED, about.deprecated())
                .with(Change.REMOVED, about.removed());
        return about.prototype() ? whole : whole.with(Change.PUBLISHED, about.published());
    }

    static String snakeCase(String javaName) {
        var wire = new StringBuilder();
        for (int i = 0; i < javaName.length(); i++) {
            char letter = javaName.charAt(i);
            if (Character.isUpperCase(letter)) {
                wire.append('_');
            }
            wire.append(letter);
        }
        return wire.toString().toLowerCase(Locale.ROOT);
    }
}
