package io.xapid.model.store;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one state and gathers changes to it. What is written is read back at once by the same transaction.
 *
 * <p>Its body must be short, touch nothing but this transaction, and bear being run again.
 */
public final class Transaction implements Lookup {
    private final Snapshot settled;
    private final Snapshot base;
    private final StateBuilder builder;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();
    private final Map<StateBuilder.Target, Entry.Reliance> reliedOn = new LinkedHashMap<>();
    private final Set<Ref<?>> made = new HashSet<>();
    private boolean over;

    /**
     * @param settled the last state that has its place in the log
     * @param base the state to read: that, or one that entries on their way to the log will lead to, if they get there
     *     with nothing between them
     */
    Transaction(Snapshot settled, Snapshot base, Instant now) {
        this.settled = settled;
        this.base = base;
        this.builder = new StateBuilder(base, base.index() + 1);
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

    /** The object with a uuid. The transaction relies on it; where there is none, on the class as a whole. */
    public <C> Optional<Row<C>> findByUuid(ClassDef<C> definition, String uuid) {
        Optional<Row<C>> found = builder.table(definition).findByUuid(uuid);
        found.ifPresentOrElse(row -> rely(definition, row.ref()), () -> relyOnAll(definition));
        return found;
    }

    /**
     * All objects of a class. The transaction relies on there being no others, and on each of them: in a pool it has to
     * be run again whenever another host has changed one meanwhile, so {@link #get} what can be got by itself.
     */
    public <C> Table<C> table(ClassDef<C> definition) {
        relyOnAll(definition);
        return builder.table(definition);
    }

    /** The state with this transaction's changes, for computations that read widely. What they read is relied on. */
    public Snapshot view() {
        return builder.state().readBy(new Snapshot.Reader() {
            @Override
            public <C> void reads(ClassDef<C> definition) {
                relyOnAll(definition);
            }

            @Override
            public <C> void reads(ClassDef<C> definition, Ref<C> ref) {
                rely(definition, ref);
            }
        });
    }

    /** Makes an object with a fresh reference and, where its class has one and none is given, a fresh uuid. */
    public <C> Ref<C> insert(ClassDef<C> definition, Map<? extends Field<C, ?>, ?> values) {
        var ref = new Ref<C>("OpaqueRef:" + UUID.randomUUID());
        made.add(ref);
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
        if (ref.isNull() || get(definition, ref) != null) {
            throw new IllegalArgumentException("there can be no second " + definition + " " + ref);
        }
        definition.field("uuid").ifPresent(uuid -> {
            if (!complete.containsKey(uuid)) {
                complete.put(uuid, UUID.randomUUID().toString()); // which no other has
            } else if (findByUuid(definition, (String) complete.get(uuid)).isPresent()) {
                throw new IllegalArgumentException("there is a " + definition + " with uuid " + complete.get(uuid));
            }
        });
        made.add(ref);
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
        Row<C> row = get(definition, ref);
        if (row != null && !row.get(field).equals(canonical)) {
            change(new Change.Assign(definition, ref, field, canonical));
        }
    }

    /** Takes an object away. Nothing happens when it is gone. */
    public <C> void delete(ClassDef<C> definition, Ref<C> ref) {
        if (get(definition, ref) != null) {
            change(new Change.Delete(definition, ref));
        }
    }

    /** Says that the object reads differently now, though no field of its own changes: it gets an event. */
    public <C> void touch(ClassDef<C> definition, Ref<C> ref) {
        if (get(definition, ref) != null) {
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
        if (ref.isNull() || made.contains(ref)) {
            return; // there never is such an object, or it is this transaction's own
        } else if (ref.equals(Entry.Reliance.ALL)) {
            relyOnAll(definition);
            return;
        }
        reliedOn.computeIfAbsent(new StateBuilder.Target(definition, ref.value()), target -> {
            Row<C> row = base.get(definition, ref);
            long version = row == null ? 0 : row.modifiedAt();
            return new Entry.Reliance(
                    definition, ref, row == settled.get(definition, ref) ? version : Entry.Reliance.UNSETTLED);
        });
    }

    private void relyOnAll(ClassDef<?> definition) {
        reliedOn.computeIfAbsent(new StateBuilder.Target(definition, Entry.Reliance.ALL.value()), target -> {
            Table<?> table = base.table(definition);
            return new Entry.Reliance(
                    definition,
                    Entry.Reliance.ALL,
                    table.equals(settled.table(definition)) ? table.modifiedAt() : Entry.Reliance.UNSETTLED);
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
