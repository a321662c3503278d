package io.xapid.model.meta;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A type of the API and the Java values that carry it.
 *
 * <p>Strings are {@link String}, integers {@link Long}, floats {@link Double}, dates {@link Instant} (whole seconds),
 * references {@link Ref}, sets {@link List} (no order is promised), maps {@link Map}, records {@link Values}.
 */
public sealed interface XenType<T> {
    XenType<String> STRING = new Scalar<>(Kind.STRING, "string", "");
    XenType<Long> INT = new Scalar<>(Kind.INT, "int", 0L);
    XenType<Double> FLOAT = new Scalar<>(Kind.FLOAT, "float", 0.0);
    XenType<Boolean> BOOL = new Scalar<>(Kind.BOOL, "bool", false);
    XenType<Instant> DATETIME = new Scalar<>(Kind.DATETIME, "datetime", Instant.EPOCH);
    XenType<Void> VOID = new Nothing();
    SetOf<String> STRING_SET = new SetOf<>(STRING);
    MapOf<String, String> STRING_MAP = new MapOf<>(STRING, STRING);

    /** For fast switching in codecs. */
    enum Kind {
        STRING,
        INT,
        FLOAT,
        BOOL,
        DATETIME,
        ENUM,
        REF,
        SET,
        MAP,
        RECORD,
        OPTION,
        VOID
    }

    Kind kind();

    /** In the notation of the API description, such as {@code (string -> VM ref) map}. */
    String describe();

    /** The value of a field that has no default. */
    T empty();

    static <E extends Enum<E> & WireEnum> EnumOf<E> enumOf(Class<E> constants, String wireName) {
        var byWireName = new HashMap<String, E>();
        for (E constant : constants.getEnumConstants()) {
            byWireName.putIfAbsent(constant.wireName(), constant);
        }
        return new EnumOf<>(constants, wireName, Map.copyOf(byWireName));
    }

    /** An enumeration that says its own name on the wire. */
    static <E extends Enum<E> & WireEnum> EnumOf<E> enumOf(Class<E> constants) {
        XenEnum about = constants.getAnnotation(XenEnum.class);
        if (about == null) {
            throw new IllegalStateException(constants + " must carry @XenEnum");
        }
        return enumOf(constants, about.name());
    }

    static <C> RecordOf<C> record(String className) {
        return new RecordOf<>(className);
    }

    static <E> OptionOf<E> option(XenType<E> element) {
        return new OptionOf<>(element);
    }

    static <C> RefTo<C> ref(String className) {
        return new RefTo<>(className);
    }

    static <E> SetOf<E> set(XenType<E> element) {
        return new SetOf<>(element);
    }

    static <K, V> MapOf<K, V> map(XenType<K> key, XenType<V> value) {
        return new MapOf<>(key, value);
    }

    record Scalar<T>(Kind kind, String describe, T empty) implements XenType<T> {}

    record Nothing() implements XenType<Void> {
        @Override
        public Kind kind() {
            return Kind.VOID;
        }

        @Override
        public String describe() {
            return "void";
        }

        @Override
        public Void empty() {
            throw new UnsupportedOperationException("void has no value");
        }
    }

    record EnumOf<E extends Enum<E> & WireEnum>(Class<E> constants, String wireName, Map<String, E> byWireName)
            implements XenType<E> {
        @Override
        public Kind kind() {
            return Kind.ENUM;
        }

        @Override
        public String describe() {
            return "enum " + wireName;
        }

        @Override
        public E empty() {
            return constants.getEnumConstants()[0];
        }

        /** The constant that the wire calls {@code word}. */
        public Optional<E> find(String word) {
            return Optional.ofNullable(byWireName.get(word));
        }

        public List<E> values() {
            return List.of(constants.getEnumConstants());
        }
    }

    @SuppressWarnings("UnusedTypeParameter") // as in Ref
    record RefTo<C>(String className) implements XenType<Ref<C>> {
        @Override
        public Kind kind() {
            return Kind.REF;
        }

        @Override
        public String describe() {
            return className + " ref";
        }

        @Override
        public Ref<C> empty() {
            return Ref.none();
        }
    }

    record SetOf<E>(XenType<E> element) implements XenType<List<E>> {
        @Override
        public Kind kind() {
            return Kind.SET;
        }

        @Override
        public String describe() {
            return element.describe() + " set";
        }

        @Override
        public List<E> empty() {
            return List.of();
        }
    }

    record MapOf<K, V>(XenType<K> key, XenType<V> value) implements XenType<Map<K, V>> {
        @Override
        public Kind kind() {
            return Kind.MAP;
        }

        @Override
        public String describe() {
            return "(" + key.describe() + " -> " + value.describe() + ") map";
        }

        @Override
        public Map<K, V> empty() {
            return Map.of();
        }
    }

    /** An object by value. It has no empty value: a record never stands in a field. */
    record RecordOf<C>(String className) implements XenType<Values<C>> {
        @Override
        public Kind kind() {
            return Kind.RECORD;
        }

        @Override
        public String describe() {
            return className + " record";
        }

        @Override
        public Values<C> empty() {
            throw new UnsupportedOperationException("a record has no empty value");
        }
    }

    record OptionOf<E>(XenType<E> element) implements XenType<Optional<E>> {
        @Override
        public Kind kind() {
            return Kind.OPTION;
        }

        @Override
        public String describe() {
            return element.describe() + " option";
        }

        @Override
        public Optional<E> empty() {
            return Optional.empty();
        }
    }
}
