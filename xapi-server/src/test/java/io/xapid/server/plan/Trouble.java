package io.xapid.server.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What goes wrong with a plan at one of its steps; members of parallel groups count as steps of their own. */
public enum Trouble {
    /** The step throws before it has done anything. */
    FAILS_INSTEAD {
        @Override
        Plan on(Plan plan, int step, Supplier<? extends RuntimeException> failure) {
            return wrapped(plan, step, deed -> cancellation -> {
                throw failure.get();
            });
        }
    },
    /** The step does all it should, and then throws. */
    FAILS_AFTERWARDS {
        @Override
        Plan on(Plan plan, int step, Supplier<? extends RuntimeException> failure) {
            return wrapped(plan, step, deed -> cancellation -> {
                deed.run(cancellation);
                throw failure.get();
            });
        }
    },
    /** Someone asks the work to stop when the step's turn has come, or its group's. */
    STOPPED_BEFORE {
        @Override
        Plan on(Plan plan, int step, Supplier<? extends RuntimeException> failure) {
            var steps = new ArrayList<Step>();
            int first = 0;
            for (Step each : plan.steps()) {
                int members = Math.max(1, each.parallel().size());
                if (first <= step && step < first + members) {
                    steps.add(Step.step("ask to stop", Cancellation::request));
                }
                steps.add(each);
                first += members;
            }
            return new Plan(plan.name(), steps);
        }
    };

    abstract Plan on(Plan plan, int step, Supplier<? extends RuntimeException> failure);

    /** The plan, going wrong. */
    public static Plan disturbed(Plan plan, int step, Trouble how, Supplier<? extends RuntimeException> failure) {
        return how.on(plan, step, failure);
    }

    /** The names of a plan's steps, with each member of a group by itself. */
    public static List<String> stepsOf(Plan plan) {
        return plan.steps().stream()
                .flatMap(step -> step.parallel().isEmpty() ? Stream.of(step) : step.parallel().stream())
                .map(Step::name)
                .toList();
    }

    /** Which of {@link #stepsOf} is the first that cannot be taken back; beyond all of them when each can. */
    public static int pointOfNoReturn(Plan plan) {
        int step = 0;
        for (Step each : plan.steps()) {
            if (each.isForGood()) {
                return step;
            }
            step += Math.max(1, each.parallel().size());
        }
        return Integer.MAX_VALUE;
    }

    private static Plan wrapped(Plan plan, int wanted, UnaryOperator<Step.Deed> around) {
        var next = new AtomicInteger();
        return new Plan(
                plan.name(),
                plan.steps().stream()
                        .map(step -> step.parallel().isEmpty()
                                ? wrapped(step, next, wanted, around)
                                : Step.together(
                                        step.name(),
                                        step.parallel().stream()
                                                .map(member -> wrapped(member, next, wanted, around))
                                                .toList()))
                        .toList());
    }

    private static Step wrapped(Step step, AtomicInteger next, int wanted, UnaryOperator<Step.Deed> around) {
        return next.getAndIncrement() == wanted ? step.wrapping(around) : step;
    }
}
