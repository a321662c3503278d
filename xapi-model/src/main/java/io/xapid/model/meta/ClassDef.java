package io.xapid.model.meta;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A class of the API: its fields in order and, by way of its topic interfaces, its messages. */
public final class ClassDef<C> {
    private final String name;
    private final Class<C> definition;
    private final XenClass about;
    private final Set<XenClass.Trait> traits;
    private final Lifecycle lifecycle;
    private final List<Field<C, ?>> fields;
    private final Map<String, Field<C, ?>> byWireName;

    ClassDef(String name, Class<C> definition, Release since, List<Field<C, ?>> fields) {
        XenClass annotation = definition.getAnnotation(XenClass.class);
        if (annotation == null || !annotation.name().equals(name) || annotation.since() != since) {
            throw new IllegalStateException(
                    definition + " must carry @XenClass(name = \"" + name + "\", since = " + since);
        }
        this.name = name;
        this.definition = definition;
        this.about = annotation;
        this.traits = Set.of(annotation.traits());
        this.lifecycle = lifecycleOf(annotation);
        this.fields = fields;
        var index = new LinkedHashMap<String, Field<C, ?>>();
        for (Field<C, ?> field : fields) {
            if (index.put(field.wireName(), field) != null) {
                throw new IllegalStateException(field + " is defined twice");
            }
        }
        this.byWireName = Map.copyOf(index);
    }

    public String name() {
        return name;
    }

    /** The class that holds the field constants. */
    public Class<C> definition() {
        return definition;
    }

    public String doc() {
        return about.doc();
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    public boolean has(XenClass.Trait trait) {
        return traits.contains(trait);
    }

    public boolean isStored() {
        return !has(XenClass.Trait.NOT_STORED);
    }

    /** Whether changes of its objects appear in the event stream. */
    public boolean hasEvents() {
        return !has(XenClass.Trait.NO_EVENTS);
    }

    public List<Field<C, ?>> fields() {
        return fields;
    }

    public Optional<Field<C, ?>> field(String wireName) {
        return Optional.ofNullable(byWireName.get(wireName));
    }

    public List<Class<?>> topics() {
        return List.of(about.messages());
    }

    @Override
    public String toString() {
        return name;
    }

    private static Lifecycle lifecycleOf(XenClass about) {
        var first = about.prototype() ? Lifecycle.Change.PROTOTYPED : Lifecycle.Change.PUBLISHED;
        var published = new Lifecycle(List.of(new Lifecycle.Transition(first, about.since())));
        if (about.prototyped().length > 0) {
            published = new Lifecycle(List.of())
                    .with(Lifecycle.Change.PROTOTYPED, about.prototyped())
                    .with(Lifecycle.Change.PUBLISHED, about.since());
        }
        return published
                .with(Lifecycle.Change.EXTENDED, about.extended())
                .with(Lifecycle.Change.CHANGED, about.changed())
                .with(Lifecycle.Change.DEPRECATED, about.deprecated())
                .with(Lifecycle.Change.REMOVED, about.removed());
    }
}
