package io.xapid.model.meta;

import java.util.ArrayList;
import java.util.List;

/** Makes the fields of one class, in order, and then the class. */
public final class FieldFactory<C> {
    private final String className;
    private final Release since;
    private final Lifecycle.Change beginning;
    private final List<Field<C, ?>> fields = new ArrayList<>();
    private Permission setters = Permission.of(Role.POOL_OPERATOR);
    private boolean complete;

    /** @param since the release of fields that name no other */
    public FieldFactory(String className, Release since) {
        this(className, since, Lifecycle.Change.PUBLISHED);
    }

    private FieldFactory(String className, Release since, Lifecycle.Change beginning) {
        this.className = className;
        this.since = since;
        this.beginning = beginning;
    }

    /** For a class that is a prototype still, as are its fields unless they say otherwise. */
    public static <C> FieldFactory<C> ofPrototype(String className, Release since) {
        return new FieldFactory<>(className, since, Lifecycle.Change.PROTOTYPED);
    }

    /** From here on, the weakest role that may set a field of which nothing else is said. At first, a pool operator. */
    public FieldFactory<C> settableBy(Role weakest) {
        setters = Permission.of(weakest);
        return this;
    }

    public <T> Field<C, T> readWrite(String wireName, XenType<T> type, String doc, FieldOption... options) {
        return add(wireName, type, Field.Writer.CLIENT, doc, options);
    }

    public <T> Field<C, T> setAtCreation(String wireName, XenType<T> type, String doc, FieldOption... options) {
        return add(wireName, type, Field.Writer.CREATOR, doc, options);
    }

    public <T> Field<C, T> serverOnly(String wireName, XenType<T> type, String doc, FieldOption... options) {
        return add(wireName, type, Field.Writer.SERVER, doc, options);
    }

    /**
     * A set that mirrors the references of another class: it holds the objects of {@code peerClass} whose field
     * {@code peerField}, a reference or a set of references, points here. It is never written.
     */
    public <D> Field<C, List<Ref<D>>> derived(
            String wireName, String peerClass, String peerField, String doc, FieldOption... options) {
        var all = new ArrayList<FieldOption>(List.of(options));
        all.add(collected -> collected.derivedFrom(new Field.Peer(peerClass, peerField)));
        return serverOnly(wireName, XenType.set(XenType.<D>ref(peerClass)), doc, all.toArray(FieldOption[]::new));
    }

    /** The class, once all its fields are made. {@code definition} carries {@link XenClass}. */
    public ClassDef<C> complete(Class<C> definition) {
        complete = true;
        return new ClassDef<>(className, definition, Lifecycle.startingWith(beginning, since), List.copyOf(fields));
    }

    private <T> Field<C, T> add(
            String wireName, XenType<T> type, Field.Writer writer, String doc, FieldOption... options) {
        if (complete) {
            throw new IllegalStateException("class " + className + " is complete; " + wireName + " comes too late");
        }
        var collected = new FieldOptions(Lifecycle.startingWith(beginning, since), setters);
        for (FieldOption option : options) {
            option.applyTo(collected);
        }
        var field = new Field<C, T>(className, wireName, fields.size(), type, writer, doc, collected);
        fields.add(field);
        return field;
    }
}
