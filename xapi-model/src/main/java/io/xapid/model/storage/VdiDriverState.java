package io.xapid.model.storage;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.GEORGE;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class VDI that report what storage drivers know. */
public interface VdiDriverState {

    @Message(
            since = GEORGE,
            role = VM_ADMIN,
            doc = "For drivers only: sets whether several writers are allowed.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setSharable(Call call, Ref<Vdi> self, boolean value) {
        throw new CallFailure.NotImplemented("VDI.set_sharable");
    }

    @Message(
            since = RIO,
            role = VM_ADMIN,
            doc = "For drivers only: sets whether writing is ruled out.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setReadOnly(Call call, Ref<Vdi> self, boolean value) {
        throw new CallFailure.NotImplemented("VDI.set_read_only");
    }
}
