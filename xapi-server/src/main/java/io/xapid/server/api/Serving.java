package io.xapid.server.api;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.XenModel;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service's class says about what it serves. */
final class Serving {
    private Serving() {}

    /** Whether the class has a body of its own for a method that a topic interface declares. */
    static boolean overrides(Class<?> service, Method declared) {
        return !body(service, declared).getDeclaringClass().equals(declared.getDeclaringClass());
    }

    static boolean neverBlocks(Class<?> service, Method declared) {
        return service.isAnnotationPresent(NeverBlocks.class)
                || body(service, declared).isAnnotationPresent(NeverBlocks.class);
    }

    /** The class of the API that fills the parameter of {@code family}, wherever the service's class names it. */
    static Optional<ClassDef<?>> subject(Class<?> service, Class<?> family, XenModel model) {
        for (@Nullable Class<?> type = service; type != null; type = type.getSuperclass()) {
            for (Type declared : type.getGenericInterfaces()) {
                if (declared instanceof ParameterizedType generic
                        && generic.getRawType().equals(family)) {
                    Type argument = generic.getActualTypeArguments()[0];
                    return model.classes().stream()
                            .<ClassDef<?>>map(definition -> definition)
                            .filter(definition -> definition.definition().equals(argument))
                            .findFirst();
                }
            }
        }
        return Optional.empty();
    }

    private static Method body(Class<?> service, Method declared) {
        try {
            return service.getMethod(declared.getName(), declared.getParameterTypes());
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(service + " implements " + declared.getDeclaringClass(), impossible);
        }
    }
}
