package io.xapid.server.api;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Guards the keys of a map that not everyone who may write the map may touch. It looks at what would change, whichever
 * message brings it about: protected entries may be kept by anyone.
 */
final class KeyGuard {
    private final Iterable<String> patterns;
    private final String addition;
    private final String removal;
    private final Permissions permissions;

    private KeyGuard(Iterable<String> patterns, String addition, String removal, Permissions permissions) {
        this.patterns = patterns;
        this.addition = addition;
        this.removal = removal;
        this.permissions = permissions;
    }

    static KeyGuard of(ClassDef<?> definition, Field<?, ?> field, Permissions permissions) {
        String owner = definition.name().toLowerCase(Locale.ROOT);
        String name = field.wireName().toLowerCase(Locale.ROOT);
        return new KeyGuard(
                field.keyRoles().keySet(), owner + ".add_to_" + name, owner + ".remove_from_" + name, permissions);
    }

    /** Lets the change from one map to the other pass, or denies it for the first key that is not the caller's. */
    void check(Call call, Map<?, ?> before, Map<?, ?> after) {
        if (call.isSuperuser()) {
            return;
        }
        after.forEach((key, value) -> {
            if (!Objects.equals(before.get(key), value)) {
                require(call, addition, key);
            }
        });
        before.keySet().forEach(key -> {
            if (!after.containsKey(key)) {
                require(call, removal, key);
            }
        });
    }

    private void require(Call call, String message, Object key) {
        patternFor(patterns, String.valueOf(key)).ifPresent(pattern -> {
            String permission = nameOf(message, pattern);
            if (!call.may(permission)) {
                throw permissions.denied(permission);
            }
        });
    }

    static String nameOf(String message, String pattern) {
        return message + "/key:" + pattern.toLowerCase(Locale.ROOT);
    }

    /** The pattern that the key matches: the key itself, or its beginning followed by a star. */
    static Optional<String> patternFor(Iterable<String> patterns, String key) {
        for (String pattern : patterns) {
            boolean matches = pattern.endsWith("*")
                    ? key.startsWith(pattern.substring(0, pattern.length() - 1))
                    : key.equals(pattern);
            if (matches) {
                return Optional.of(pattern);
            }
        }
        return Optional.empty();
    }
}
