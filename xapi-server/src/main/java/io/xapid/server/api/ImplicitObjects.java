package io.xapid.server.api;

import io.xapid.model.access.User;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import io.xapid.model.pool.Secret;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.vm.VmAppliance;
import io.xapid.model.vm.VmGroup;
import io.xapid.server.api.WireCall.WireNil;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The implicit messages that make and remove objects. */
final class ImplicitObjects {
    /** Classes whose objects are rows and nothing more. */
    private static final Set<ClassDef<?>> PLAIN = Set.of(Secret.CLASS, User.CLASS, VmAppliance.CLASS, VmGroup.CLASS);

    private final Store store;
    private final Tables tables;
    private final Services services;
    private final Permissions permissions;

    ImplicitObjects(Store store, Tables tables, Services services, Permissions permissions) {
        this.store = store;
        this.tables = tables;
        this.services = services;
        this.permissions = permissions;
    }

    /** Whether making and removing its objects needs no service. */
    static boolean isPlain(ClassDef<?> definition) {
        return PLAIN.contains(definition);
    }

    <C> Body creation(ClassDef<C> owner) {
        Optional<Constructor<C>> constructor = services.constructorOf(owner);
        if (constructor.isEmpty() && !isPlain(owner)) {
            return notImplemented(owner.name() + ".create");
        }
        return (call, arguments, state) -> {
            @SuppressWarnings("unchecked") // RecordDecoder has made it
            var wanted = (NewObject<C>) arguments[0];
            guard(call, owner, wanted, state);
            return constructor.isPresent() ? constructor.get().create(call, wanted) : insert(owner, wanted);
        };
    }

    <C> Body destruction(ClassDef<C> owner) {
        Optional<Destructor<C>> destructor = services.destructorOf(owner);
        if (destructor.isEmpty() && !isPlain(owner)) {
            return notImplemented(owner.name() + ".destroy");
        }
        return (call, arguments, state) -> {
            Ref<C> self = ((Ref<?>) arguments[0]).as();
            tables.require(state, owner, self);
            return destructor.isPresent() ? destructor.get().destroy(call, self) : delete(owner, self);
        };
    }

    /** What clients may say of a new object, read from a struct. Members that are none of that are passed over. */
    static <C> Decoder recordDecoder(ClassDef<C> owner) {
        var decoders = new LinkedHashMap<String, FieldDecoder<C>>();
        for (Field<C, ?> field : owner.fields()) {
            if (field.writer() != Field.Writer.SERVER && !field.isInternal()) {
                decoders.put(field.wireName(), new FieldDecoder<>(field, Decoder.of(field.type())));
            }
        }
        return (wire, name) -> {
            if (!(wire instanceof Map<?, ?> struct)) {
                throw new CallFailure.FieldTypeError(name);
            }
            var given = new HashMap<Field<C, ?>, Object>();
            decoders.forEach((member, decoder) -> {
                Object value = decoder.decode(struct.get(member));
                if (value != null) {
                    given.put(decoder.field(), value);
                }
            });
            return new NewObject<>(owner, given);
        };
    }

    private <C> void guard(ServerCall call, ClassDef<C> owner, NewObject<C> wanted, Snapshot state) {
        wanted.values().forEach((field, value) -> {
            References.requireTargets(tables, state, field, value);
            if (value instanceof Map<?, ?> map && !field.keyRoles().isEmpty()) {
                KeyGuard.of(owner, field, permissions).check(call, Map.of(), map);
            }
        });
    }

    private <C> CompletionStage<Ref<C>> insert(ClassDef<C> owner, NewObject<C> wanted) {
        return store.transact(transaction -> transaction.insert(owner, wanted.values()));
    }

    private <C> CompletionStage<Void> delete(ClassDef<C> owner, Ref<C> self) {
        return store.transact(transaction -> {
                    if (transaction.get(owner, self) == null) {
                        throw new CallFailure.HandleInvalid(owner.name(), self.value());
                    }
                    transaction.delete(owner, self);
                    return true;
                })
                .thenCompose(done -> Stages.done());
    }

    private static Body notImplemented(String message) {
        return (call, arguments, state) -> {
            throw new CallFailure.NotImplemented(message);
        };
    }

    private record FieldDecoder<C>(Field<C, ?> field, Decoder decoder) {
        @Nullable
        Object decode(@Nullable Object wire) {
            if (wire != null && !isUnset(wire)) {
                return LegalText.cut(decoder.decode(wire, field.wireName()));
            }
            if (!field.hasDefault()) {
                throw new CallFailure.InvalidValue(field.wireName(), "it is missing and has no default");
            }
            return null;
        }

        /** How clients say that they have not set a member, where it cannot mean anything else. */
        private boolean isUnset(Object wire) {
            boolean noWord = wire.equals("") || wire.equals("UNRECOGNIZED");
            return wire == WireNil.NIL || (field.type().kind() == XenType.Kind.ENUM && noWord);
        }
    }
}
