package io.xapid.server.api;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * Writes fields the way clients may: for setters and their kin, implicit or custom.
 *
 * <p>Writing what is there already changes nothing and tells nobody. Values that no answer could carry, references to
 * nothing and keys that are not the caller's are refused.
 */
public final class FieldEdits {
    private final Store store;
    private final Tables tables;
    private final Permissions permissions;

    public FieldEdits(Store store, Roles roles, Permissions permissions) {
        this.store = store;
        this.tables = new Tables(roles);
        this.permissions = permissions;
    }

    /** Writes what stores a value; by custom it is {@link Transaction#set}. */
    @FunctionalInterface
    interface Writer<C, T> {
        void write(Transaction transaction, Call call, Row<C> row, T value);
    }

    /** Replaces the whole value. */
    public <C, T> CompletionStage<Void> set(Call call, ClassDef<C> owner, Ref<C> self, Field<C, T> field, T value) {
        return set(call, owner, self, field, value, plain(owner, field));
    }

    <C, T> CompletionStage<Void> set(
            Call call, ClassDef<C> owner, Ref<C> self, Field<C, T> field, T value, Writer<C, T> writer) {
        LegalText.require(value, field.wireName());
        return change(call, owner, self, field, before -> value, writer);
    }

    /** Adds an entry. It must not be there yet, not even with the same value. */
    public <C, K, V> CompletionStage<Void> addTo(
            Call call, ClassDef<C> owner, Ref<C> self, Field<C, Map<K, V>> field, K key, V value) {
        return addTo(call, owner, self, field, key, value, plain(owner, field));
    }

    @SuppressWarnings("unchecked") // a cut text is a text still
    <C, K, V> CompletionStage<Void> addTo(
            Call call,
            ClassDef<C> owner,
            Ref<C> self,
            Field<C, Map<K, V>> field,
            K key,
            V value,
            Writer<C, Map<K, V>> writer) {
        K legalKey = (K) LegalText.cut(key);
        V legalValue = (V) LegalText.cut(value);
        if (legalKey.equals("")) {
            throw new CallFailure.InvalidValue("key", "");
        }
        XenType<?> keyType = ((XenType.MapOf<?, ?>) field.type()).key();
        return change(
                call,
                owner,
                self,
                field,
                before -> {
                    var map = new HashMap<>(before);
                    if (map.putIfAbsent(legalKey, legalValue) != null) {
                        throw new CallFailure.MapDuplicateKey(
                                owner.name(), StoredText.nameOf(field), self.value(), StoredText.of(keyType, legalKey));
                    }
                    return Map.copyOf(map);
                },
                writer);
    }

    /** Removes an entry, if it is there. */
    public <C, K, V> CompletionStage<Void> removeFrom(
            Call call, ClassDef<C> owner, Ref<C> self, Field<C, Map<K, V>> field, K key) {
        return removeFrom(call, owner, self, field, key, plain(owner, field));
    }

    <C, K, V> CompletionStage<Void> removeFrom(
            Call call, ClassDef<C> owner, Ref<C> self, Field<C, Map<K, V>> field, K key, Writer<C, Map<K, V>> writer) {
        return change(
                call,
                owner,
                self,
                field,
                before -> {
                    var map = new HashMap<>(before);
                    map.remove(key);
                    return Map.copyOf(map);
                },
                writer);
    }

    /** Adds a member, if it is not there. */
    public <C, E> CompletionStage<Void> add(
            Call call, ClassDef<C> owner, Ref<C> self, Field<C, List<E>> field, E member) {
        return add(call, owner, self, field, member, plain(owner, field));
    }

    @SuppressWarnings("unchecked") // a cut text is a text still
    <C, E> CompletionStage<Void> add(
            Call call, ClassDef<C> owner, Ref<C> self, Field<C, List<E>> field, E member, Writer<C, List<E>> writer) {
        E legal = (E) LegalText.cut(member);
        return change(
                call,
                owner,
                self,
                field,
                before -> {
                    var set = new ArrayList<>(before);
                    if (!set.contains(legal)) {
                        set.add(legal);
                    }
                    return List.copyOf(set);
                },
                writer);
    }

    /** Removes a member, if it is there. */
    public <C, E> CompletionStage<Void> remove(
            Call call, ClassDef<C> owner, Ref<C> self, Field<C, List<E>> field, E member) {
        return remove(call, owner, self, field, member, plain(owner, field));
    }

    <C, E> CompletionStage<Void> remove(
            Call call, ClassDef<C> owner, Ref<C> self, Field<C, List<E>> field, E member, Writer<C, List<E>> writer) {
        return change(
                call,
                owner,
                self,
                field,
                before -> before.stream().filter(each -> !each.equals(member)).toList(),
                writer);
    }

    static <C, T> Writer<C, T> plain(ClassDef<C> owner, Field<C, T> field) {
        return (transaction, call, row, value) -> transaction.set(owner, row.ref(), field, value);
    }

    private <C, T> CompletionStage<Void> change(
            Call call,
            ClassDef<C> owner,
            Ref<C> self,
            Field<C, T> field,
            UnaryOperator<T> change,
            Writer<C, T> writer) {
        KeyGuard guard = KeyGuard.of(owner, field, permissions);
        return store.transact(transaction -> {
                    Row<C> row = transaction.get(owner, self);
                    if (row == null) {
                        throw new CallFailure.HandleInvalid(owner.name(), self.value());
                    }
                    T before = row.get(field);
                    T after = change.apply(before);
                    if (!after.equals(before)) {
                        if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> changed) {
                            guard.check(call, old, changed);
                        }
                        References.requireTargets(tables, transaction.view(), field, after);
                        writer.write(transaction, call, row, after);
                    }
                    return true;
                })
                .thenCompose(done -> Stages.done());
    }
}
