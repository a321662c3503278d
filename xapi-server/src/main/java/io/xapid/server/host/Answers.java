package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How the services of this package answer. */
final class Answers {
    private Answers() {}

    static <T> CompletionStage<T> now(T value) {
        return CompletableFuture.completedFuture(value);
    }

    @SuppressWarnings("NullAway") // void has no value but null
    static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    /** @throws CallFailure.HandleInvalid when there is none */
    static <C> Row<C> require(Snapshot state, ClassDef<C> definition, Ref<C> ref) {
        return state.find(definition, ref)
                .orElseThrow(() -> new CallFailure.HandleInvalid(definition.name(), ref.value()));
    }

    static Row<Host> host(Snapshot state, Ref<Host> ref) {
        return require(state, Host.CLASS, ref);
    }
}
