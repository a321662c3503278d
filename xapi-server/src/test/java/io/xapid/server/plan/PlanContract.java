package io.xapid.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
    Stream<DynamicTest> leavesNothingBehindWhereverItGoesWrong() {
        List<String> steps = Trouble.stepsOf(freshPlan());
        assertThat(steps).isNotEmpty();
        return IntStream.range(0, steps.size())
                .boxed()
                .flatMap(step -> Stream.of(Trouble.values())
                        .map(trouble -> DynamicTest.dynamicTest(
                                steps.get(step) + " " + trouble, () -> leavesNothing(step, trouble))));
    }

    private void leavesNothing(int step, Trouble trouble) {
        Plan plan = Trouble.disturbed(freshPlan(), step, trouble, () -> new IllegalStateException("injected"));
        assertThatThrownBy(() -> run(plan, new Cancellation()))
                .isInstanceOfAny(IllegalStateException.class, CancelledException.class)
                .hasMessage(trouble == Trouble.STOPPED_BEFORE ? "cancelled" : "injected");
        assertNothingIsLeft();
    }

    @TestFactory
    List<DynamicTest> hasItsEffect() {
        return List.of(DynamicTest.dynamicTest("runs to its end", () -> {
            run(freshPlan(), new Cancellation());
            assertDone();
        }));
    }

    private static void run(Plan plan, Cancellation cancellation) throws Exception {
        new PlanRunner(Runnable::run).run(plan, cancellation, done -> {});
    }
}
