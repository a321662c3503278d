package io.xapid.server.api;

import io.xapid.model.access.Session;
import io.xapid.model.event.Task;
import io.xapid.model.event.TaskMessages;
import io.xapid.model.event.TaskOperation;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Tasks as clients use them: their own, and those of calls under way. */
@NeverBlocks
public final class TaskService implements TaskMessages {
    private static final String ANY = "task.destroy/any";

    private final Store store;
    private final TaskBook tasks;
    private final FieldEdits edits;
    private final Permissions permissions;

    public TaskService(Store store, TaskBook tasks, FieldEdits edits, Permissions permissions) {
        this.store = store;
        this.tasks = tasks;
        this.edits = edits;
        this.permissions = permissions;
    }

    @Override
    public CompletionStage<Ref<Task>> create(Call call, String label, String description) {
        String legalLabel = (String) LegalText.cut(label);
        String legalDescription = (String) LegalText.cut(description);
        return store.transact(transaction -> tasks.createForClient(transaction, call, legalLabel, legalDescription));
    }

    /** A task that something still works on goes when that ends; one that a client ends goes at once. */
    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Task> self) {
        return change(call, self, (transaction, row) -> {
            if (TaskBook.isOpen(row) && row.get(Task.EXTERNALPID) != TaskBook.OF_A_CLIENT) {
                transaction.set(Task.CLASS, self, Task.CURRENT_OPERATIONS, Map.of("task", TaskOperation.DESTROY));
            } else {
                transaction.delete(Task.CLASS, self);
            }
        });
    }

    /** Wishes for the end; whoever works on the task sees that in its row. */
    @Override
    public CompletionStage<Void> cancel(Call call, Ref<Task> task) {
        return change(call, task, (transaction, row) -> {
            if (TaskBook.isOpen(row)) {
                var operations = new HashMap<>(row.get(Task.CURRENT_OPERATIONS));
                operations.put(call.task().value(), TaskOperation.CANCEL);
                transaction.set(Task.CLASS, task, Task.CURRENT_OPERATIONS, operations);
            }
        });
    }

    @Override
    public CompletionStage<Void> setStatus(Call call, Ref<Task> self, TaskStatus value) {
        return change(call, self, (transaction, row) -> {
            if (!TaskBook.isOpen(row) || row.get(Task.STATUS) == value) {
                return; // what has ended stays as it ended
            }
            if (value != TaskStatus.PENDING && value != TaskStatus.CANCELLING) {
                transaction.set(Task.CLASS, self, Task.ALLOWED_OPERATIONS, List.of());
                transaction.set(Task.CLASS, self, Task.FINISHED, transaction.now());
                transaction.set(Task.CLASS, self, Task.PROGRESS, 1.0);
            }
            transaction.set(Task.CLASS, self, Task.STATUS, value);
        });
    }

    @Override
    public CompletionStage<Void> setProgress(Call call, Ref<Task> self, double value) {
        if (value < 0 || value > 1) {
            throw new CallFailure.InvalidValue("value", String.valueOf(value));
        }
        requireOwner(call, self);
        return edits.set(call, Task.CLASS, self, Task.PROGRESS, value);
    }

    @Override
    public CompletionStage<Void> setResult(Call call, Ref<Task> self, String value) {
        requireOwner(call, self);
        return edits.set(call, Task.CLASS, self, Task.RESULT, value);
    }

    @Override
    public CompletionStage<Void> setErrorInfo(Call call, Ref<Task> self, List<String> value) {
        requireOwner(call, self);
        return edits.set(call, Task.CLASS, self, Task.ERROR_INFO, value);
    }

    @Override
    public CompletionStage<Void> addToOtherConfig(Call call, Ref<Task> self, String key, String value) {
        requireOwner(call, self);
        return edits.addTo(call, Task.CLASS, self, Task.OTHER_CONFIG, key, value);
    }

    @Override
    public CompletionStage<Void> removeFromOtherConfig(Call call, Ref<Task> self, String key) {
        requireOwner(call, self);
        return edits.removeFrom(call, Task.CLASS, self, Task.OTHER_CONFIG, key);
    }

    @Override
    public CompletionStage<Void> setOtherConfig(Call call, Ref<Task> self, Map<String, String> value) {
        requireOwner(call, self);
        return edits.set(call, Task.CLASS, self, Task.OTHER_CONFIG, value);
    }

    private CompletionStage<Void> change(Call call, Ref<Task> task, BiConsumer<Transaction, Row<Task>> change) {
        return store.transact(transaction -> {
                    Row<Task> row = transaction.get(Task.CLASS, task);
                    if (row == null) {
                        throw new CallFailure.HandleInvalid("task", task.value());
                    }
                    requireOwner(transaction.view(), call, row);
                    change.accept(transaction, row);
                    return true;
                })
                .thenCompose(done -> Stages.done());
    }

    private void requireOwner(Call call, Ref<Task> task) {
        Snapshot state = store.snapshot();
        Row<Task> row = state.get(Task.CLASS, task);
        if (row != null) {
            requireOwner(state, call, row);
        }
    }

    /** Tasks belong to the user whose session made them. */
    private void requireOwner(Lookup state, Call call, Row<Task> task) {
        if (!call.may(ANY) && !userOf(state, task.get(Task.SESSION)).equals(userIdOf(call))) {
            throw permissions.denied(ANY);
        }
    }

    private static String userOf(Lookup state, Ref<Session> session) {
        Row<Session> row = state.get(Session.CLASS, session);
        return row == null || row.get(Session.IS_LOCAL_SUPERUSER) ? "root" : row.get(Session.AUTH_USER_SID);
    }

    private static String userIdOf(Call call) {
        return call instanceof ServerCall ours
                ? ours.liveSession().map(LiveSession::userId).orElse("")
                : "";
    }
}
