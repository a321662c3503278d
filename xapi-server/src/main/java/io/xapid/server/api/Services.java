package io.xapid.server.api;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.XenModel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which service answers which message. Found once, when the daemon is wired. */
public final class Services {
    private final Map<String, ServiceMethod> methods;
    private final Map<ClassDef<?>, Constructor<?>> constructors;
    private final Map<ClassDef<?>, Destructor<?>> destructors;
    private final Map<Field<?, ?>, Setter<?, ?>> setters;

    private Services(Binding binding) {
        this.methods = Map.copyOf(binding.methods);
        this.constructors = Map.copyOf(binding.constructors);
        this.destructors = Map.copyOf(binding.destructors);
        this.setters = Map.copyOf(binding.setters);
    }

    /**
     * Finds what each service answers: the methods of topic interfaces that it overrides, and what it makes, removes and
     * sets.
     *
     * @throws IllegalArgumentException with every fault there is: an object that serves nothing, two for one message
     */
    public static Services bind(XenModel model, List<?> services) {
        var binding = new Binding(model);
        services.forEach(binding::add);
        if (!binding.faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "the services do not fit the API:\n  " + String.join("\n  ", binding.faults));
        }
        return new Services(binding);
    }

    Optional<ServiceMethod> methodOf(MessageDef message) {
        return Optional.ofNullable(methods.get(message.wireName()));
    }

    @SuppressWarnings("unchecked") // Binding puts each under the class of its own declaration
    <C> Optional<Constructor<C>> constructorOf(ClassDef<C> definition) {
        return Optional.ofNullable((Constructor<C>) constructors.get(definition));
    }

    @SuppressWarnings("unchecked") // as for constructors
    <C> Optional<Destructor<C>> destructorOf(ClassDef<C> definition) {
        return Optional.ofNullable((Destructor<C>) destructors.get(definition));
    }

    @SuppressWarnings("unchecked") // a setter names its own field
    <C, T> Optional<Setter<C, T>> setterOf(Field<C, T> field) {
        return Optional.ofNullable((Setter<C, T>) setters.get(field));
    }

    /**
     * A message's method of a service.
     *
     * @param handle takes the call and the arguments as one array, and gives a stage
     * @param neverBlocks whether any thread may call it
     */
    record ServiceMethod(MethodHandle handle, boolean neverBlocks) {}

    /** Gathers services and faults. */
    private static final class Binding {
        private final XenModel model;
        private final List<String> faults = new ArrayList<>();
        private final Map<String, ServiceMethod> methods = new HashMap<>();
        private final Map<String, String> servers = new HashMap<>();
        private final Map<ClassDef<?>, Constructor<?>> constructors = new HashMap<>();
        private final Map<ClassDef<?>, Destructor<?>> destructors = new HashMap<>();
        private final Map<Field<?, ?>, Setter<?, ?>> setters = new HashMap<>();

        Binding(XenModel model) {
            this.model = model;
        }

        void add(Object service) {
            Class<?> type = service.getClass();
            boolean serves = false;
            for (MessageDef message : model.messages().values()) {
                Method declared = message.method().orElse(null);
                if (declared != null && declared.getDeclaringClass().isInstance(service)) {
                    serves = true;
                    if (Serving.overrides(type, declared)) {
                        bind(message, declared, service);
                    }
                }
            }
            if (service instanceof Constructor<?> constructor) {
                serves = true;
                put(Serving.subject(type, Constructor.class, model), constructor, constructors, type, "makes");
            }
            if (service instanceof Destructor<?> destructor) {
                serves = true;
                put(Serving.subject(type, Destructor.class, model), destructor, destructors, type, "removes");
            }
            if (service instanceof Setter<?, ?> setter) {
                serves = true;
                if (setters.put(setter.field(), setter) != null) {
                    faults.add("two services set " + setter.field() + ", one is " + type.getName());
                }
            }
            if (!serves) {
                faults.add(type.getName() + " serves no message");
            }
        }

        private void bind(MessageDef message, Method declared, Object service) {
            String name = service.getClass().getName();
            String other = servers.putIfAbsent(message.wireName(), name);
            if (other != null) {
                faults.add(message + " is served by " + other + " and by " + name);
                return;
            }
            try {
                MethodHandle handle =
                        MethodHandles.publicLookup().unreflect(declared).bindTo(service);
                int arguments = handle.type().parameterCount();
                methods.put(
                        message.wireName(),
                        new ServiceMethod(
                                handle.asSpreader(Object[].class, arguments)
                                        .asType(MethodType.methodType(Object.class, Object[].class)),
                                Serving.neverBlocks(service.getClass(), declared)));
            } catch (IllegalAccessException notPublic) {
                faults.add(declared + " cannot be called: " + notPublic.getMessage());
            }
        }

        private <S> void put(
                Optional<ClassDef<?>> subject, S service, Map<ClassDef<?>, S> all, Class<?> type, String verb) {
            if (subject.isEmpty()) {
                faults.add(type.getName() + " does not say which class it " + verb);
            } else if (all.put(subject.get(), service) != null) {
                faults.add("two services say that one " + verb + " " + subject.get() + ", one is " + type.getName());
            }
        }
    }
}
