package io.xapid.model.access;

import static io.xapid.model.meta.Release.V26_15_0;
import static io.xapid.model.meta.Release.V26_17_0;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class Caller. */
public interface CallerMessages {

    @Message(since = V26_17_0, prototype = true, role = POOL_OPERATOR, doc = "Counts the client towards a group.")
    default CompletionStage<Void> addGroup(Call call, Ref<Caller> self, String group) {
        throw new CallFailure.NotImplemented("Caller.add_group");
    }

    @Message(
            since = V26_17_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Stops counting the client towards a group.")
    default CompletionStage<Void> removeGroup(Call call, Ref<Caller> self, String group) {
        throw new CallFailure.NotImplemented("Caller.remove_group");
    }

    @Message(since = V26_15_0, prototype = true, role = POOL_OPERATOR, doc = "Tokens (call cost) the client has used.")
    default CompletionStage<Double> queryTokenUsage(Call call, Ref<Caller> self) {
        throw new CallFailure.NotImplemented("Caller.query_token_usage");
    }

    @Message(since = V26_15_0, prototype = true, role = POOL_OPERATOR, doc = "Number of calls the client has made.")
    default CompletionStage<Long> queryCallCount(Call call, Ref<Caller> self) {
        throw new CallFailure.NotImplemented("Caller.query_call_count");
    }

    @Message(since = V26_15_0, prototype = true, role = POOL_OPERATOR, doc = "Tokens used by all clients of a group.")
    default CompletionStage<Double> queryGroupTokenUsage(Call call, String group) {
        throw new CallFailure.NotImplemented("Caller.query_group_token_usage");
    }

    @Message(
            since = V26_15_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Number of calls made by all clients of a group.")
    default CompletionStage<Long> queryGroupCallCount(Call call, String group) {
        throw new CallFailure.NotImplemented("Caller.query_group_call_count");
    }

    @Message(
            since = V26_17_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Usage figures of every client, one row each.")
    default CompletionStage<List<List<String>>> queryAllUsage(Call call) {
        throw new CallFailure.NotImplemented("Caller.query_all_usage");
    }
}
