package io.xapid.server.api;

import io.xapid.model.event.Task;
import io.xapid.model.event.TaskOperation;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.ChangeSet;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.server.job.JobTasks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who must stop when a task is cancelled.
 *
 * <p>The wish stands in the task's row, so it reaches the host that works on the task whichever host was asked, and is
 * not lost when that daemon starts anew.
 */
public final class Cancellations implements AutoCloseable {
    private final Store store;
    private final Executor workers;
    private final Map<String, List<Hook>> hooks = new ConcurrentHashMap<>();
    private final AutoCloseable feed;

    /** @param workers runs what was registered to stop the work */
    public Cancellations(Store store, Executor workers) {
        this.store = store;
        this.workers = workers;
        this.feed = store.feed().listen((state, changes) -> hear(changes));
    }

    /** Calls {@code stop} once when the task is cancelled, also when that was wished for before. */
    public JobTasks.Watch onCancel(Ref<Task> task, Runnable stop) {
        var hook = new Hook(stop);
        hooks.compute(task.value(), (ref, present) -> {
            List<Hook> all = present == null ? new CopyOnWriteArrayList<>() : present;
            all.add(hook);
            return all;
        });
        if (isRequested(task)) { // after registering: a wish between the two is seen twice and heard once
            run(hook);
        }
        return () -> hooks.computeIfPresent(task.value(), (ref, present) -> {
            present.remove(hook);
            return present.isEmpty() ? null : present;
        });
    }

    public boolean isRequested(Ref<Task> task) {
        Row<Task> row = store.snapshot().get(Task.CLASS, task);
        return row != null && isRequested(row);
    }

    @Override
    public void close() {
        try {
            feed.close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void hear(ChangeSet changes) {
        if (hooks.isEmpty()) {
            return;
        }
        for (ChangeSet.RowChange change : changes.rows()) {
            if (change.after() != null && change.after().definition().equals(Task.CLASS)) {
                wake(typed(change.after()));
            }
        }
    }

    private void wake(Row<Task> task) {
        List<Hook> waiting = hooks.get(task.ref().value());
        if (waiting != null && isRequested(task)) {
            waiting.forEach(this::run);
        }
    }

    /** A wish to stop is heard also when the workers take nothing more: then least of all may it be lost. */
    private void run(Hook hook) {
        try {
            workers.execute(hook);
        } catch (RejectedExecutionException full) {
            new Thread(hook, "cancel").start();
        }
    }

    private static boolean isRequested(Row<Task> row) {
        return row.get(Task.STATUS) == TaskStatus.CANCELLING
                || (row.get(Task.STATUS) == TaskStatus.PENDING
                        && row.get(Task.CURRENT_OPERATIONS).containsValue(TaskOperation.CANCEL));
    }

    @SuppressWarnings("unchecked") // the caller has compared the class
    private static Row<Task> typed(Row<?> row) {
        return (Row<Task>) row;
    }

    /** Runs at most once. */
    private static final class Hook implements Runnable {
        private final AtomicBoolean done = new AtomicBoolean();
        private final Runnable stop;

        Hook(Runnable stop) {
            this.stop = stop;
        }

        @Override
        public void run() {
            if (done.compareAndSet(false, true)) {
                stop.run();
            }
        }
    }
}
