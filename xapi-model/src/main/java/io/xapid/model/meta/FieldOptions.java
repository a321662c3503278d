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
    private Permission setters = Permission.of(Role.POOL_OPERATOR);
    private Permission getters = Permission.of(Role.READ_ONLY);
    private final Map<String, Role> keyRoles = new LinkedHashMap<>();
    private Field.@Nullable Peer derivedFrom;
    private boolean isTransient;
    private boolean internal;
    private boolean secret;
    private boolean customSetter;
    private boolean dangling;

    FieldOptions(Release classSince) {
        lifecycle = Lifecycle.publishedIn(classSince);
    }

    void publishedIn(Release release) {
        if (lifecycle.state() == Lifecycle.State.PROTOTYPED) {
            lifecycle = lifecycle.with(Change.PUBLISHED, release);
        } else {
            lifecycle = Lifecycle.publishedIn(release);
        }
    }

    void prototypedIn(Release release) {
        lifecycle = new Lifecycle(java.util.List.of(new Lifecycle.Transition(Change.PROTOTYPED, release)));
    }

    void transition(Change change, Release... releases) {
        lifecycle = lifecycle.with(change, releases);
    }

    void defaultTo(Object value) {
        defaultValue = value;
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
