package io.xapid.server.plan;

import static io.xapid.server.plan.Step.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanRunnerTest {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final PlanRunner runner = new PlanRunner(Runnable::run);

    @Test
    void takesStepsInOrderAndTellsProgressByWeight() throws Exception {
        var progress = new ArrayList<Double>();
        Plan plan =
                Plan.named("test").then(doing("a")).then(doing("b").weighing(3)).build();

        runner.run(plan, new Cancellation(), progress::add);

        assertThat(told).containsExactly("a", "b");
        assertThat(progress).containsExactly(0.25, 1.0);
    }

    @Test
    void takesBackWhatWasBegunNewestFirstAndKeepsTheFirstFailure() {
        Plan plan = Plan.named("test")
                .then(doing("a"))
                .then(step("b", c -> {
                            throw new IllegalStateException("b broke");
                        })
                        .undoneBy(c -> {
                            told.add("undo b");
                            throw new IllegalStateException("undo broke");
                        }))
                .then(doing("c"))
                .build();

        assertThatThrownBy(() -> runner.run(plan, new Cancellation(), p -> {}))
                .hasMessage("b broke")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(told).containsExactly("a", "undo b", "undo a");
    }

    static Stream<Error> whatNobodyExpects() {
        return Stream.of(
                new NoClassDefFoundError("io/xapid/Lost"),
                new OutOfMemoryError("Lost"),
                new AssertionError("Lost"),
                new Error("Lost"));
    }

    @ParameterizedTest
    @MethodSource("whatNobodyExpects")
    void takesBackWhateverAStepThrows(Error unexpected) {
        Plan plan = Plan.named("test")
                .then(doing("a"))
                .thenTogether(
                        "pair",
                        List.of("b", "c"),
                        name -> step(name, c -> {
                                    throw unexpected;
                                })
                                .undoneBy(c -> {
                                    told.add("undo " + name);
                                    throw unexpected;
                                }))
                .build();

        assertThatThrownBy(() -> runner.run(plan, new Cancellation(), p -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Lost")
                .hasCause(unexpected);
        assertThat(told).containsExactly("a", "undo c", "undo b", "undo a");
    }

    @Test
    void waitsForAllParallelStepsBeforeTakingBack() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            var started = new CountDownLatch(2);
            Plan plan = Plan.named("test")
                    .thenTogether(
                            "pair",
                            List.of("fails", "works"),
                            name -> step(name, c -> {
                                        started.countDown();
                                        assertThat(started.await(10, TimeUnit.SECONDS))
                                                .isTrue();
                                        if (name.equals("fails")) {
                                            throw new IllegalStateException("one broke");
                                        }
                                        told.add(name);
                                    })
                                    .undoneBy(c -> told.add("undo " + name)))
                    .build();

            assertThatThrownBy(() -> new PlanRunner(threads).run(plan, new Cancellation(), p -> {}))
                    .hasMessage("one broke");
            assertThat(told).containsExactly("works", "undo works", "undo fails");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void wakesAStepThatWaits() throws Exception {
        var cancellation = new Cancellation();
        var woken = new CountDownLatch(1);
        var waiting = new CountDownLatch(1);
        Plan plan = Plan.named("test")
                .then(doing("a"))
                .then(step(
                        "wait",
                        c -> c.whileWakeable(woken::countDown, () -> {
                            waiting.countDown();
                            return woken.await(10, TimeUnit.SECONDS);
                        })))
                .build();
        var asker = new Thread(() -> {
            try {
                assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            cancellation.request();
        });
        asker.start();

        assertThatThrownBy(() -> runner.run(plan, cancellation, p -> {})).isInstanceOf(CancelledException.class);
        asker.join();
        assertThat(told).containsExactly("a", "undo a");
    }

    @Test
    void goesToItsEndOnceSomethingIsDoneForGood() throws Exception {
        var cancellation = new Cancellation();
        Plan plan = Plan.named("test")
                .then(doing("a"))
                .then(step("b", c -> {
                            told.add("b");
                            c.request();
                        })
                        .forGood())
                .thenTogether("group", List.of("c", "d"), this::doing)
                .then(doing("e"))
                .build();

        runner.run(plan, cancellation, p -> {});

        assertThat(told).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void isStoppedBeforeAnythingIsDoneForGood() {
        var cancellation = new Cancellation();
        Plan plan = Plan.named("test")
                .then(step("a", Cancellation::request).undoneBy(c -> told.add("undo a")))
                .then(doing("b").forGood())
                .build();

        assertThatThrownBy(() -> runner.run(plan, cancellation, p -> {})).isInstanceOf(CancelledException.class);
        assertThat(told).containsExactly("undo a");
    }

    @Test
    void putsInOrderWhatCannotBeBroughtBack() {
        Plan plan = Plan.named("test")
                .then(doing("a").forGood())
                .then(step("b", c -> {
                    throw new IllegalStateException("b broke");
                }))
                .build();

        assertThatThrownBy(() -> runner.run(plan, new Cancellation(), p -> {})).hasMessage("b broke");
        assertThat(told).containsExactly("a", "undo a");
    }

    private Step doing(String name) {
        return step(name, c -> told.add(name)).undoneBy(c -> told.add("undo " + name));
    }
}
