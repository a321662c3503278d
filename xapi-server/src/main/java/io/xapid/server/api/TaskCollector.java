package io.xapid.server.api;

import io.xapid.model.event.Task;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Removes tasks that ended long ago, that nobody works on any more, or that are too many. One thread at a time. */
public final class TaskCollector {
    private static final Duration KEPT_AFTER_END = Duration.ofMinutes(65);
    private static final Duration DEAD_AFTER = Duration.ofHours(24);
    private static final int MOST = 200;

    private final Store store;
    private final Clock clock;
    private Map<Ref<Task>, Double> progressBefore = Map.of();

    public TaskCollector(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Looks at all tasks once. Called about every half minute. */
    public CompletionStage<Void> collect() {
        Instant now = clock.instant();
        var doomed = new ArrayList<Ref<Task>>();
        var ended = new ArrayList<Row<Task>>();
        var progress = new HashMap<Ref<Task>, Double>();
        int left = 0;
        for (Row<Task> task : store.snapshot().table(Task.CLASS).rows()) {
            boolean open = TaskBook.isOpen(task);
            if (open
                    ? isDead(task, now, progress)
                    : task.get(Task.FINISHED).plus(KEPT_AFTER_END).isBefore(now)) {
                doomed.add(task.ref());
                continue;
            }
            left++;
            if (!open) {
                ended.add(task);
            }
        }
        progressBefore = progress;
        ended.stream()
                .sorted(Comparator.<Row<Task>, Instant>comparing(task -> task.get(Task.FINISHED)))
                .limit(Math.max(0, left - MOST))
                .forEach(task -> doomed.add(task.ref()));
        return remove(doomed);
    }

    /** Old, and no further than when last looked at. */
    private boolean isDead(Row<Task> task, Instant now, Map<Ref<Task>, Double> progress) {
        double done = task.get(Task.PROGRESS);
        boolean old = task.get(Task.CREATED).plus(DEAD_AFTER).isBefore(now);
        Double before = progressBefore.get(task.ref());
        if (old) {
            progress.put(task.ref(), done);
        }
        return old && before != null && before == done;
    }

    private CompletionStage<Void> remove(List<Ref<Task>> doomed) {
        return store.transact(transaction -> {
                    for (Ref<Task> ref : doomed) {
                        if (transaction.get(Task.CLASS, ref) != null) {
                            transaction.delete(Task.CLASS, ref);
                        }
                    }
                    return true;
                })
                .thenCompose(done -> Stages.done());
    }
}
