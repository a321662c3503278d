package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.CLEARWATER;
import static io.xapid.model.meta.Release.COWLEY;
import static io.xapid.model.meta.Role.LOCAL_ROOT;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VMPP about backups of protection policies. */
public interface VmppBackups {

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: takes backups at once.",
            traits = SYNCHRONOUS)
    default CompletionStage<String> protectNow(Call call, Ref<Vmpp> vmpp) {
        throw new CallFailure.NotImplemented("VMPP.protect_now");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: sets the number of backups kept per VM.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setBackupRetentionValue(Call call, Ref<Vmpp> self, long value) {
        throw new CallFailure.NotImplemented("VMPP.set_backup_retention_value");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: sets how often backups are taken.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setBackupFrequency(Call call, Ref<Vmpp> self, BackupFrequency value) {
        throw new CallFailure.NotImplemented("VMPP.set_backup_frequency");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: replaces the backup times.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setBackupSchedule(Call call, Ref<Vmpp> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("VMPP.set_backup_schedule");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: adds a backup time entry.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> addToBackupSchedule(Call call, Ref<Vmpp> self, String key, String value) {
        throw new CallFailure.NotImplemented("VMPP.add_to_backup_schedule");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Removed: drops a backup time entry.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> removeFromBackupSchedule(Call call, Ref<Vmpp> self, String key) {
        throw new CallFailure.NotImplemented("VMPP.remove_from_backup_schedule");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = LOCAL_ROOT,
            doc = "Removed: notes when backups were taken, UTC.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setBackupLastRunTime(Call call, Ref<Vmpp> self, Instant value) {
        throw new CallFailure.NotImplemented("VMPP.set_backup_last_run_time");
    }
}
