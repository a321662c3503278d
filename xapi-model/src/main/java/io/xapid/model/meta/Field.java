package io.xapid.model.meta;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field of class {@code C}: what it is called on the wire, what it holds, who may write it.
 *
 * <p>Getters, setters and the rest of the implicit messages follow from it.
 */
@SuppressWarnings("UnusedTypeParameter") // C ties a field to the rows of its own class
public final class Field<C, T> {
    /** Who writes a field. */
    public enum Writer {
        /** Clients, by setters, and by {@code add_to}/{@code remove_from} where it holds several values. */
        CLIENT,
        /** Clients, once, when the object is made. */
        CREATOR,
        /** The toolstack alone. */
        SERVER
    }

    private final String className;
    private final String wireName;
    private final int number;
    private final XenType<T> type;
    private final Writer writer;
    private final String doc;
    private final FieldOptions options;
    private final T initial;

    @SuppressWarnings("unchecked") // FieldFactory ties the default's type to the field's
    Field(
            String className,
            String wireName,
            int number,
            XenType<T> type,
            Writer writer,
            String doc,
            FieldOptions options) {
        this.className = className;
        this.wireName = wireName;
        this.number = number;
        this.type = type;
        this.writer = writer;
        this.doc = doc;
        this.options = options;
        this.initial = options.hasDefault() ? (T) options.defaultValue() : type.empty();
    }

    public String wireName() {
        return wireName;
    }

    /** Its place in the class's rows, from 0. */
    public int number() {
        return number;
    }

    public XenType<T> type() {
        return type;
    }

    public Writer writer() {
        return writer;
    }

    public String doc() {
        return doc;
    }

    public Lifecycle lifecycle() {
        return options.lifecycle();
    }

    /** What the field holds when nobody has set it: its default, else its type's empty value. */
    public T initial() {
        return initial;
    }

    /** Whether a constructor may leave it out. */
    public boolean hasDefault() {
        return options.isOptional();
    }

    /** Cleared when the pool starts anew. */
    public boolean isTransient() {
        return options.isTransient();
    }

    /** Stored, and in no record. */
    public boolean isInternal() {
        return options.isInternal();
    }

    /** Not for logs. */
    public boolean isSecret() {
        return options.isSecret();
    }

    /** Its setter does more than store. */
    public boolean hasCustomSetter() {
        return options.hasCustomSetter();
    }

    /** A reference that may outlive its target. */
    public boolean mayDangle() {
        return options.mayDangle();
    }

    /** The reference on the other side that this set mirrors, where it does. */
    public Optional<Peer> derivedFrom() {
        return Optional.ofNullable(options.derivedFrom());
    }

    public Permission setters() {
        return options.setters();
    }

    public Permission getters() {
        return options.getters();
    }

    /** For a map: key, or prefix ending in {@code *}, to the weakest role that may add or remove it. */
    public Map<String, Role> keyRoles() {
        return options.keyRoles();
    }

    /** A field of another class, by names. */
    public record Peer(String className, String fieldName) {}

    @Override
    public String toString() {
        return className + "." + wireName;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
