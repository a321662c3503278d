package io.xapid.model.meta;

import io.xapid.model.meta.Lifecycle.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link FieldOption}s have said of one field. Filled while the field is defined, and then only read. */
public final class FieldOptions {
    private Lifecycle lifecycle;
    private @Nullable Object defaultValue;
    private Permission setters;
    private Permission getters = Permission.of(Role.READ_ONLY);
    private final Map<String, Role> keyRoles = new LinkedHashMap<>();
    private Field.@Nullable Peer derivedFrom;
    private boolean prototyped;
    private boolean optional;
    private boolean isTransient;
    private boolean internal;
    private boolean secret;
    private boolean customSetter;
    private boolean dangling;

    /** Begins with what holds for a field of which nothing is said. */
    FieldOptions(Lifecycle lifecycle, Permission setters) {
        this.lifecycle = lifecycle;
        this.setters = setters;
    }

    void publishedIn(Release release) {
        lifecycle = prototyped
                ? lifecycle.with(Change.PUBLISHED, release)
                : Lifecycle.startingWith(Change.PUBLISHED, release);
    }

    void prototypedIn(Release release) {
        prototyped = true;
        lifecycle = Lifecycle.startingWith(Change.PROTOTYPED, release);
    }

    void transition(Change change, Release... releases) {
        lifecycle = lifecycle.with(change, releases);
    }

    void defaultTo(Object value) {
        defaultValue = value;
    }

    void optional() {
        optional = true;
    }

    void settableBy(Permission permission) {
        setters = permission;
    }

    void readableBy(Permission permission) {
        getters = permission;
    }

    void keyRole(String key, Role role) {
        keyRoles.put(key, role);
    }

    void derivedFrom(Field.Peer peer) {
        derivedFrom = peer;
    }

    void clearedAtStart() {
        isTransient = true;
    }

    void internal() {
        internal = true;
    }

    void secret() {
        secret = true;
    }

    void customSetter() {
        customSetter = true;
    }

    void dangling() {
        dangling = true;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    boolean isOptional() {
        return optional || defaultValue != null;
    }

    boolean hasDefault() {
        return defaultValue != null;
    }

    Object defaultValue() {
        return Objects.requireNonNull(defaultValue);
    }

    Permission setters() {
        return setters;
    }

    Permission getters() {
        return getters;
    }

    Map<String, Role> keyRoles() {
        return Map.copyOf(keyRoles);
    }

    Field.@Nullable Peer derivedFrom() {
        return derivedFrom;
    }

    boolean isTransient() {
        return isTransient;
    }

    boolean isInternal() {
        return internal;
    }

    boolean isSecret() {
        return secret;
    }

    boolean hasCustomSetter() {
        return customSetter;
    }

    boolean mayDangle() {
        return dangling;
    }
}
