package io.xapid.model.meta;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says which type of the API a Java type stands for. */
final class TypeReader {
    private static final Map<Type, XenType<?>> SCALARS = Map.ofEntries(
            Map.entry(String.class, XenType.STRING),
            Map.entry(long.class, XenType.INT),
            Map.entry(Long.class, XenType.INT),
            Map.entry(double.class, XenType.FLOAT),
            Map.entry(Double.class, XenType.FLOAT),
            Map.entry(boolean.class, XenType.BOOL),
            Map.entry(Boolean.class, XenType.BOOL),
            Map.entry(Instant.class, XenType.DATETIME),
            Map.entry(Void.class, XenType.VOID));

    private final Map<Class<?>, String> classNames;

    /** @param classNames the name of each class, by the Java class that defines it */
    TypeReader(Map<Class<?>, String> classNames) {
        this.classNames = Map.copyOf(classNames);
    }

    /** @throws IllegalArgumentException saying what is wrong with {@code type} */
    XenType<?> read(Type type) {
        XenType<?> scalar = SCALARS.get(type);
        if (scalar != null) {
            return scalar;
        }
        if (type instanceof Class<?> plain && plain.isEnum() && WireEnum.class.isAssignableFrom(plain)) {
            return readEnum(plain);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Type container = generic.getRawType();
            if (container == Ref.class) {
                return XenType.ref(className(arguments[0]));
            } else if (container == Values.class) {
                return XenType.record(className(arguments[0]));
            } else if (container == List.class) {
                return XenType.set(read(arguments[0]));
            } else if (container == Map.class) {
                return XenType.map(read(arguments[0]), read(arguments[1]));
            } else if (container == Optional.class) {
                return XenType.option(read(arguments[0]));
            }
        }
        throw new IllegalArgumentException(type.getTypeName() + " stands for no type of the API");
    }

    private String className(Type definition) {
        String name = definition instanceof Class<?> known ? classNames.get(known) : null;
        if (name == null) {
            throw new IllegalArgumentException(definition.getTypeName() + " defines no class of the model");
        }
        return name;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the caller has checked that it is an enum and a WireEnum
    private static XenType<?> readEnum(Class<?> constants) {
        XenEnum about = constants.getAnnotation(XenEnum.class);
        if (about == null) {
            throw new IllegalArgumentException(constants.getName() + " lacks @XenEnum");
        }
        return XenType.enumOf((Class) constants, about.name());
    }
}
