package io.xapid.server.event;

import io.xapid.model.event.PoolMessage;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.XenModel;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which classes have events, and how events call them. */
final class EventClasses {
    private final Map<ClassDef<?>, String> told = new LinkedHashMap<>();
    private final Map<ClassDef<?>, String> counted = new LinkedHashMap<>();
    private final Map<String, ClassDef<?>> byName = new LinkedHashMap<>();

    EventClasses(XenModel model, Schema schema) {
        for (ClassDef<?> definition : model.classes()) {
            if (schema.stored(definition.name()).isPresent()) {
                String name = definition.name().toLowerCase(Locale.ROOT);
                byName.put(definition.name(), definition);
                if (definition.hasEvents()) {
                    told.put(definition, name);
                }
                if (!definition.equals(PoolMessage.CLASS)) { // alerts are no table to clients
                    counted.put(definition, name);
                }
            }
        }
    }

    /** The class's name in events; empty when it has none. */
    Optional<String> nameOf(ClassDef<?> definition) {
        return Optional.ofNullable(told.get(definition));
    }

    List<ClassDef<?>> told() {
        return List.copyOf(told.keySet());
    }

    /** The class of exactly this name. */
    Optional<ClassDef<?>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** How many objects each class has, so that clients notice deletions they were not told of. */
    Map<String, Integer> counts(Snapshot state) {
        var counts = new LinkedHashMap<String, Integer>();
        counted.forEach(
                (definition, name) -> counts.put(name, state.table(definition).size()));
        return Map.copyOf(counts);
    }
}
