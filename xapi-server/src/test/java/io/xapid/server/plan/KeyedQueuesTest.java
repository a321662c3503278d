package io.xapid.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class KeyedQueuesTest {
    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final KeyedQueues<String> queues = new KeyedQueues<>(workers::add);
    private final List<String> ran = new ArrayList<>();

    @Test
    void oneKeyWaitsForItselfAndNotForOthers() {
        var first = queues.submit("vm1", () -> ran.add("vm1 first"));
        var second = queues.submit("vm1", () -> ran.add("vm1 second"));
        var other = queues.submit("vm2", () -> ran.add("vm2 first"));

        runAll();

        assertThat(ran).containsExactly("vm1 first", "vm2 first", "vm1 second");
        assertThat(List.of(first, second, other)).allMatch(future -> future.isDone());
    }

    @Test
    void goesOnAfterAFailure() {
        var failing = queues.submit("vm1", () -> {
            throw new IllegalStateException("broke");
        });
        var next = queues.submit("vm1", () -> ran.add("next"));

        runAll();

        assertThat(failing).isCompletedExceptionally();
        assertThat(next).isCompleted();
        assertThat(queues.isIdle("vm1")).isTrue();
    }

    private void runAll() {
        while (!workers.isEmpty()) {
            workers.remove().run();
        }
    }
}
