package io.xapid.server.api;

import java.util.concurrent.CompletionStage;

/**
 * Answers calls. The wire layer's only way in.
 *
 * <p>It never throws and never blocks the calling thread: what can be answered at once comes in a completed stage, and
 * what must wait comes later on another thread. The stage never fails; failures are {@link Reply.Failed}.
 *
 * <p>Who no longer wants an answer, because the client has gone, cancels the stage's future: a wait for events ends then,
 * while work that has begun goes on.
 */
@FunctionalInterface
public interface CallHandler {
    CompletionStage<Reply> answer(WireCall call);
}
