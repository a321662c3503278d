package io.xapid.server.api;

import io.xapid.model.access.Session;
import io.xapid.model.event.Task;
import io.xapid.model.event.TaskOperation;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobTasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of tasks, from their making to their end.
 *
 * <pre>
 *   pending ──▶ success | failure | cancelled        nothing leaves the three on the right
 * </pre>
 *
 * <p>A task ends in the transaction that makes the work's effects visible, so who sees it finished sees them too.
 */
public final class TaskBook implements JobTasks {
    /** Marks, in the internal process number, a task that a client has made and ends itself. */
    static final long OF_A_CLIENT = -1;

    private static final String NO_TYPE = "<none/>";
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);

    private final Store store;
    private final Ref<Host> here;
    private final Cancellations cancellations;
    private final Clock clock;
    private final Map<String, Instant> progressAt = new ConcurrentHashMap<>();

    /** @param here the host whose daemon this is */
    public TaskBook(Store store, Ref<Host> here, Cancellations cancellations, Clock clock) {
        this.store = store;
        this.here = here;
        this.cancellations = cancellations;
        this.clock = clock;
    }

    /** Makes the row of an asynchronous call's task. */
    void create(Transaction transaction, ServerCall call) {
        insert(transaction, call, List.of());
    }

    /** Makes a task that a client ends itself, by setting its status. */
    Ref<Task> createForClient(Transaction transaction, Call call, String label, String description) {
        var values = new HashMap<Field<Task, ?>, Object>();
        values.put(Task.NAME_LABEL, label);
        values.put(Task.NAME_DESCRIPTION, description);
        values.put(Task.CREATED, transaction.now());
        values.put(Task.SESSION, call.session());
        values.put(Task.RESIDENT_ON, here);
        values.put(Task.TYPE, NO_TYPE);
        values.put(Task.EXTERNALPID, OF_A_CLIENT);
        return transaction.insert(Task.CLASS, values);
    }

    @Override
    public boolean open(Transaction transaction, Call call) {
        Ref<Task> task = call.task().as();
        if (ServerCall.isInNoTable(task)) {
            return false;
        }
        if (transaction.get(Task.CLASS, task) == null) {
            insert(transaction, call, List.of(TaskOperation.CANCEL));
            return false;
        }
        transaction.set(Task.CLASS, task, Task.ALLOWED_OPERATIONS, List.of(TaskOperation.CANCEL));
        return true;
    }

    @Override
    public void succeed(Transaction transaction, Ref<Task> task, boolean stays, JobResult result) {
        complete(transaction, task, stays, result.type(), result.value());
    }

    @Override
    public void fail(Transaction transaction, Ref<Task> task, boolean stays, List<String> description) {
        if (stays) {
            boolean cancelled =
                    !description.isEmpty() && description.get(0).equals(new CallFailure.TaskCancelled().code());
            finish(transaction, task, cancelled ? TaskStatus.CANCELLED : TaskStatus.FAILURE, "", description);
        } else {
            remove(transaction, task);
        }
    }

    /** Ends a task well with a result of its own type. Nothing happens when it has ended. */
    void complete(Transaction transaction, Ref<Task> task, boolean stays, XenType<?> type, @Nullable Object value) {
        if (stays) {
            finish(transaction, task, TaskStatus.SUCCESS, ResultText.of(type, value), List.of());
        } else {
            remove(transaction, task);
        }
    }

    /** Ends tasks of calls that the daemon was at when it last went, and that no job will end. */
    public void endOrphans(Transaction transaction, Set<Ref<Task>> ofJobs) {
        for (Row<Task> row : List.copyOf(transaction.table(Task.CLASS).rows())) {
            boolean lost = row.get(Task.STATUS) == TaskStatus.PENDING
                    && row.get(Task.EXTERNALPID) != OF_A_CLIENT
                    && row.get(Task.RESIDENT_ON).equals(here)
                    && !ofJobs.contains(row.ref());
            if (lost) {
                fail(transaction, row.ref(), true, new CallFailure.TaskCancelled(row.ref()).description());
            }
        }
    }

    /** Written at most every two seconds for one task, and never backwards. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // progress that cannot be written is no loss
    public void progress(Ref<Task> task, double done) {
        if (ServerCall.isInNoTable(task) || !isDue(task)) {
            return;
        }
        double bounded = Math.max(0, Math.min(1, done));
        store.transact(transaction -> {
            Row<Task> row = transaction.get(Task.CLASS, task);
            if (row != null && row.get(Task.STATUS) == TaskStatus.PENDING && row.get(Task.PROGRESS) < bounded) {
                transaction.set(Task.CLASS, task, Task.PROGRESS, bounded);
            }
            return true;
        });
    }

    @Override
    public Watch onCancel(Ref<Task> task, Runnable stop) {
        return cancellations.onCancel(task, stop);
    }

    private boolean isDue(Ref<Task> task) {
        Instant now = clock.instant();
        Instant[] due = {now};
        progressAt.compute(task.value(), (ref, last) -> {
            boolean early = last != null && now.isBefore(last.plus(PROGRESS_EVERY));
            due[0] = early ? Instant.MAX : now;
            return early ? last : now;
        });
        return due[0].equals(now);
    }

    private void insert(Transaction transaction, Call call, List<TaskOperation> allowed) {
        var values = new HashMap<Field<Task, ?>, Object>();
        values.put(Task.NAME_LABEL, call.message());
        values.put(Task.CREATED, transaction.now());
        values.put(Task.ALLOWED_OPERATIONS, allowed);
        values.put(Task.RESIDENT_ON, here);
        values.put(Task.FORWARDED_TO, here);
        values.put(Task.TYPE, NO_TYPE);
        Ref<Session> session = call.session().as();
        values.put(Task.SESSION, session);
        if (call instanceof ServerCall ours) {
            values.put(Task.OTHER_CONFIG, ours.taskConfig());
            if (transaction.get(Task.CLASS, ours.parentTask()) != null) {
                values.put(Task.SUBTASK_OF, ours.parentTask());
            }
        }
        transaction.insert(Task.CLASS, call.task().as(), values);
    }

    private void finish(Transaction transaction, Ref<Task> task, TaskStatus status, String result, List<String> error) {
        progressAt.remove(task.value());
        Row<Task> row = transaction.get(Task.CLASS, task);
        if (row == null || !isOpen(row)) {
            return;
        }
        if (row.get(Task.CURRENT_OPERATIONS).containsValue(TaskOperation.DESTROY)) {
            transaction.delete(Task.CLASS, task);
            return;
        }
        transaction.set(Task.CLASS, task, Task.ALLOWED_OPERATIONS, List.of());
        transaction.set(Task.CLASS, task, Task.FINISHED, transaction.now());
        transaction.set(Task.CLASS, task, Task.PROGRESS, 1.0);
        transaction.set(Task.CLASS, task, Task.RESULT, result);
        transaction.set(Task.CLASS, task, Task.ERROR_INFO, error);
        transaction.set(Task.CLASS, task, Task.STATUS, status);
    }

    private void remove(Transaction transaction, Ref<Task> task) {
        progressAt.remove(task.value());
        if (!ServerCall.isInNoTable(task)) {
            transaction.delete(Task.CLASS, task);
        }
    }

    static boolean isOpen(Row<Task> task) {
        return task.get(Task.STATUS) == TaskStatus.PENDING || task.get(Task.STATUS) == TaskStatus.CANCELLING;
    }
}
