package io.xapid.server.api;

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
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The implicit messages that write one field. Writing what is there already changes nothing and tells nobody. */
final class ImplicitWrites {
    private final Store store;
    private final Tables tables;
    private final Services services;
    private final Permissions permissions;

    ImplicitWrites(Store store, Tables tables, Services services, Permissions permissions) {
        this.store = store;
        this.tables = tables;
        this.services = services;
        this.permissions = permissions;
    }

    <C, T> Body setter(ClassDef<C> owner, Field<C, T> field) {
        var writer = new Writer<>(owner, field);
        return (call, arguments, state) -> {
            Object value = arguments[1];
            LegalText.require(value, field.wireName());
            return writer.change(call, self(arguments), before -> writer.typed(value));
        };
    }

    <C, T> Body adder(ClassDef<C> owner, Field<C, T> field) {
        var writer = new Writer<>(owner, field);
        if (field.type() instanceof XenType.MapOf<?, ?> type) {
            return (call, arguments, state) -> {
                Object key = LegalText.cut(arguments[1]);
                Object value = LegalText.cut(arguments[2]);
                if (key.equals("")) {
                    throw new CallFailure.InvalidValue("key", "");
                }
                Ref<C> self = self(arguments);
                return writer.change(call, self, before -> {
                    var map = new HashMap<Object, Object>((Map<?, ?>) before);
                    if (map.putIfAbsent(key, value) != null) {
                        throw new CallFailure.MapDuplicateKey(
                                owner.name(), StoredText.nameOf(field), self.value(), StoredText.of(type.key(), key));
                    }
                    return writer.typed(Map.copyOf(map));
                });
            };
        }
        return (call, arguments, state) -> {
            Object element = LegalText.cut(arguments[1]);
            return writer.change(call, self(arguments), before -> {
                var set = new ArrayList<Object>((List<?>) before);
                if (!set.contains(element)) {
                    set.add(element);
                }
                return writer.typed(List.copyOf(set));
            });
        };
    }

    <C, T> Body remover(ClassDef<C> owner, Field<C, T> field) {
        var writer = new Writer<>(owner, field);
        boolean ofMap = field.type().kind() == XenType.Kind.MAP;
        return (call, arguments, state) -> writer.change(call, self(arguments), before -> {
            if (ofMap) {
                var map = new HashMap<Object, Object>((Map<?, ?>) before);
                map.remove(arguments[1]);
                return writer.typed(Map.copyOf(map));
            }
            return writer.typed(((List<?>) before)
                    .stream().filter(element -> !element.equals(arguments[1])).toList());
        });
    }

    @SuppressWarnings("unchecked") // the first argument was decoded as a reference to the owner
    private static <C> Ref<C> self(Object[] arguments) {
        return (Ref<C>) arguments[0];
    }

    /** What to write, given what is there. */
    @FunctionalInterface
    private interface Change<T> {
        T from(T before);
    }

    /** Writes one field of one class. */
    private final class Writer<C, T> {
        private final ClassDef<C> owner;
        private final Field<C, T> field;
        private final Optional<Setter<C, T>> special;
        private final KeyGuard guard;

        Writer(ClassDef<C> owner, Field<C, T> field) {
            this.owner = owner;
            this.field = field;
            this.special = services.setterOf(field);
            this.guard = KeyGuard.of(owner, field, permissions);
        }

        @SuppressWarnings("unchecked") // arguments were decoded by the field's type
        T typed(Object value) {
            return (T) value;
        }

        CompletionStage<Void> change(ServerCall call, Ref<C> self, Change<T> change) {
            if (field.hasCustomSetter() && special.isEmpty()) {
                throw new CallFailure.NotImplemented(call.message());
            }
            return store.transact(transaction -> {
                        write(transaction, call, self, change);
                        return true;
                    })
                    .thenCompose(done -> Stages.done());
        }

        private void write(Transaction transaction, ServerCall call, Ref<C> self, Change<T> change) {
            Row<C> row = transaction.get(owner, self);
            if (row == null) {
                throw new CallFailure.HandleInvalid(owner.name(), self.value());
            }
            T before = row.get(field);
            T after = change.from(before);
            if (after.equals(before)) {
                return;
            }
            if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> changed) {
                guard.check(call, old, changed);
            }
            References.requireTargets(tables, transaction.view(), field, after);
            if (special.isPresent()) {
                special.get().set(transaction, call, row, after);
            } else {
                transaction.set(owner, self, field, after);
            }
        }
    }
}
