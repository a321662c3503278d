package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.ParamDef;
import io.xapid.model.meta.Permission;
import io.xapid.model.meta.XenType;
import io.xapid.server.api.WireCall.WireNil;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A message with all that can be known before it is called. */
final class BoundMessage {
    private final MessageDef definition;
    private final Body body;
    private final boolean runsInline;
    private final Decoder[] decoders;
    private final String[] names;
    private final Object[] defaults; // in the place of a required parameter stands NIL
    private final int required;
    private final String permissionName;
    private final Map<String, KeyPermission> keyPermissions; // by pattern
    private final int keyAt;
    private final boolean gone;

    /** @param runsInline whether the body may run on the caller's thread */
    BoundMessage(MessageDef definition, Body body, boolean runsInline) {
        this.definition = definition;
        this.body = body;
        this.runsInline = runsInline;
        List<ParamDef> parameters = definition.parameters();
        this.decoders = parameters.stream()
                .map(parameter -> decoderOf(definition, parameter))
                .toArray(Decoder[]::new);
        this.names = parameters.stream().map(ParamDef::name).toArray(String[]::new);
        this.defaults = parameters.stream()
                .map(parameter -> parameter.orElse().orElse(WireNil.NIL))
                .toArray();
        this.required = definition.requiredParameters();
        this.permissionName = definition.wireName().toLowerCase(Locale.ROOT);
        this.keyPermissions = definition.keyRoles().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> new KeyPermission(
                                KeyGuard.nameOf(permissionName, entry.getKey()), Permission.of(entry.getValue()))));
        this.keyAt = List.of(names).indexOf("key");
        this.gone = definition.lifecycle().isRemoved() && !ImplicitMessages.isRead(definition);
    }

    MessageDef definition() {
        return definition;
    }

    Body body() {
        return body;
    }

    /** Whether it is removed from the API. What only looks still answers: old programs walk over all classes. */
    boolean isGone() {
        return gone;
    }

    boolean runsInline() {
        return runsInline;
    }

    /** @throws CallFailure.MessageParameterCountMismatch when there are too few or, where none are optional, too many */
    void checkCount(int received) {
        boolean fits = required == decoders.length ? received == required : received >= required;
        if (!fits) {
            throw new CallFailure.MessageParameterCountMismatch(definition.wireName(), required, received);
        }
    }

    /** @param first where in {@code given} the parameters start, after the session */
    Object[] decode(List<Object> given, int first) {
        var arguments = new Object[decoders.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = first + i < given.size() ? decoders[i].decode(given.get(first + i), names[i]) : defaults[i];
        }
        return arguments;
    }

    /** Lets a session pass that may send the message with these arguments. */
    void checkPermission(LiveSession session, Object[] arguments, Permissions permissions) {
        if (session.isSuperuser()) {
            return;
        }
        Optional<KeyPermission> ofKey = keyPermission(arguments);
        boolean allowed = session.allows(ofKey.map(KeyPermission::permission).orElse(definition.permission()));
        if (!allowed) {
            throw permissions.denied(ofKey.map(KeyPermission::name).orElse(permissionName));
        }
    }

    private Optional<KeyPermission> keyPermission(Object[] arguments) {
        return keyAt < 0 || keyPermissions.isEmpty()
                ? Optional.empty()
                : KeyGuard.patternFor(keyPermissions.keySet(), String.valueOf(arguments[keyAt]))
                        .map(keyPermissions::get);
    }

    private static Decoder decoderOf(MessageDef message, ParamDef parameter) {
        ClassDef<?> owner = message.owner();
        return parameter.type().kind() == XenType.Kind.RECORD && message.kind() == MessageDef.Kind.CREATE
                ? ImplicitObjects.recordDecoder(owner)
                : Decoder.of(parameter.type());
    }

    private record KeyPermission(String name, Permission permission) {}
}
