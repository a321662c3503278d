package io.xapid.model.event;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.V22_19_0;
import static io.xapid.model.meta.Release.V26_6_0;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class message. */
public interface PoolMessageMessages {

    @Message(since = ORLANDO, role = POOL_OPERATOR, doc = "Raises an alert about an object.", traits = SYNCHRONOUS)
    default CompletionStage<Ref<PoolMessage>> create(
            Call call, String name, long priority, MessageSubject cls, String objUuid, String body) {
        throw new CallFailure.NotImplemented("message.create");
    }

    @Message(since = ORLANDO, role = POOL_OPERATOR, doc = "Deletes one alert.", traits = SYNCHRONOUS)
    default CompletionStage<Void> destroy(Call call, Ref<PoolMessage> self) {
        throw new CallFailure.NotImplemented("message.destroy");
    }

    @Message(since = V22_19_0, prototype = true, role = POOL_OPERATOR, doc = "Deletes several alerts at once.")
    default CompletionStage<Void> destroyMany(Call call, List<Ref<PoolMessage>> messages) {
        throw new CallFailure.NotImplemented("message.destroy_many");
    }

    @Message(
            since = V26_6_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Deletes all alerts that match the filters.")
    default CompletionStage<Void> destroyAll(Call call, Map<String, String> filters) {
        throw new CallFailure.NotImplemented("message.destroy_all");
    }

    @Message(since = ORLANDO, role = READ_ONLY, doc = "Alerts about one object since a time.", traits = SYNCHRONOUS)
    default CompletionStage<Map<Ref<PoolMessage>, Values<PoolMessage>>> get(
            Call call, MessageSubject cls, String objUuid, Instant since) {
        throw new CallFailure.NotImplemented("message.get");
    }

    @Message(since = ORLANDO, role = READ_ONLY, doc = "References of all alerts.", traits = SYNCHRONOUS)
    default CompletionStage<List<Ref<PoolMessage>>> getAll(Call call) {
        throw new CallFailure.NotImplemented("message.get_all");
    }

    @Message(since = ORLANDO, role = READ_ONLY, doc = "All alerts newer than a time.", traits = SYNCHRONOUS)
    default CompletionStage<Map<Ref<PoolMessage>, Values<PoolMessage>>> getSince(Call call, Instant since) {
        throw new CallFailure.NotImplemented("message.get_since");
    }

    @Message(since = ORLANDO, role = READ_ONLY, doc = "Full content of one alert.", traits = SYNCHRONOUS)
    default CompletionStage<Values<PoolMessage>> getRecord(Call call, Ref<PoolMessage> self) {
        throw new CallFailure.NotImplemented("message.get_record");
    }

    @Message(since = ORLANDO, role = READ_ONLY, doc = "Finds an alert by its UUID.", traits = SYNCHRONOUS)
    default CompletionStage<Ref<PoolMessage>> getByUuid(Call call, String uuid) {
        throw new CallFailure.NotImplemented("message.get_by_uuid");
    }

    @Message(since = ORLANDO, role = READ_ONLY, doc = "All alerts with full content.", traits = SYNCHRONOUS)
    default CompletionStage<Map<Ref<PoolMessage>, Values<PoolMessage>>> getAllRecords(Call call) {
        throw new CallFailure.NotImplemented("message.get_all_records");
    }

    @Message(
            since = ORLANDO,
            role = READ_ONLY,
            doc = "Alerts that match an expression, with full content.",
            traits = SYNCHRONOUS)
    default CompletionStage<Map<Ref<PoolMessage>, Values<PoolMessage>>> getAllRecordsWhere(Call call, String expr) {
        throw new CallFailure.NotImplemented("message.get_all_records_where");
    }
}
