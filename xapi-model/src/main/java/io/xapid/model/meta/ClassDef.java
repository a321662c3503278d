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
    private final Lifecycle ofFields;
    private final XenClass about;
    private final Set<XenClass.Trait> traits;
    private final Lifecycle lifecycle;
    private final List<Field<C, ?>> fields;
    private final Map<String, Field<C, ?>> byWireName;

    ClassDef(String name, Class<C> definition, Lifecycle ofFields, List<Field<C, ?>> fields) {
        XenClass annotation = definition.getAnnotation(XenClass.class);
        if (annotation == null) {
            throw new IllegalStateException(definition + " must carry @XenClass");
        }
        this.name = name;
        this.definition = definition;
        this.ofFields = ofFields;
        this.about = annotation;
        this.traits = Set.of(annotation.traits());
        this.lifecycle = lifecycleOf(annotation);
        this.fields = fields;
        var index = new LinkedHashMap<String, Field<C, ?>>();
        for (Field<C, ?> field : fields) {
            index.put(field.wireName(), field);
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

    /** That of fields of which nothing is said. */
    Lifecycle ofFields() {
        return ofFields;
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

    /** Whether {@code get_by_name_label} finds its objects. */
    public boolean isFoundByLabel() {
        return field("name_label").isPresent() && !has(XenClass.Trait.NO_GET_BY_LABEL);
    }

    public Permission readers() {
        return Permission.of(about.readers());
    }

    public Permission makers() {
        return Permission.of(about.makers());
    }

    public List<String> createMarks() {
        return List.of(about.createMarks());
    }

    public List<String> destroyMarks() {
        return List.of(about.destroyMarks());
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
