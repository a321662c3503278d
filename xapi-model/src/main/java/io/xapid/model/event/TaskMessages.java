package io.xapid.model.event;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class task. */
public interface TaskMessages {

    @Message(
            since = RIO,
            role = READ_ONLY,
            doc = "Makes a task that the client completes itself.",
            traits = SYNCHRONOUS)
    default CompletionStage<Ref<Task>> create(Call call, String label, String description) {
        throw new CallFailure.NotImplemented("task.create");
    }

    @Message(
            since = RIO,
            role = READ_ONLY,
            doc = "Deletes the task record; the work goes on if it still runs.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> destroy(Call call, Ref<Task> self) {
        throw new CallFailure.NotImplemented("task.destroy");
    }

    @Message(
            since = RIO,
            role = READ_ONLY,
            doc = "Asks the work to stop; it may take a while or not be possible.",
            fails = CallFailure.OperationNotAllowed.class)
    default CompletionStage<Void> cancel(Call call, Ref<Task> task) {
        throw new CallFailure.NotImplemented("task.cancel");
    }

    @Message(
            since = FALCON,
            role = READ_ONLY,
            doc = "Reports the status of a task the client runs.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setStatus(Call call, Ref<Task> self, TaskStatus value) {
        throw new CallFailure.NotImplemented("task.set_status");
    }

    @Message(
            since = STOCKHOLM,
            role = READ_ONLY,
            doc = "Reports the fraction done, 0 to 1, of a task the client runs.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setProgress(Call call, Ref<Task> self, double value) {
        throw new CallFailure.NotImplemented("task.set_progress");
    }

    @Message(
            since = V21_3_0,
            role = READ_ONLY,
            doc = "Stores the result of a task the client runs.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setResult(Call call, Ref<Task> self, String value) {
        throw new CallFailure.NotImplemented("task.set_result");
    }

    @Message(
            since = V21_3_0,
            role = READ_ONLY,
            doc = "Stores error code and parameters of a task the client runs.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setErrorInfo(Call call, Ref<Task> self, List<String> value) {
        throw new CallFailure.NotImplemented("task.set_error_info");
    }

    @Message(since = V25_8_0, prototype = true, role = READ_ONLY, doc = "Adds an extra key.")
    default CompletionStage<Void> addToOtherConfig(Call call, Ref<Task> self, String key, String value) {
        throw new CallFailure.NotImplemented("task.add_to_other_config");
    }

    @Message(since = V25_8_0, prototype = true, role = READ_ONLY, doc = "Removes an extra key.")
    default CompletionStage<Void> removeFromOtherConfig(Call call, Ref<Task> self, String key) {
        throw new CallFailure.NotImplemented("task.remove_from_other_config");
    }

    @Message(since = V25_8_0, prototype = true, role = READ_ONLY, doc = "Replaces all extra keys.")
    default CompletionStage<Void> setOtherConfig(Call call, Ref<Task> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("task.set_other_config");
    }
}
