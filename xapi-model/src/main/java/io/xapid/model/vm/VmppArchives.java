package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.CLEARWATER;
import static io.xapid.model.meta.Release.COWLEY;
import static io.xapid.model.meta.Role.LOCAL_ROOT;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.VM_POWER_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VMPP about archives of protection policies. */
public interface VmppArchives {

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = VM_POWER_ADMIN,
            doc = "Removed: exports one backup at once.",
            traits = SYNCHRONOUS)
    default CompletionStage<String> archiveNow(Call call, Ref<Vm> snapshot) {
        throw new CallFailure.NotImplemented("VMPP.archive_now");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: sets how often exports are written.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setArchiveFrequency(Call call, Ref<Vmpp> self, ArchiveFrequency value) {
        throw new CallFailure.NotImplemented("VMPP.set_archive_frequency");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: replaces the export times.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setArchiveSchedule(Call call, Ref<Vmpp> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("VMPP.set_archive_schedule");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: adds an export time entry.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> addToArchiveSchedule(Call call, Ref<Vmpp> self, String key, String value) {
        throw new CallFailure.NotImplemented("VMPP.add_to_archive_schedule");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: drops an export time entry.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> removeFromArchiveSchedule(Call call, Ref<Vmpp> self, String key) {
        throw new CallFailure.NotImplemented("VMPP.remove_from_archive_schedule");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: sets the kind of place for exports.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setArchiveTargetType(Call call, Ref<Vmpp> self, ArchiveTarget value) {
        throw new CallFailure.NotImplemented("VMPP.set_archive_target_type");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: replaces the place for exports.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setArchiveTargetConfig(Call call, Ref<Vmpp> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("VMPP.set_archive_target_config");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: adds a setting of the export place.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> addToArchiveTargetConfig(Call call, Ref<Vmpp> self, String key, String value) {
        throw new CallFailure.NotImplemented("VMPP.add_to_archive_target_config");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: drops a setting of the export place.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> removeFromArchiveTargetConfig(Call call, Ref<Vmpp> self, String key) {
        throw new CallFailure.NotImplemented("VMPP.remove_from_archive_target_config");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = LOCAL_ROOT,
            doc = "Removed: notes when exports were written, UTC.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setArchiveLastRunTime(Call call, Ref<Vmpp> self, Instant value) {
        throw new CallFailure.NotImplemented("VMPP.set_archive_last_run_time");
    }
}
