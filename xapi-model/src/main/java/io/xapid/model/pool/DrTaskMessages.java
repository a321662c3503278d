package io.xapid.model.pool;

import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class DR_task. */
public interface DrTaskMessages {

    @Message(
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Finds and attaches storage that holds pool databases, limited to a list.")
    default CompletionStage<Ref<DrTask>> create(
            Call call, String type, Map<String, String> deviceConfig, List<String> whitelist) {
        throw new CallFailure.NotImplemented("DR_task.create");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Ends the run and detaches the storage it brought in.")
    default CompletionStage<Void> destroy(Call call, Ref<DrTask> self) {
        throw new CallFailure.NotImplemented("DR_task.destroy");
    }
}
