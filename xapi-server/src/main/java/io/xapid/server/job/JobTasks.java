package io.xapid.server.job;

import io.xapid.model.event.Task;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Transaction;
import java.util.List;

/** What jobs need of tasks. */
public interface JobTasks {
    /**
     * Makes sure that the call's task has a row.
     *
     * @return whether the row stays when the work is done, since a client holds its reference
     */
    boolean open(Transaction transaction, Call call);

    /** Ends a task well. A task that does not stay is removed instead. */
    void succeed(Transaction transaction, Ref<Task> task, boolean stays, JobResult result);

    /** Ends a task badly; {@code TASK_CANCELLED} makes it cancelled. A task that does not stay is removed instead. */
    void fail(Transaction transaction, Ref<Task> task, boolean stays, List<String> description);

    /** Tells the done part, 0 to 1. May be called often; not every call is written. */
    void progress(Ref<Task> task, double done);

    /** Has {@code stop} called, once, when someone cancels the task. Closing the result ends that. */
    Watch onCancel(Ref<Task> task, Runnable stop);

    /** Ends what it stands for. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
