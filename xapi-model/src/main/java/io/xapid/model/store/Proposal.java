package io.xapid.model.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that somebody asked for, from its first attempt to its outcome. It is attempted again when another host's
 * entry changed what it had read, before its own had its place in the log. Guarded by the store's order, but for the
 * outcome.
 */
final class Proposal<R> {
    private final Function<Transaction, R> body;
    private final CompletableFuture<R> outcome = new CompletableFuture<>();

    /** Those that changed nothing, and read what this one is about to change. */
    private List<Proposal<?>> followers = new ArrayList<>();

    private Attempt<R> attempt;
    private int attempts = 1;
    private StateMachine.@Nullable Applied landed;
    private volatile CommitLog.@Nullable Turn turn;

    Proposal(Function<Transaction, R> body, Attempt<R> first) {
        this.body = body;
        this.attempt = first;
    }

    CompletableFuture<R> outcome() {
        return outcome;
    }

    Function<Transaction, R> body() {
        return body;
    }

    Attempt<R> attempt() {
        return attempt;
    }

    int attempts() {
        return attempts;
    }

    void attemptedAgain(Attempt<R> another) {
        attempts++;
        landed = null;
        attempt = another;
    }

    /** Expects its entry behind another state than before. */
    void expectBehind(Snapshot other) {
        attempt = attempt.behind(other);
    }

    void follow(Proposal<?> follower) {
        followers.add(follower);
    }

    /** Lets go of them: they are to be settled or tried again. */
    List<Proposal<?>> takeFollowers() {
        List<Proposal<?>> taken = followers;
        followers = new ArrayList<>();
        return taken;
    }

    void land(StateMachine.Applied applied) {
        landed = applied;
    }

    /** What came of its entry. */
    StateMachine.Applied landed() {
        if (landed == null) {
            throw new IllegalStateException("the log acknowledged an entry that it has not handed over");
        }
        return landed;
    }

    /** Has it until its outcome is known, or until it is given another. */
    void takeTurn(CommitLog.@Nullable Turn given) {
        CommitLog.Turn before = turn;
        turn = given;
        if (before != null) {
            before.close();
        }
    }

    void settle() {
        takeTurn(null);
        RuntimeException refusal = attempt.refusal();
        if (refusal == null) {
            outcome.complete(attempt.result());
        } else {
            outcome.completeExceptionally(refusal);
        }
    }

    void fail(Throwable failure) {
        takeTurn(null);
        outcome.completeExceptionally(failure);
    }
}
