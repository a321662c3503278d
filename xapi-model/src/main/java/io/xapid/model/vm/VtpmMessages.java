package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.HIDDEN;
import static io.xapid.model.meta.Release.V22_26_0;
import static io.xapid.model.meta.Role.LOCAL_ROOT;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class VTPM. */
public interface VtpmMessages {

    @Message(
            since = V22_26_0,
            prototype = true,
            role = VM_ADMIN,
            doc = "Gives a halted VM its TPM; one per VM.",
            marks = "VM:create_vtpm")
    default CompletionStage<Ref<Vtpm>> create(Call call, @Param("vM") Ref<Vm> vm, boolean isUnique) {
        throw new CallFailure.NotImplemented("VTPM.create");
    }

    @Message(
            since = V22_26_0,
            prototype = true,
            role = VM_ADMIN,
            doc = "Removes the TPM and its keys for good; VM must be halted or suspended.")
    default CompletionStage<Void> destroy(Call call, Ref<Vtpm> self) {
        throw new CallFailure.NotImplemented("VTPM.destroy");
    }

    @Message(
            since = V22_26_0,
            prototype = true,
            role = LOCAL_ROOT,
            doc = "Stored TPM state, base64; for the emulator only.",
            traits = HIDDEN)
    default CompletionStage<String> getContents(Call call, Ref<Vtpm> self) {
        throw new CallFailure.NotImplemented("VTPM.get_contents");
    }

    @Message(
            since = V22_26_0,
            prototype = true,
            role = LOCAL_ROOT,
            doc = "Stores TPM state, base64; for the emulator only.",
            traits = HIDDEN)
    default CompletionStage<Void> setContents(Call call, Ref<Vtpm> self, String contents) {
        throw new CallFailure.NotImplemented("VTPM.set_contents");
    }
}
