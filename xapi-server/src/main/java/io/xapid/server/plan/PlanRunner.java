package io.xapid.server.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.DoubleConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a plan's steps in order; when one fails, or a stop is asked for, takes back what was begun, newest first. */
public final class PlanRunner {
    private static final Logger log = LoggerFactory.getLogger(PlanRunner.class);

    private final Executor sideBySide;

    /** @param sideBySide runs the members of parallel groups; must have a thread for each or run them in the caller's */
    public PlanRunner(Executor sideBySide) {
        this.sideBySide = sideBySide;
    }

    /**
     * Runs {@code plan} in the calling thread.
     *
     * @param progress told the done part, 0 to 1, after each step
     * @throws Exception what the failing step threw, after everything begun has been undone; {@link CancelledException}
     *     when a stop was asked for before the last step was begun, or one {@linkplain Step#forGood for good} was done
     */
    public void run(Plan plan, Cancellation cancellation, DoubleConsumer progress) throws Exception {
        Deque<Step> begun = new ArrayDeque<>();
        double total = plan.steps().stream().mapToInt(Step::weight).sum();
        double done = 0;
        boolean stoppable = true;
        try {
            for (Step step : plan.steps()) {
                if (stoppable) {
                    cancellation.check();
                }
                take(step, cancellation, begun);
                stoppable = stoppable && !step.isForGood();
                done += step.weight();
                progress.accept(done / total);
            }
        } catch (Exception failure) {
            takeBack(plan, begun, failure);
            throw failure;
        }
    }

    private void take(Step step, Cancellation cancellation, Deque<Step> begun) throws Exception {
        if (step.parallel().isEmpty()) {
            begun.push(step); // before acting: a step that fails half-way is undone too
            act(step, cancellation);
        } else {
            takeTogether(step.parallel(), cancellation, begun);
        }
    }

    private void takeTogether(List<Step> steps, Cancellation cancellation, Deque<Step> begun) throws Exception {
        var running = new ArrayList<CompletableFuture<Void>>();
        for (Step step : steps) {
            begun.push(step);
            running.add(CompletableFuture.runAsync(() -> runUnchecked(step, cancellation), sideBySide));
        }
        CompletionException first = null;
        for (CompletableFuture<Void> one : running) {
            try {
                one.join(); // all of them: nothing may still be going on when the way back begins
            } catch (CompletionException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first.getCause() instanceof StepFailed failed ? failed.reason() : first;
        }
    }

    private static void runUnchecked(Step step, Cancellation cancellation) {
        try {
            act(step, cancellation);
        } catch (Exception failure) {
            throw new StepFailed(failure);
        }
    }

    /** A step that breaks off, for want of memory or by a bug, fails as others do: the way back may still be there. */
    private static void act(Step step, Cancellation cancellation) throws Exception {
        try {
            step.run(cancellation);
        } catch (Error broken) {
            throw new IllegalStateException("\"%s\" broke off: %s".formatted(step, broken), broken);
        }
    }

    private static void takeBack(Plan plan, Deque<Step> begun, Exception failure) {
        boolean interrupted = Thread.interrupted(); // the way back is walked to its end
        while (!begun.isEmpty()) {
            Step step = begun.pop();
            try {
                step.undo();
            } catch (Exception | Error stuck) {
                log.warn("{}: could not take back \"{}\"; the reconciler will look again", plan.name(), step, stuck);
                failure.addSuppressed(stuck);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Carries a checked failure out of a parallel step. */
    private static final class StepFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Exception reason;

        StepFailed(Exception reason) {
            super(reason);
            this.reason = reason;
        }

        Exception reason() {
            return reason;
        }
    }
}
