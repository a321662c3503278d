package io.xapid.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.XenModel;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A message that no service serves says so, with its own name. */
class UnservedMessageTest {
    private static final XenModel MODEL = AllClasses.model();
    private static final Object[] NO_ARGUMENTS = {};

    static Stream<Class<?>> topics() {
        return AllClasses.definitions().stream().flatMap(definition -> definition.topics().stream());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyMessageOfATopicFailsWithItsOwnName(Class<?> topic) {
        List<MessageDef> messages = MODEL.messages().values().stream()
                .filter(message -> declaredBy(message, topic))
                .toList();

        assertThat(messages).isNotEmpty().allSatisfy(message -> {
            Method method = message.method().orElseThrow();
            assertThatThrownBy(() -> unserved(topic, method))
                    .asInstanceOf(type(Failure.class))
                    .extracting(Failure::description)
                    .isEqualTo(new CallFailure.NotImplemented(message.wireName()).description());
        });
    }

    @Test
    void everyTopicBelongsToOneClass() {
        assertThat(topics()).doesNotHaveDuplicates();
    }

    private static boolean declaredBy(MessageDef message, Class<?> topic) {
        return message.method()
                .filter(method -> method.getDeclaringClass() == topic)
                .isPresent();
    }

    private static Object unserved(Class<?> topic, Method method) throws Throwable {
        Class<?>[] types = method.getParameterTypes();
        var arguments = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i]);
        }
        InvocationHandler defaults = (proxy, called, given) ->
                InvocationHandler.invokeDefault(proxy, called, given == null ? NO_ARGUMENTS : given);
        Object service = Proxy.newProxyInstance(topic.getClassLoader(), new Class<?>[] {topic}, defaults);
        try {
            return method.invoke(service, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    /** A value without meaning; null for all but primitives. */
    private static @Nullable Object argument(Class<?> type) {
        return Array.get(Array.newInstance(type, 1), 0);
    }
}
