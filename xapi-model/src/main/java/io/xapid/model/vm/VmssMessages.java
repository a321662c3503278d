package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.FALCON;
import static io.xapid.model.meta.Role.LOCAL_ROOT;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VMSS. */
public interface VmssMessages {

    @Message(
            since = FALCON,
            role = POOL_OPERATOR,
            doc = "Takes the snapshots at once, outside the schedule.",
            traits = SYNCHRONOUS)
    default CompletionStage<String> snapshotNow(Call call, Ref<Vmss> vmss) {
        throw new CallFailure.NotImplemented("VMSS.snapshot_now");
    }

    @Message(
            since = FALCON,
            role = POOL_OPERATOR,
            doc = "Sets how many snapshots to keep per VM.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setRetainedSnapshots(Call call, Ref<Vmss> self, long value) {
        throw new CallFailure.NotImplemented("VMSS.set_retained_snapshots");
    }

    @Message(
            since = FALCON,
            role = POOL_OPERATOR,
            doc = "Sets how often: hourly, daily or weekly.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setFrequency(Call call, Ref<Vmss> self, SnapshotFrequency value) {
        throw new CallFailure.NotImplemented("VMSS.set_frequency");
    }

    @Message(
            since = FALCON,
            role = POOL_OPERATOR,
            doc = "Replaces the times: min, hour and days.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setSchedule(Call call, Ref<Vmss> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("VMSS.set_schedule");
    }

    @Message(since = FALCON, role = POOL_OPERATOR, doc = "Adds a time entry: min, hour or days.", traits = SYNCHRONOUS)
    default CompletionStage<Void> addToSchedule(Call call, Ref<Vmss> self, String key, String value) {
        throw new CallFailure.NotImplemented("VMSS.add_to_schedule");
    }

    @Message(since = FALCON, role = POOL_OPERATOR, doc = "Drops a time entry.", traits = SYNCHRONOUS)
    default CompletionStage<Void> removeFromSchedule(Call call, Ref<Vmss> self, String key) {
        throw new CallFailure.NotImplemented("VMSS.remove_from_schedule");
    }

    @Message(
            since = FALCON,
            role = LOCAL_ROOT,
            doc = "Notes when it ran, UTC; for the scheduler only.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setLastRunTime(Call call, Ref<Vmss> self, Instant value) {
        throw new CallFailure.NotImplemented("VMSS.set_last_run_time");
    }

    @Message(since = FALCON, role = POOL_OPERATOR, doc = "Chooses disks only or memory too.", traits = SYNCHRONOUS)
    default CompletionStage<Void> setType(Call call, Ref<Vmss> self, SnapshotType value) {
        throw new CallFailure.NotImplemented("VMSS.set_type");
    }
}
