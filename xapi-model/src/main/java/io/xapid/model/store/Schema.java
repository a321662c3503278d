package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.XenType;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The classes that have rows, and which sets mirror which references. */
public final class Schema {
    /** Raised when an older daemon could no longer make sense of what a newer one writes. */
    public static final int VERSION = 1;

    private final Map<String, ClassDef<?>> stored = new LinkedHashMap<>();
    private final Map<Field<?, ?>, Mirror> mirrors = new HashMap<>();

    public Schema(Collection<? extends ClassDef<?>> definitions) {
        definitions.stream()
                .filter(definition -> definition.isStored() || definition.hasEvents()) // alerts have events alone
                .forEach(definition -> stored.put(definition.name(), definition));
        stored.values().forEach(this::findMirrors);
    }

    /** Refuses what a release wrote that this one cannot follow. */
    static void checkVersion(int version) throws LogException {
        if (version > VERSION) {
            throw new LogException(
                    "The state was written by a newer xapid (schema %d, this one knows %d). Start that one."
                            .formatted(version, VERSION));
        }
    }

    public Collection<ClassDef<?>> stored() {
        return stored.values();
    }

    public Optional<ClassDef<?>> stored(String name) {
        return Optional.ofNullable(stored.get(name));
    }

    /** Where the objects that {@code reference} names list the ones that name them, if anywhere. */
    public Optional<Mirror> mirrorOf(Field<?, ?> reference) {
        return Optional.ofNullable(mirrors.get(reference));
    }

    /** The references and sets of references of a class that are mirrored on the other side. */
    List<? extends Field<?, ?>> mirrored(ClassDef<?> definition) {
        return definition.fields().stream().filter(mirrors::containsKey).toList();
    }

    private void findMirrors(ClassDef<?> target) {
        for (Field<?, ?> set : target.fields()) {
            set.derivedFrom().ifPresent(peer -> {
                ClassDef<?> source = stored.get(peer.className());
                Field<?, ?> reference =
                        source == null ? null : source.field(peer.fieldName()).orElse(null);
                if (reference == null) {
                    throw new IllegalArgumentException(set + " mirrors " + peer + ", which does not exist");
                }
                mirrors.put(reference, new Mirror(target, set));
            });
        }
    }

    /** A set that lists the objects whose reference names its owner. */
    public record Mirror(ClassDef<?> target, Field<?, ?> set) {}

    static boolean isReferences(XenType<?> type) {
        return type.kind() == XenType.Kind.REF
                || (type instanceof XenType.SetOf<?> set && set.element().kind() == XenType.Kind.REF);
    }
}
