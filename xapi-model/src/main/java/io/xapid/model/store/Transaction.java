package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one state and gathers changes to it. What is written is read back at once by the same transaction.
 *
 * <p>Its body must be short, touch nothing but this transaction, and bear being run again.
 */
public final class Transaction implements Lookup {
    private final Snapshot base;
    private final StateBuilder builder;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Entry.Reliance> reliedOn = new LinkedHashMap<>();

    Transaction(Snapshot base, long index, Instant now) {
        this.base = base;
        this.builder = new StateBuilder(base, index);
        this.now = now;
    }

    /** The time that this transaction bears, to the second, as dates of the API are. */
    public Instant now() {
        return now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    /** The object, or null when there is none. The transaction relies on it. */
    @Override
    public <C> @Nullable Row<C> get(ClassDef<C> definition, Ref<C> ref) {
        rely(definition, ref);
        return builder.table(definition).get(ref);
    }

    public <C> Optional<Row<C>> find(ClassDef<C> definition, Ref<C> ref) {
        return Optional.ofNullable(get(definition, ref));
    }

    /** All objects of a class. The transaction does not rely on them; {@link #get} those that matter. */
    public <C> Table<C> table(ClassDef<C> definition) {
        return builder.table(definition);
    }

    /** The state with this transaction's changes, for computations that read widely. Nothing is relied on. */
    public Snapshot view() {
        return builder.state();
    }

    /** Makes an object with a fresh reference and, where its class has one and none is given, a fresh uuid. */
    public <C> Ref<C> insert(ClassDef<C> definition, Map<? extends Field<C, ?>, ?> values) {
        var ref = new Ref<C>("OpaqueRef:" + UUID.randomUUID());
        insert(definition, ref, values);
        return ref;
    }

    /** Makes an object with a reference chosen by the caller. */
    public <C> void insert(ClassDef<C> definition, Ref<C> ref, Map<? extends Field<C, ?>, ?> values) {
        var complete = new HashMap<Field<?, ?>, Object>(values);
        definition
                .field("uuid")
                .ifPresent(uuid ->
                        complete.computeIfAbsent(uuid, any -> UUID.randomUUID().toString()));
        change(new Change.Insert(definition, ref, complete));
    }

    public <C, T> void set(ClassDef<C> definition, Ref<C> ref, Field<C, T> field, T value) {
        change(new Change.Assign(definition, ref, field, copied(value)));
    }

    public <C> void delete(ClassDef<C> definition, Ref<C> ref) {
        change(new Change.Delete(definition, ref));
    }

    /** Says that the object reads differently now, though no field of its own changes: it gets an event. */
    public <C> void touch(ClassDef<C> definition, Ref<C> ref) {
        change(new Change.Touch(definition, ref));
    }

    boolean isReadOnly() {
        return changes.isEmpty();
    }

    Entry entry() {
        return new Entry(UUID.randomUUID(), now, List.copyOf(reliedOn.values()), changes);
    }

    StateMachine.Applied applied() {
        return new StateMachine.Applied(builder.state(), builder.changes(), true);
    }

    private <C> void rely(ClassDef<C> definition, Ref<C> ref) {
        if (!reliedOn.containsKey(ref.value())) {
            Row<C> row = base.table(definition).get(ref);
            reliedOn.put(ref.value(), new Entry.Reliance(definition, ref, row == null ? 0 : row.modifiedAt()));
        }
    }

    private void change(Change change) {
        changes.add(change);
        builder.apply(change);
    }

    private static Object copied(Object value) {
        if (value instanceof List<?> list) {
            return List.copyOf(list);
        }
        return value instanceof Map<?, ?> map ? Map.copyOf(map) : value;
    }
}
