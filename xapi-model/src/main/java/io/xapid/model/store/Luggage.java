package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Objects on their way from one pool's state into another's, with their references and uuids. */
public final class Luggage {
    private final List<Change.Insert> objects;

    private Luggage(List<Change.Insert> objects) {
        this.objects = List.copyOf(objects);
    }

    public static Luggage of(Collection<? extends Row<?>> rows) {
        return new Luggage(rows.stream().map(Luggage::packed).toList());
    }

    private static <C> Change.Insert packed(Row<C> row) {
        var values = new HashMap<Field<?, ?>, Object>();
        for (Field<C, ?> field : row.definition().fields()) {
            if (row.holds(field) && field.derivedFrom().isEmpty()) {
                values.put(field, row.get(field));
            }
        }
        return new Change.Insert(row.definition(), row.ref(), values);
    }

    /** Readable by a daemon of another release, which passes over what it does not know. */
    public byte[] encode(Schema schema) {
        return new EntryCodec(schema)
                .encode(new Entry(UUID.randomUUID(), Instant.EPOCH, 0, List.of(), List.copyOf(objects)));
    }

    /** @throws IOException when the bytes are nothing of the kind */
    public static Luggage decode(Schema schema, byte[] bytes) throws IOException {
        List<Change.Insert> objects = new ArrayList<>();
        try {
            for (Change change : new EntryCodec(schema).decode(bytes).changes()) {
                if (!(change instanceof Change.Insert insert)) {
                    throw new IOException("there is more in it than new objects");
                }
                objects.add(insert);
            }
        } catch (LogException unreadable) {
            throw new IOException("objects that cannot be read: " + unreadable.getMessage(), unreadable);
        }
        return new Luggage(objects);
    }

    /** The same, with references to some objects replaced by references to others. */
    public Luggage withInsteadOf(Map<Ref<?>, Ref<?>> others) {
        return new Luggage(objects.stream().map(one -> renamed(one, others)).toList());
    }

    private static Change.Insert renamed(Change.Insert object, Map<Ref<?>, Ref<?>> others) {
        var values = new HashMap<Field<?, ?>, Object>();
        object.values().forEach((field, value) -> values.put(field, renamed(value, others)));
        return new Change.Insert(object.definition(), object.ref(), values);
    }

    private static Object renamed(Object value, Map<Ref<?>, Ref<?>> others) {
        if (value instanceof Ref<?> ref) {
            return others.getOrDefault(ref, ref);
        } else if (value instanceof List<?> all) {
            return all.stream().map(one -> renamed(one, others)).toList();
        } else if (value instanceof Map<?, ?> map) {
            var copy = new HashMap<Object, Object>();
            map.forEach((key, held) -> copy.put(renamed(key, others), renamed(held, others)));
            return copy;
        }
        return value;
    }

    /** The same, with other values in some fields of one object. */
    public <C> Luggage setting(Ref<C> ref, Map<Field<C, ?>, Object> changed) {
        return new Luggage(objects.stream()
                .map(one -> one.ref().equals(ref) ? changed(one, changed) : one)
                .toList());
    }

    private static <C> Change.Insert changed(Change.Insert object, Map<Field<C, ?>, Object> changed) {
        var values = new HashMap<Field<?, ?>, Object>(object.values());
        values.putAll(changed);
        return new Change.Insert(object.definition(), object.ref(), values);
    }

    /** Class and reference of each. */
    public List<String> names() {
        return objects.stream()
                .map(one -> one.definition().name() + " " + one.ref().value())
                .toList();
    }

    /** The classes that there is something of. */
    public Set<ClassDef<?>> classes() {
        return objects.stream().map(Change.Insert::definition).collect(Collectors.toUnmodifiableSet());
    }

    /** What of it is of a class, as rows that stand in no state. */
    @SuppressWarnings("unchecked") // the class is compared
    public <C> List<Row<C>> of(ClassDef<C> definition) {
        return objects.stream()
                .filter(one -> one.definition().equals(definition))
                .map(one -> Row.create((ClassDef<C>) one.definition(), (Ref<C>) one.ref(), fields(one), 0))
                .toList();
    }

    /** The same without objects. */
    public Luggage without(Collection<? extends Ref<?>> left) {
        return new Luggage(
                objects.stream().filter(one -> !left.contains(one.ref())).toList());
    }

    /**
     * Makes the objects.
     *
     * @throws IllegalArgumentException when a reference or a uuid is taken already
     */
    public void unpack(Transaction transaction) {
        objects.forEach(one -> insert(transaction, one.definition(), one));
    }

    @SuppressWarnings("unchecked") // an object's reference and fields are of its class
    private static <C> void insert(Transaction transaction, ClassDef<C> definition, Change.Insert object) {
        transaction.insert(definition, (Ref<C>) object.ref(), Luggage.<C>fields(object));
    }

    @SuppressWarnings("unchecked") // as above
    private static <C> Map<Field<C, ?>, Object> fields(Change.Insert object) {
        return (Map<Field<C, ?>, Object>) (Map<?, ?>) object.values();
    }
}
