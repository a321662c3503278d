package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.VM_POWER_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.Vdi;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class VM about snapshots. */
public interface VmSnapshots {

    @Message(
            since = ORLANDO,
            role = VM_POWER_ADMIN,
            doc = "Freezes disks and settings as a new snapshot; chosen disks can be left out.",
            fails = {VmFailure.BadPowerState.class, SrFailure.Full.class, CallFailure.OperationNotAllowed.class},
            marks = "VM:snapshot")
    default CompletionStage<Ref<Vm>> snapshot(
            Call call, Ref<Vm> vm, String newName, @Param(orElse = "", since = V21_4_0) List<Ref<Vdi>> ignoreVdis) {
        throw new CallFailure.NotImplemented("VM.snapshot");
    }

    @Message(
            since = ORLANDO,
            deprecated = QUEBEC,
            removed = QUEBEC,
            role = VM_POWER_ADMIN,
            doc = "Formerly: snapshot with guest writes flushed first; no longer supported.",
            fails = {
                VmFailure.BadPowerState.class,
                SrFailure.Full.class,
                CallFailure.OperationNotAllowed.class,
                VmSnapshotFailure.SnapshotWithQuiesceFailed.class,
                VmSnapshotFailure.SnapshotWithQuiesceTimeout.class,
                VmSnapshotFailure.SnapshotWithQuiescePluginSilent.class,
                VmSnapshotFailure.SnapshotWithQuiesceNotSupported.class
            })
    default CompletionStage<Ref<Vm>> snapshotWithQuiesce(Call call, Ref<Vm> vm, String newName) {
        throw new CallFailure.NotImplemented("VM.snapshot_with_quiesce");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = VM_POWER_ADMIN,
            doc = "Takes a snapshot including memory; a live VM stops briefly.",
            fails = {
                VmFailure.BadPowerState.class,
                SrFailure.Full.class,
                CallFailure.OperationNotAllowed.class,
                VmSnapshotFailure.CheckpointSuspendFailed.class,
                VmSnapshotFailure.CheckpointResumeFailed.class
            },
            marks = "VM:checkpoint")
    default CompletionStage<Ref<Vm>> checkpoint(Call call, Ref<Vm> vm, String newName) {
        throw new CallFailure.NotImplemented("VM.checkpoint");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = VM_POWER_ADMIN,
            doc = "Puts the original VM back into the state of this snapshot; later changes are lost.",
            fails = {
                VmFailure.BadPowerState.class,
                CallFailure.OperationNotAllowed.class,
                SrFailure.Full.class,
                VmSnapshotFailure.RevertFailed.class
            },
            marks = {"snapshot VM:revert", "original VM:reverting"})
    default CompletionStage<Void> revert(Call call, Ref<Vm> snapshot) {
        throw new CallFailure.NotImplemented("VM.revert");
    }

    @Message(
            since = FALCON,
            role = POOL_OPERATOR,
            doc = "Assigns to a snapshot schedule, or to none with null.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setSnapshotSchedule(Call call, Ref<Vm> self, Ref<Vmss> value) {
        throw new CallFailure.NotImplemented("VM.set_snapshot_schedule");
    }

    @Message(
            since = COWLEY,
            deprecated = CLEARWATER,
            removed = CLEARWATER,
            role = POOL_OPERATOR,
            doc = "Formerly: assigns a backup policy; no longer supported.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setProtectionPolicy(Call call, Ref<Vm> self, Ref<Vmpp> value) {
        throw new CallFailure.NotImplemented("VM.set_protection_policy");
    }
}
