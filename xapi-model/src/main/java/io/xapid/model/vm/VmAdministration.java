package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.Role.*;

import io.xapid.model.event.Blob;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VM about settings and what may be done. */
public interface VmAdministration {

    @Message(since = RIO, role = READ_ONLY, doc = "Fails with the reason if the operation could not start now.")
    default CompletionStage<Void> assertOperationValid(Call call, Ref<Vm> self, VmOperation op) {
        throw new CallFailure.NotImplemented("VM.assert_operation_valid");
    }

    @Message(since = RIO, role = POOL_ADMIN, doc = "Works out allowed_operations afresh.")
    default CompletionStage<Void> updateAllowedOperations(Call call, Ref<Vm> self) {
        throw new CallFailure.NotImplemented("VM.update_allowed_operations");
    }

    @Message(since = ORLANDO, role = VM_ADMIN, doc = "Replaces the list of refused operations and their errors.")
    default CompletionStage<Void> setBlockedOperations(Call call, Ref<Vm> self, Map<VmOperation, String> value) {
        throw new CallFailure.NotImplemented("VM.set_blocked_operations");
    }

    @Message(since = ORLANDO, role = VM_ADMIN, doc = "Refuses an operation from now on, with this error.")
    default CompletionStage<Void> addToBlockedOperations(Call call, Ref<Vm> self, VmOperation key, String value) {
        throw new CallFailure.NotImplemented("VM.add_to_blocked_operations");
    }

    @Message(since = ORLANDO, role = VM_ADMIN, doc = "Stops refusing an operation.")
    default CompletionStage<Void> removeFromBlockedOperations(Call call, Ref<Vm> self, VmOperation key) {
        throw new CallFailure.NotImplemented("VM.remove_from_blocked_operations");
    }

    @Message(since = RIO, role = VM_ADMIN, doc = "Replaces all extra settings.", traits = SYNCHRONOUS)
    default CompletionStage<Void> setOtherConfig(Call call, Ref<Vm> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("VM.set_other_config");
    }

    @Message(since = RIO, role = VM_ADMIN, doc = "Adds one extra setting.", traits = SYNCHRONOUS)
    default CompletionStage<Void> addToOtherConfig(Call call, Ref<Vm> self, String key, String value) {
        throw new CallFailure.NotImplemented("VM.add_to_other_config");
    }

    @Message(since = RIO, role = VM_ADMIN, doc = "Drops one extra setting.", traits = SYNCHRONOUS)
    default CompletionStage<Void> removeFromOtherConfig(Call call, Ref<Vm> self, String key) {
        throw new CallFailure.NotImplemented("VM.remove_from_other_config");
    }

    @Message(
            name = "get_allowed_VBD_devices",
            since = RIO,
            role = READ_ONLY,
            doc = "Free disk positions.",
            traits = SYNCHRONOUS)
    default CompletionStage<List<String>> getAllowedVbdDevices(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.get_allowed_VBD_devices");
    }

    @Message(
            name = "get_allowed_VIF_devices",
            since = RIO,
            role = READ_ONLY,
            doc = "Free network interface positions.",
            traits = SYNCHRONOUS)
    default CompletionStage<List<String>> getAllowedVifDevices(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.get_allowed_VIF_devices");
    }

    @Message(since = ORLANDO, role = VM_POWER_ADMIN, doc = "Attaches an empty named store for binary data.")
    default CompletionStage<Ref<Blob>> createNewBlob(
            Call call,
            Ref<Vm> vm,
            String name,
            String mimeType,
            @Param(value = "public", orElse = "false", since = TAMPA) boolean isPublic) {
        throw new CallFailure.NotImplemented("VM.create_new_blob");
    }
}
