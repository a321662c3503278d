package io.xapid.server.vm;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The answer of messages that answer nothing. */
final class Done {
    private Done() {}

    @SuppressWarnings("NullAway") // void has no value but null
    static CompletionStage<Void> stage() {
        return CompletableFuture.completedFuture(null);
    }
}
