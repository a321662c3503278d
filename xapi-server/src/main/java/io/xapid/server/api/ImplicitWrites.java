package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The implicit messages that write one field. */
final class ImplicitWrites {
    private final FieldEdits edits;
    private final Services services;

    ImplicitWrites(FieldEdits edits, Services services) {
        this.edits = edits;
        this.services = services;
    }

    <C, T> Body setter(ClassDef<C> owner, Field<C, T> field) {
        if (isUnserved(field, services)) {
            return notImplemented();
        }
        FieldEdits.Writer<C, T> writer = writerOf(owner, field);
        return (call, arguments, state) -> {
            @SuppressWarnings("unchecked") // it was decoded by the field's type
            T value = (T) arguments[1];
            return edits.set(call, owner, self(arguments), field, value, writer);
        };
    }

    <C> Body adder(ClassDef<C> owner, Field<C, ?> field) {
        if (isUnserved(field, services)) {
            return notImplemented();
        }
        if (field.type().kind() == XenType.Kind.MAP) {
            Field<C, Map<Object, Object>> map = asMap(field);
            FieldEdits.Writer<C, Map<Object, Object>> writer = writerOf(owner, map);
            return (call, arguments, state) ->
                    edits.addTo(call, owner, self(arguments), map, arguments[1], arguments[2], writer);
        }
        Field<C, List<Object>> set = asSet(field);
        FieldEdits.Writer<C, List<Object>> writer = writerOf(owner, set);
        return (call, arguments, state) -> edits.add(call, owner, self(arguments), set, arguments[1], writer);
    }

    <C> Body remover(ClassDef<C> owner, Field<C, ?> field) {
        if (isUnserved(field, services)) {
            return notImplemented();
        }
        if (field.type().kind() == XenType.Kind.MAP) {
            Field<C, Map<Object, Object>> map = asMap(field);
            FieldEdits.Writer<C, Map<Object, Object>> writer = writerOf(owner, map);
            return (call, arguments, state) ->
                    edits.removeFrom(call, owner, self(arguments), map, arguments[1], writer);
        }
        Field<C, List<Object>> set = asSet(field);
        FieldEdits.Writer<C, List<Object>> writer = writerOf(owner, set);
        return (call, arguments, state) -> edits.remove(call, owner, self(arguments), set, arguments[1], writer);
    }

    /** Whether writing the field does more than store, and nobody does that. */
    static boolean isUnserved(Field<?, ?> field, Services services) {
        return field.hasCustomSetter() && services.setterOf(field).isEmpty();
    }

    private <C, T> FieldEdits.Writer<C, T> writerOf(ClassDef<C> owner, Field<C, T> field) {
        Optional<Setter<C, T>> special = services.setterOf(field);
        return special.isPresent() ? special.get()::set : FieldEdits.plain(owner, field);
    }

    private static Body notImplemented() {
        return (call, arguments, state) -> {
            throw new CallFailure.NotImplemented(call.message());
        };
    }

    @SuppressWarnings("unchecked") // its type is a map, whose keys and values are compared and copied alone
    private static <C> Field<C, Map<Object, Object>> asMap(Field<C, ?> field) {
        return (Field<C, Map<Object, Object>>) field;
    }

    @SuppressWarnings("unchecked") // its type is a set, whose members are compared and copied alone
    private static <C> Field<C, List<Object>> asSet(Field<C, ?> field) {
        return (Field<C, List<Object>>) field;
    }

    @SuppressWarnings("unchecked") // the first argument was decoded as a reference to the owner
    private static <C> Ref<C> self(Object[] arguments) {
        return (Ref<C>) arguments[0];
    }
}
