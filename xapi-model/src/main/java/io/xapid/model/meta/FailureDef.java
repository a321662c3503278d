package io.xapid.model.meta;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A documented failure, read from its class.
 *
 * @param parameters the names of its parameters, once for each constructor, longest first; a name that ends in
 *     {@code ...} stands for any number
 */
public record FailureDef(Class<? extends Failure> type, String code, List<List<String>> parameters) {
    public FailureDef {
        parameters = parameters.stream().map(List::copyOf).toList();
    }

    /** The failures nested in a family, by code. */
    public static List<FailureDef> ofFamily(Class<?> family) {
        return Stream.of(family.getDeclaredClasses())
                .filter(Failure.class::isAssignableFrom)
                .map(nested -> of(nested.asSubclass(Failure.class)))
                .sorted(Comparator.comparing(FailureDef::code))
                .toList();
    }

    /** Reads one class. The code is known to instances alone, so it makes one, of values without meaning. */
    public static FailureDef of(Class<? extends Failure> type) {
        var parameters = new ArrayList<List<String>>();
        for (Constructor<?> constructor : type.getConstructors()) {
            parameters.add(Stream.of(constructor.getParameters())
                    .map(FailureDef::nameOf)
                    .toList());
        }
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException(type + " has no public constructor");
        }
        parameters.sort(Comparator.<List<String>>comparingInt(List::size).reversed());
        return new FailureDef(type, sampleOf(type).code(), parameters);
    }

    private static String nameOf(Parameter parameter) {
        return parameter.getName() + (parameter.isVarArgs() ? "..." : "");
    }

    private static Failure sampleOf(Class<? extends Failure> type) {
        Constructor<?> constructor = type.getConstructors()[0];
        Object[] values = Stream.of(constructor.getParameterTypes())
                .map(FailureDef::sampleValue)
                .toArray();
        try {
            return type.cast(constructor.newInstance(values));
        } catch (ReflectiveOperationException broken) {
            throw new IllegalArgumentException(type + " cannot be made from values without meaning", broken);
        }
    }

    private static Object sampleValue(Class<?> type) {
        if (type == long.class) {
            return 0L;
        } else if (type == int.class) {
            return 0;
        } else if (type == String.class) {
            return "";
        } else if (type == Ref.class) {
            return Ref.none();
        } else if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        throw new IllegalArgumentException("a failure takes no " + type.getName());
    }
}
