package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.CLEARWATER;
import static io.xapid.model.meta.Release.COWLEY;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VMPP about alarms of protection policies. */
public interface VmppAlarms {

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: alerts of the last so many hours.",
            traits = SYNCHRONOUS)
    default CompletionStage<List<String>> getAlerts(Call call, Ref<Vmpp> vmpp, long hoursFromNow) {
        throw new CallFailure.NotImplemented("VMPP.get_alerts");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: switches mailed alerts on or off.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setIsAlarmEnabled(Call call, Ref<Vmpp> self, boolean value) {
        throw new CallFailure.NotImplemented("VMPP.set_is_alarm_enabled");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: replaces the mail settings.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setAlarmConfig(Call call, Ref<Vmpp> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("VMPP.set_alarm_config");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: adds a mail setting.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> addToAlarmConfig(Call call, Ref<Vmpp> self, String key, String value) {
        throw new CallFailure.NotImplemented("VMPP.add_to_alarm_config");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: drops a mail setting.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> removeFromAlarmConfig(Call call, Ref<Vmpp> self, String key) {
        throw new CallFailure.NotImplemented("VMPP.remove_from_alarm_config");
    }
}
