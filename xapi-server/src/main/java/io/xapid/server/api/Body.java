package io.xapid.server.api;

import io.xapid.model.store.Snapshot;
import org.jspecify.annotations.Nullable;

/** What a message does once its caller and its arguments have been checked. */
@FunctionalInterface
interface Body {
    /**
     * @param arguments decoded, without the session
     * @param state the state when the call came
     * @return the value, or a {@link java.util.concurrent.CompletionStage} of it
     */
    @Nullable
    Object run(ServerCall call, Object[] arguments, Snapshot state) throws Throwable;
}
