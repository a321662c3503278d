package io.xapid.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every plan must bear: failing at any step, before and after the step has acted, and being cancelled before any
 * step, always leaving the world as it was.
 */
public abstract class PlanContract {
    /** A plan on a fresh world. Called once for each try. */
    protected abstract Plan freshPlan();

    /** Fails when the world the last plan was made on is not as it was before it. */
    protected abstract void assertNothingIsLeft();

    /** Fails when the plan has not had its effect. */
    protected abstract void assertDone();

    @TestFactory
    Stream<DynamicTest> leavesNothingBehindWhereverItFails() {
        return everyStep()
                .mapToObj(index -> DynamicTest.dynamicTest("fails at step " + index, () -> {
                    Plan plan = disturbed(freshPlan(), index, Disturbance.INSTEAD);
                    assertThatThrownBy(() -> run(plan, new Cancellation())).hasMessage("injected");
                    assertNothingIsLeft();
                }));
    }

    @TestFactory
    Stream<DynamicTest> leavesNothingBehindWhereverItFailsAfterActing() {
        return everyStep()
                .mapToObj(index -> DynamicTest.dynamicTest("fails after step " + index, () -> {
                    Plan plan = disturbed(freshPlan(), index, Disturbance.AFTER);
                    assertThatThrownBy(() -> run(plan, new Cancellation())).hasMessage("injected");
                    assertNothingIsLeft();
                }));
    }

    @TestFactory
    Stream<DynamicTest> leavesNothingBehindWhereverItIsCancelled() {
        return everyStep()
                .mapToObj(index -> DynamicTest.dynamicTest("cancelled before step " + index, () -> {
                    var cancellation = new Cancellation();
                    var steps = new AtomicInteger();
                    Plan fresh = freshPlan();
                    Plan plan = new Plan(
                            fresh.name(),
                            Stream.concat(
                                            fresh.steps().stream().limit(index),
                                            Stream.concat(
                                                    Stream.of(Step.step("ask to stop", c -> cancellation.request())),
                                                    fresh.steps().stream().skip(index)))
                                    .map(step -> step.wrapping(deed -> c -> {
                                        steps.incrementAndGet();
                                        deed.run(c);
                                    }))
                                    .toList());
                    assertThatThrownBy(() -> run(plan, cancellation)).isInstanceOf(CancelledException.class);
                    assertNothingIsLeft();
                }));
    }

    @TestFactory
    List<DynamicTest> hasItsEffect() {
        return List.of(DynamicTest.dynamicTest("runs to its end", () -> {
            run(freshPlan(), new Cancellation());
            assertDone();
        }));
    }

    private IntStream everyStep() {
        int steps = freshPlan().steps().size();
        assertThat(steps).isPositive();
        return IntStream.range(0, steps);
    }

    private static void run(Plan plan, Cancellation cancellation) throws Exception {
        new PlanRunner(Runnable::run).run(plan, cancellation, done -> {});
    }

    private enum Disturbance {
        INSTEAD,
        AFTER
    }

    private static Plan disturbed(Plan plan, int failing, Disturbance how) {
        return new Plan(
                plan.name(),
                IntStream.range(0, plan.steps().size())
                        .mapToObj(i -> i == failing
                                ? failing(plan.steps().get(i), how)
                                : plan.steps().get(i))
                        .toList());
    }

    private static Step failing(Step step, Disturbance how) {
        return step.wrapping(deed -> cancellation -> {
            if (how == Disturbance.AFTER) {
                deed.run(cancellation);
            }
            throw new IllegalStateException("injected");
        });
    }
}
