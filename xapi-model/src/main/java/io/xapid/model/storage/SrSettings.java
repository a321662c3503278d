package io.xapid.model.storage;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.event.Blob;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class SR about names and settings. */
public interface SrSettings {

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Renames it, in the storage too.")
    default CompletionStage<Void> setNameLabel(Call call, Ref<Sr> sr, String value) {
        throw new CallFailure.NotImplemented("SR.set_name_label");
    }

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Sets the notes, in the storage too.")
    default CompletionStage<Void> setNameDescription(Call call, Ref<Sr> sr, String value) {
        throw new CallFailure.NotImplemented("SR.set_name_description");
    }

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Marks it as shared or not; unshared allows one host connection only.")
    default CompletionStage<Void> setShared(Call call, Ref<Sr> sr, boolean value) {
        throw new CallFailure.NotImplemented("SR.set_shared");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "For drivers only: sets bytes of underlying storage.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setPhysicalSize(Call call, Ref<Sr> self, long value) {
        throw new CallFailure.NotImplemented("SR.set_physical_size");
    }

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Makes room for named binary data attached to the repository.")
    default CompletionStage<Ref<Blob>> createNewBlob(
            Call call,
            Ref<Sr> sr,
            String name,
            String mimeType,
            @Param(value = "public", orElse = "false", since = TAMPA) boolean isPublic) {
        throw new CallFailure.NotImplemented("SR.create_new_blob");
    }
}
