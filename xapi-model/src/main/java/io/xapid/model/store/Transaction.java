package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    private final Map<StateBuilder.Target, Entry.Reliance> reliedOn = new LinkedHashMap<>();
    private boolean over;

    Transaction(Snapshot base, long index, Instant now) {
        this.base = base;
        this.builder = new StateBuilder(base, index);
        this.now = now;
    }

    /** The time that this transaction bears, to the second, as dates of the API are. */
    public Instant now() {
        return now.truncatedTo(ChronoUnit.SECONDS);
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

    /**
     * Makes an object with a reference chosen by the caller. Sets that mirror references are filled from those,
     * whatever {@code values} says of them; so make an object before, or in the transaction of, those that refer to it.
     *
     * @throws IllegalArgumentException if the reference or the uuid is taken
     */
    public <C> void insert(ClassDef<C> definition, Ref<C> ref, Map<? extends Field<C, ?>, ?> values) {
        var complete = new HashMap<Field<?, ?>, Object>();
        values.forEach((field, value) -> {
            if (field.derivedFrom().isEmpty()) {
                complete.put(field, Canonical.value(field, value));
            }
        });
        Table<C> table = table(definition);
        if (ref.isNull() || table.get(ref) != null) {
            throw new IllegalArgumentException("there can be no second " + definition + " " + ref);
        }
        definition.field("uuid").ifPresent(uuid -> {
            var given = (String)
                    complete.computeIfAbsent(uuid, any -> UUID.randomUUID().toString());
            if (table.findByUuid(given).isPresent()) {
                throw new IllegalArgumentException("there is a " + definition + " with uuid " + given);
            }
        });
        change(new Change.Insert(definition, ref, complete));
    }

    /**
     * Writes a field. Nothing happens when the object is gone or holds an equal value.
     *
     * @throws IllegalArgumentException if the field mirrors references, or the value is not of its type
     */
    public <C, T> void set(ClassDef<C> definition, Ref<C> ref, Field<C, T> field, T value) {
        if (field.derivedFrom().isPresent()) {
            throw new IllegalArgumentException(
                    field + " follows from " + field.derivedFrom().get() + "; write that");
        }
        Object canonical = Canonical.value(field, value);
        Row<C> row = table(definition).get(ref);
        if (row != null && !row.get(field).equals(canonical)) {
            change(new Change.Assign(definition, ref, field, canonical));
        }
    }

    /** Takes an object away. Nothing happens when it is gone. */
    public <C> void delete(ClassDef<C> definition, Ref<C> ref) {
        if (table(definition).get(ref) != null) {
            change(new Change.Delete(definition, ref));
        }
    }

    /** Says that the object reads differently now, though no field of its own changes: it gets an event. */
    public <C> void touch(ClassDef<C> definition, Ref<C> ref) {
        if (table(definition).get(ref) != null) {
            change(new Change.Touch(definition, ref));
        }
    }

    boolean isReadOnly() {
        return changes.isEmpty();
    }

    /** Ends it: what its body does from now on would be lost, and is refused. */
    void end() {
        over = true;
    }

    Entry entry() {
        return new Entry(UUID.randomUUID(), now, base.index(), List.copyOf(reliedOn.values()), changes);
    }

    StateMachine.Applied applied() {
        return new StateMachine.Applied(builder.state(), builder.changes(), true);
    }

    private <C> void rely(ClassDef<C> definition, Ref<C> ref) {
        reliedOn.computeIfAbsent(new StateBuilder.Target(definition, ref.value()), target -> {
            Row<C> row = base.table(definition).get(ref);
            return new Entry.Reliance(definition, ref, row == null ? 0 : row.modifiedAt());
        });
    }

    private void change(Change change) {
        if (over) {
            throw new IllegalStateException("the transaction is over");
        }
        changes.add(change);
        builder.apply(change);
    }
}
