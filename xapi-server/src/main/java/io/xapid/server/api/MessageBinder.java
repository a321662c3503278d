package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Lifecycle;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Snapshot;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds for each message what answers it. */
final class MessageBinder {
    private final ImplicitMessages implicit;
    private final Services services;
    private final Tables tables;

    MessageBinder(ImplicitMessages implicit, Services services, Tables tables) {
        this.implicit = implicit;
        this.services = services;
        this.tables = tables;
    }

    BoundMessage bind(MessageDef message) {
        if (!message.isCustom()) {
            boolean making = message.kind() == MessageDef.Kind.CREATE || message.kind() == MessageDef.Kind.DESTROY;
            return new BoundMessage(message, implicit.bodyOf(message), !making);
        }
        Optional<Services.ServiceMethod> method = services.methodOf(message);
        if (method.isEmpty()) {
            return new BoundMessage(message, notImplemented(message), true);
        }
        return new BoundMessage(
                message,
                invocation(message, method.get().handle()),
                method.get().neverBlocks());
    }

    private Body invocation(MessageDef message, MethodHandle handle) {
        boolean checksSelf = message.isOfInstance() && message.owner().isStored();
        ClassDef<?> owner = message.owner();
        return (call, arguments, state) -> {
            if (checksSelf) {
                requireSelf(state, owner, (Ref<?>) arguments[0]);
            }
            var all = new @Nullable Object[arguments.length + 1];
            all[0] = call;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return (Object) handle.invokeExact(all);
        };
    }

    private <C> void requireSelf(Snapshot state, ClassDef<C> owner, Ref<?> self) {
        tables.require(state, owner, self.as());
    }

    private static Body notImplemented(MessageDef message) {
        boolean outdated = message.lifecycle().state() == Lifecycle.State.DEPRECATED;
        return (call, arguments, state) -> {
            throw outdated ? new CallFailure.MessageDeprecated() : new CallFailure.NotImplemented(message.wireName());
        };
    }
}
