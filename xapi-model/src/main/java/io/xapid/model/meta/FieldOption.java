package io.xapid.model.meta;

import io.xapid.model.meta.Lifecycle.Change;
import java.util.List;
import java.util.Map;

/** Something about a field beyond name, type, writer and doc. Import the factories statically. */
@FunctionalInterface
public interface FieldOption {
    void applyTo(FieldOptions options);

    static FieldOption since(Release release) {
        return options -> options.publishedIn(release);
    }

    static FieldOption prototyped(Release release) {
        return options -> options.prototypedIn(release);
    }

    static FieldOption changed(Release... releases) {
        return options -> options.transition(Change.CHANGED, releases);
    }

    static FieldOption extended(Release... releases) {
        return options -> options.transition(Change.EXTENDED, releases);
    }

    static FieldOption deprecated(Release release) {
        return options -> options.transition(Change.DEPRECATED, release);
    }

    static FieldOption removed(Release release) {
        return options -> options.transition(Change.REMOVED, release);
    }

    /** The value when a constructor, or an older state, leaves the field out. Lists and maps are copied. */
    static FieldOption defaultsTo(Object value) {
        return options -> options.defaultTo(
                value instanceof List<?> list
                        ? List.copyOf(list)
                        : value instanceof Map<?, ?> map ? Map.copyOf(map) : value);
    }

    /** A constructor, or an older state, may leave the field out; it is empty then. */
    static FieldOption optional() {
        return FieldOptions::optional;
    }

    static FieldOption setBy(Role weakest) {
        return options -> options.settableBy(Permission.of(weakest));
    }

    static FieldOption setByOrClientCertificate(Role weakest) {
        return options -> options.settableBy(new Permission(weakest, true));
    }

    static FieldOption readBy(Role weakest) {
        return options -> options.readableBy(Permission.of(weakest));
    }

    /** A map key, or a prefix ending in {@code *}, that another role may add and remove. */
    static FieldOption key(String key, Role weakest) {
        return options -> options.keyRole(key, weakest);
    }

    static FieldOption clearedAtStart() {
        return FieldOptions::clearedAtStart;
    }

    static FieldOption internal() {
        return FieldOptions::internal;
    }

    static FieldOption secret() {
        return FieldOptions::secret;
    }

    static FieldOption customSetter() {
        return FieldOptions::customSetter;
    }

    static FieldOption dangling() {
        return FieldOptions::dangling;
    }
}
